import { z } from "zod";
import { idOf, line } from "../core/inputs";

const opens = z
  .array(idOf("entitlement"))
  .max(50, "Name at most 50 entitlements")
  .transform((all) => [...new Set(all)]);

export const createProductInput = z.strictObject({
  name: line(80),
  entitlements: opens.default([]).describe("Ids of what it opens (ent_…)."),
});

export const updateProductInput = z
  .strictObject({ product: idOf("product"), name: line(80), entitlements: opens })
  .partial({ name: true, entitlements: true });

export const oneProductInput = z.strictObject({ product: idOf("product") });
