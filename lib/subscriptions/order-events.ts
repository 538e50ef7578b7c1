import { emit, emitMany, type Fact } from "../events/emit";
import { orderData, unaskedData } from "../transactions/event-data";
import type { Transaction } from "../transactions/record";
import type { Attempt } from "./attempts";
import type { EngineCtx } from "./engine-ctx";
import type { Order } from "./settle";

/** An order, its attempt and what stands of it in the ledger. */
type Told = { order: Order; attempt: Pick<Attempt, "retryStep">; transaction: Transaction };

/** What endpoints learn of orders: settled, which is also a purchase, or declined. */
export async function tellOrders(ctx: EngineCtx, told: readonly Told[]): Promise<void> {
  await emitMany(
    ctx,
    told.flatMap((each) => {
      const { profileId, environment } = each.order;
      const { occurredAt } = each.transaction;
      return profileId ? [{ profileId, environment, occurredAt, facts: factsOf(each) }] : [];
    }),
  );
}

function factsOf({ order, attempt, transaction }: Told): Fact[] {
  const payload = orderData(order, transaction, attempt.retryStep);
  if (transaction.status === "declined")
    return [{ type: "order.declined", payload: { ...payload, decline_code: transaction.declineCode } }];
  return [
    { type: "order.settled", payload },
    { type: "purchase.completed", payload },
  ];
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
