import { z } from "zod";
import { showId } from "../core/ids";
import { instant, resource } from "../core/resource";
import type { Offering } from "./queries";

export const offeringResource = resource("Offering", {
  id: z.string(),
  key: z.string().describe("What apps ask for."),
  name: z.string(),
  isCurrent: z.boolean().describe("Everybody sees it for whom no other was chosen."),
  packages: z
    .array(
      z.strictObject({
        key: z.string(),
        pricePoint: z.strictObject({ id: z.string(), ident: z.string() }),
      }),
    )
    .describe("In their order."),
  createdAt: instant,
  archivedAt: instant.nullable(),
});

export function showOffering(offering: Offering): z.input<typeof offeringResource> {
  return {
    id: showId("offering", offering.id),
    key: offering.key,
    name: offering.name,
    isCurrent: offering.isCurrent,
    packages: offering.packages.map(({ key, pricePointId, ident }) => ({
      key,
      pricePoint: { id: showId("pricePoint", pricePointId), ident },
    })),
    createdAt: offering.createdAt.toISOString(),
    archivedAt: offering.archivedAt?.toISOString() ?? null,
  };
}
