"use server";

import {
  archiveEntitlement,
  createEntitlement,
  renameEntitlement,
  unarchiveEntitlement,
} from "@/lib/entitlements/commands";
import { action } from "@/lib/http/action";
import {
  archiveOffering,
  createOffering,
  makeOfferingCurrent,
  unarchiveOffering,
  updateOffering,
} from "@/lib/offerings/commands";
import {
  archivePricePoint,
  changePricePoint,
  createPricePoint,
  unarchivePricePoint,
} from "@/lib/price-points/commands";
import { archiveProduct, createProduct, unarchiveProduct, updateProduct } from "@/lib/products/commands";

const refresh = "/(console)/[project]/catalogue";

export const createPricePointAction = action(createPricePoint, { refresh });
export const changePricePointAction = action(changePricePoint, { refresh });
export const archivePricePointAction = action(archivePricePoint, { refresh, answers: true });
export const unarchivePricePointAction = action(unarchivePricePoint, { refresh });
export const createProductAction = action(createProduct, { refresh });
export const updateProductAction = action(updateProduct, { refresh });
export const archiveProductAction = action(archiveProduct, { refresh });
export const unarchiveProductAction = action(unarchiveProduct, { refresh });
export const createEntitlementAction = action(createEntitlement, { refresh });
export const renameEntitlementAction = action(renameEntitlement, { refresh });
export const archiveEntitlementAction = action(archiveEntitlement, { refresh });
export const unarchiveEntitlementAction = action(unarchiveEntitlement, { refresh });
export const createOfferingAction = action(createOffering, { refresh });
export const updateOfferingAction = action(updateOffering, { refresh });
export const makeOfferingCurrentAction = action(makeOfferingCurrent, { refresh });
export const archiveOfferingAction = action(archiveOffering, { refresh });
export const unarchiveOfferingAction = action(unarchiveOffering, { refresh });
