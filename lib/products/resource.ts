import { z } from "zod";
import { showId } from "../core/ids";
import { instant, resource } from "../core/resource";
import type { Product } from "./queries";

export const productResource = resource("Product", {
  id: z.string(),
  name: z.string(),
  entitlements: z
    .array(z.strictObject({ id: z.string(), key: z.string(), name: z.string() }))
    .describe("What it opens."),
  createdAt: instant,
  archivedAt: instant.nullable(),
});

export function showProduct(product: Product): z.input<typeof productResource> {
  return {
    id: showId("product", product.id),
    name: product.name,
    entitlements: product.entitlements.map(({ id, key, name }) => ({
      id: showId("entitlement", id),
      key,
      name,
    })),
    createdAt: product.createdAt.toISOString(),
    archivedAt: product.archivedAt?.toISOString() ?? null,
  };
}
