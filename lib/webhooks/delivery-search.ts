import type { Ctx } from "../core/ctx";
import { findId } from "../core/ids";
import { findCustomer } from "../customers/customer";
import type { DeliveriesAsked } from "./deliveries";
import type { DeliveryFilter, Window } from "./schema";

const hourMs = 3_600_000;
const windowMs: Record<Window, number> = {
  "1h": hourMs,
  "24h": 24 * hourMs,
  "7d": 7 * 24 * hourMs,
  "30d": 30 * 24 * hourMs,
};

/** The span of time that a filter means; null where it is open. */
export function spanOf(
  { window, from, to }: DeliveryFilter,
  now: Date,
): { from: Date | null; to: Date | null } {
  const since = window && new Date(now.getTime() - windowMs[window]);
  const first = from ? new Date(`${from}T00:00:00Z`) : null;
  return {
    from: [since, first].reduce((a, b) => (a && b && a > b ? a : (b ?? a)), null),
    to: to ? new Date(Date.parse(`${to}T00:00:00Z`) + 24 * hourMs) : null,
  };
}

/** A filter from an address, with its customer looked up. One who is not known has no deliveries. */
export async function deliveriesAsked(
  ctx: Ctx,
  endpointId: string,
  filter: DeliveryFilter,
): Promise<{ asked: DeliveriesAsked; customerName: string | null }> {
  const { states, types, customer: shownId } = filter;
  const profileId = shownId && findId("profile", shownId);
  const customer = profileId ? await findCustomer(ctx, profileId) : null;
  return {
    asked: {
      ...{ endpointId, states, ...spanOf(filter, ctx.clock.now()) },
      types: types.length > 0 ? types : null,
      profileIds: shownId ? (customer?.profileIds ?? []) : null,
    },
    customerName: customer?.email ?? customer?.userId ?? null,
  };
}
