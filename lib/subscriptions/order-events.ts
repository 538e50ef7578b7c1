import { emit, emitAll } from "../events/emit";
import { orderData, unaskedData } from "../transactions/event-data";
import type { Transaction } from "../transactions/record";
import type { Attempt } from "./attempts";
import type { EngineCtx } from "./engine-ctx";
import type { Order } from "./settle";

/** What endpoints learn of an order: settled, which is also a purchase, or declined. */
export async function tellOrder(
  ctx: EngineCtx,
  order: Order,
  { retryStep }: Attempt,
  transaction: Transaction,
): Promise<void> {
  if (!order.profileId) return;
  const about = {
    profileId: order.profileId,
    environment: order.environment,
    occurredAt: transaction.occurredAt,
  };
  const payload = orderData(order, transaction, retryStep);
  if (transaction.status === "succeeded")
    await emitAll(ctx, about, [
      { type: "order.settled", payload },
      { type: "purchase.completed", payload },
    ]);
  else
    await emit(ctx, {
      ...about,
      type: "order.declined",
      payload: { ...payload, decline_code: transaction.declineCode },
    });
}

/** The same of an order that nobody was asked to pay: what it begins is free, or there is no card. */
export async function tellUnasked(
  ctx: EngineCtx,
  order: Order,
  declined: { code: string; retryStep: number } | null,
): Promise<void> {
  if (!order.profileId) return;
  const { now } = ctx.terrain;
  const about = { profileId: order.profileId, environment: order.environment, occurredAt: now };
  const payload = unaskedData(order, declined?.retryStep ?? null, now);
  if (declined)
    await emit(ctx, {
      ...about,
      type: "order.declined",
      payload: { ...payload, decline_code: declined.code },
    });
  else await emit(ctx, { ...about, type: "order.settled", payload });
}
