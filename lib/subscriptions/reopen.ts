import { and, eq, inArray, ne, or } from "drizzle-orm";
import { chargeAttempts, orders } from "../../db/schema/orders";
import { type Attempt, openStates } from "./attempts";
import type { EngineCtx } from "./engine-ctx";

/**
 * Opens an attempt again that was refused by what the gateway said then: until a person has decided, nothing else is tried
 * for the same thing. False where something else was paid or is tried for it meanwhile. The caller holds the subscription.
 */
export async function reopen(ctx: EngineCtx, attempt: Attempt, parkedReason: string): Promise<boolean> {
  const { tx, projectId } = ctx;
  const one = and(eq(chargeAttempts.projectId, projectId), eq(chargeAttempts.id, attempt.id));
  await tx.select({ id: chargeAttempts.id }).from(chargeAttempts).where(one).for("update");
  const ofOrder = and(eq(orders.projectId, projectId), eq(orders.id, attempt.orderId));
  const [order] = await tx.select().from(orders).where(ofOrder).for("update");
  if (!order || (await hasRival(ctx, attempt))) return false;
  if (attempt.kind === "refund") {
    const refundPendingMinor = order.refundPendingMinor + attempt.amountMinor;
    if (order.refundedMinor + refundPendingMinor > order.settledMinor) return false;
    await tx
      .update(orders)
      .set({ refundPendingMinor, version: order.version + 1 })
      .where(ofOrder);
  }
  const reopened = await tx
    .update(chargeAttempts)
    .set({ state: "parked", parkedReason, settledAt: null })
    .where(and(one, inArray(chargeAttempts.state, ["declined", "not_executed"])))
    .returning({ id: chargeAttempts.id });
  return reopened.length > 0;
}

/** As the database sees it: what is open for the order or the subscription, or has paid for the order or the period. */
async function hasRival({ tx, projectId }: EngineCtx, attempt: Attempt): Promise<boolean> {
  const { id, orderId, subscriptionId, periodKey, kind } = attempt;
  const isOpen = inArray(chargeAttempts.state, [...openStates]);
  const isCharge = ne(chargeAttempts.kind, "refund");
  const isPaid = and(isCharge, eq(chargeAttempts.state, "succeeded"));
  const ofOrder = eq(chargeAttempts.orderId, orderId);
  const ofSubscription = eq(chargeAttempts.subscriptionId, subscriptionId ?? "");
  const [rival] = await tx
    .select({ id: chargeAttempts.id })
    .from(chargeAttempts)
    .where(
      and(
        eq(chargeAttempts.projectId, projectId),
        ne(chargeAttempts.id, id),
        or(
          and(ofOrder, isOpen),
          kind === "refund" ? undefined : and(ofOrder, isPaid),
          kind === "refund" || !subscriptionId ? undefined : and(ofSubscription, isCharge, isOpen),
          !subscriptionId || !periodKey
            ? undefined
            : and(ofSubscription, isPaid, eq(chargeAttempts.periodKey, periodKey)),
        ),
      ),
    )
    .limit(1);
  return rival !== undefined;
}
