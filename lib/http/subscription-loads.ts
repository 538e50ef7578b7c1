import { addDays } from "../billing/dates";
import type { Ctx } from "../core/ctx";
import { isAppError } from "../core/errors";
import { listSubscriptionOrders } from "../subscription-list/orders";
import type { SimulatorSearch } from "../subscription-list/schema";
import type { Held } from "../subscriptions/held";
import { type Simulation, simulateSubscription } from "../subscriptions/simulation";
import { viewOf } from "../subscriptions/view";
import { once } from "./once";

/** What the card of a subscription shows; its parts load by themselves. */
export function subscriptionLoads(ctx: Ctx, held: Held, search: SimulatorSearch, mostOrders: number) {
  return {
    view: viewOf(held),
    orders: once(() => listSubscriptionOrders(ctx, held.row.id, mostOrders)),
    simulate: once(() => supposed(ctx, held, search)),
  };
}

/** The simulation that an address asks for, or the sentence that refuses it. */
async function supposed(ctx: Ctx, held: Held, search: SimulatorSearch): Promise<Simulation | string> {
  const { until, pays, pause } = search;
  const now = held.row.nextCheckAt ?? ctx.clock.now();
  const farthest = addDays(now, 10 * 365);
  const asked = until ? addDays(new Date(until), 1) : addDays(now, 366);
  try {
    return await simulateSubscription(ctx, held, {
      until: new Date(Math.min(asked.getTime(), farthest.getTime())),
      pays: pays === "yes",
      pauseUntil: pause ? new Date(pause) : null,
    });
  } catch (error) {
    if (isAppError(error) && error.code !== "unavailable") return error.message;
    throw error;
  }
}
