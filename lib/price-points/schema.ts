import { z } from "zod";
import { periodUnits } from "../../db/columns";
import { pricePointKinds } from "../../db/schema/catalogue";
import { ident, idOf } from "../core/inputs";
import { moneyInput } from "../core/money-fields";
import { idCursor } from "../core/page";

const longest = 1_000;

const period = z.strictObject({
  unit: z.enum(periodUnits, "Choose a unit"),
  count: z
    .int("Write a whole number")
    .min(1, "A period has at least one")
    .max(longest, `Use at most ${longest}`),
});

const price = moneyInput.refine(({ minor }) => minor > 0n, {
  message: "A price is more than nothing",
  path: ["amount"],
});

const terms = {
  price: price.describe("Of each period, or once."),
  period: period
    .nullable()
    .default(null)
    .describe("How long each payment lasts; null for what is bought once."),
  intro: z
    .discriminatedUnion(
      "type",
      [
        z.strictObject({ type: z.literal("no_intro") }),
        z.strictObject({ type: z.literal("free_trial"), period }),
        z.strictObject({ type: z.literal("paid_trial"), price, period }),
      ],
      "Choose how it begins",
    )
    .default({ type: "no_intro" })
    .describe("What comes before the first full period."),
};

export const createPricePointInput = z.strictObject({
  ident: ident(256).describe("What checkouts name; it stays."),
  product: idOf("product").describe("What it sells (prod_…)."),
  kind: z.enum(pricePointKinds, "Choose what it is"),
  ...terms,
});

export const changePricePointInput = z.strictObject({
  pricePoint: idOf("pricePoint"),
  version: z.int("Write a whole number").min(1).describe("The version that you read."),
  ...terms,
});

export const onePricePointInput = z.strictObject({ pricePoint: idOf("pricePoint") });

export const catalogueTabs = ["price-points", "products", "entitlements", "offerings"] as const;

/** What the address of the catalogue may say. */
export const catalogueSearch = z.object({
  tab: z.enum(catalogueTabs).catch("price-points"),
  archived: z.literal("true").optional().catch(undefined),
  cursor: idCursor,
  /** The price point whose versions are open. */
  point: z.string().max(100).optional().catch(undefined),
});
