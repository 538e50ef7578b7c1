"use server";

import { extendGrant, grantEntitlement, revokeGrant, transferGrant } from "@/lib/access/commands";
import { action } from "@/lib/http/action";
import { overrideOffering, resetOffering } from "@/lib/offering-overrides/commands";
import { addTag, removeTag } from "@/lib/tags/commands";

const refresh = "/(console)/[project]/customers/[customer]";

export const addTagAction = action(addTag, { refresh });
export const removeTagAction = action(removeTag, { refresh });

export const grantEntitlementAction = action(grantEntitlement, { refresh });
export const extendGrantAction = action(extendGrant, { refresh });
export const revokeGrantAction = action(revokeGrant, { refresh });
export const transferGrantAction = action(transferGrant, { refresh });
export const overrideOfferingAction = action(overrideOffering, { refresh });
export const resetOfferingAction = action(resetOffering, { refresh });
