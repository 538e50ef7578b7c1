import { and, eq } from "drizzle-orm";
import { orders } from "../../db/schema/orders";
import { showId } from "../core/ids";
import { emitAll } from "../events/emit";
import { applyMove, required } from "./apply";
import type { Attempt } from "./attempts";
import type { Charge } from "./begin-charge";
import type { EngineCtx } from "./engine-ctx";
import type { Held } from "./held";
import type { Order, Settled } from "./settle";

/** Moves the subscription by what came of its charge. */
export async function settleRenewal(
  ctx: EngineCtx,
  held: Held,
  attempt: Attempt,
  outcome: Settled,
): Promise<void> {
  const { now } = ctx.terrain;
  const happening =
    outcome.state === "succeeded"
      ? ({ type: "charged" } as const)
      : ({ type: "declined", isHard: outcome.isHard, isManual: attempt.supportActionId !== null } as const);
  await applyMove(ctx, held, required(held, happening, now));
}

/** Nobody can be charged without a card: declined for good, as the bank would, until there is one. */
export async function refuseWithoutMethod(
  ctx: EngineCtx,
  held: Held,
  order: Order,
  charge: Charge,
): Promise<void> {
  const declineCode = "no_payment_method";
  await ctx.tx
    .update(orders)
    .set({ state: "declined", declineCode, version: order.version + 1 })
    .where(and(eq(orders.projectId, ctx.projectId), eq(orders.id, order.id)));
  if (order.profileId)
    await emitAll(
      ctx,
      { profileId: order.profileId, environment: order.environment, occurredAt: ctx.terrain.now },
      [
        {
          type: "order.declined",
          payload: {
            order_id: showId("order", order.id),
            subscription_id: showId("subscription", held.row.id),
            decline_code: declineCode,
            retry_step: charge.step,
          },
        },
      ],
    );
  const happening = { type: "declined", isHard: true, isManual: false } as const;
  await applyMove(ctx, held, required(held, happening, ctx.terrain.now));
}
