import { and, eq } from "drizzle-orm";
import { orders } from "../../db/schema/orders";
import { applyMove, applyMoves, required } from "./apply";
import type { Charge } from "./begin-charge";
import type { EngineCtx } from "./engine-ctx";
import type { Held } from "./held";
import { tellUnasked } from "./order-events";
import type { Order } from "./settle";
import type { Answered } from "./settle-orders";

/** Moves the subscriptions by what came of their charges. */
export async function settleRenewals(
  ctx: EngineCtx,
  renewals: readonly (Answered & { held: Held })[],
): Promise<void> {
  const { now } = ctx.terrain;
  await applyMoves(
    ctx,
    renewals.map(({ held, attempt, outcome }) => {
      const happening =
        outcome.state === "succeeded"
          ? ({ type: "charged" } as const)
          : ({
              type: "declined",
              isHard: outcome.isHard,
              isManual: attempt.supportActionId !== null,
            } as const);
      return { held, moved: required(held, happening, now) };
    }),
  );
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
  await tellUnasked(ctx, order, { code: declineCode, retryStep: charge.step });
  const happening = { type: "declined", isHard: true, isManual: false } as const;
  await applyMove(ctx, held, required(held, happening, ctx.terrain.now));
}
