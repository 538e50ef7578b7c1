import { z } from "zod";
import { showId } from "../core/ids";
import { instant, resource } from "../core/resource";
import type { Entitlement } from "./queries";

export const entitlementResource = resource("Entitlement", {
  id: z.string(),
  key: z.string().describe("What apps ask for."),
  name: z.string(),
  createdAt: instant,
  archivedAt: instant.nullable(),
});

export function showEntitlement(entitlement: Entitlement): z.input<typeof entitlementResource> {
  return {
    id: showId("entitlement", entitlement.id),
    key: entitlement.key,
    name: entitlement.name,
    createdAt: entitlement.createdAt.toISOString(),
    archivedAt: entitlement.archivedAt?.toISOString() ?? null,
  };
}
