import { showId } from "../core/ids";
import { showMoney } from "../core/money-fields";
import { emitAll } from "../events/emit";
import type { Attempt } from "./attempts";
import type { EngineCtx } from "./engine-ctx";
import type { Order, Settled } from "./settle";

/** What endpoints learn of an order: settled, which is also a purchase, or declined. */
export async function tellOrder(
  ctx: EngineCtx,
  order: Order,
  attempt: Attempt,
  outcome: Settled,
): Promise<void> {
  if (!order.profileId) return;
  const about = {
    profileId: order.profileId,
    environment: order.environment,
    occurredAt: outcome.occurredAt,
  };
  const payload = orderPayload(order, attempt);
  if (outcome.state === "succeeded")
    await emitAll(ctx, about, [
      { type: "order.settled", payload },
      { type: "purchase.completed", payload },
    ]);
  else
    await emitAll(ctx, about, [
      { type: "order.declined", payload: { ...payload, decline_code: outcome.code } },
    ]);
}

export function orderPayload(order: Order, attempt: Pick<Attempt, "amountMinor" | "retryStep">) {
  const { currency, exponent } = order;
  return {
    order_id: showId("order", order.id),
    kind: order.kind,
    subscription_id: order.subscriptionId && showId("subscription", order.subscriptionId),
    session_id: order.sessionId && showId("session", order.sessionId),
    funnel_id: order.funnelId && showId("funnel", order.funnelId),
    iteration: order.iteration,
    provider: order.provider,
    price: showMoney({ minor: order.amountMinor, currency, exponent }),
    amount: showMoney({ minor: attempt.amountMinor, currency, exponent }),
    retry_step: attempt.retryStep,
  };
}
