import { accessOf } from "../access/queries";
import { showAccess } from "../access/resource";
import type { Ctx } from "../core/ctx";
import { showId } from "../core/ids";
import { can, rolesWith } from "../core/permissions";
import type { Customer } from "../customers/customer";
import { listEntitlements } from "../entitlements/queries";
import { offeringOf } from "../offering-overrides/queries";
import { listOfferings } from "../offerings/queries";

// More than anybody scrolls through in a list of choices.
const choices = { limit: 200 };

/** What the cards about access need: each loads by itself. */
export function accessFacts(ctx: Ctx, customer: Customer, slug: string) {
  return {
    of: {
      slug,
      customer: showId("profile", customer.id),
      refusal: can(ctx.actor, "access:write")
        ? undefined
        : `For the roles ${rolesWith("access:write").join(", ")}`,
    },
    access: async () => {
      const [access, { rows }] = await Promise.all([
        accessOf(ctx, customer),
        listEntitlements(ctx, { archived: false }, choices),
      ]);
      return {
        access: access.map(showAccess),
        choices: rows.map(({ id, name }) => ({ id: showId("entitlement", id), name })),
      };
    },
    offering: async () => {
      const [{ offering, chosen }, { rows }] = await Promise.all([
        offeringOf(ctx, customer),
        listOfferings(ctx, { archived: false }, choices),
      ]);
      return {
        offering: offering && { ...offering, id: showId("offering", offering.id) },
        chosen: chosen && { actorName: chosen.actorName, at: chosen.createdAt.toISOString() },
        choices: rows.map(({ id, name }) => ({ id: showId("offering", id), name })),
      };
    },
  };
}
