import { and, eq } from "drizzle-orm";
import { chargeAttempts, orders } from "../../db/schema/orders";
import { sessions } from "../../db/schema/sessions";
import { findId, newId } from "../core/ids";
import { emit, emitAll } from "../events/emit";
import type { SubscriptionRow } from "../subscriptions/held";
import { oneoffData, orderData } from "../transactions/event-data";
import { recordTransaction } from "../transactions/record";
import type { Applying } from "./applying";
import type { PaymentFact } from "./facts";
import type { Sold } from "./products";

export type Charged = {
  /** Null where the person was erased. */
  profileId: string | null;
  subscription: SubscriptionRow | null;
  /** What was bought once. */
  sold: Sold | null;
};

const day = 24 * 60 * 60_000;

/** A charge that was made there gets an order and an attempt, so that it is found, explained and refunded as ours are. */
export async function recordCharge(
  applying: Applying,
  payment: PaymentFact,
  { profileId, subscription, sold }: Charged,
): Promise<void> {
  const { ctx, provider } = applying;
  const { projectId } = ctx;
  const { amount, status, method, declineCode = null } = payment;
  const isPaid = status === "succeeded";
  const occurredAt = new Date(payment.at);
  const now = ctx.clock.now();
  const [orderId, attemptId] = [newId(now), newId(now)];
  const subscriptionId = subscription?.id ?? null;
  const visit = await visitOf(applying, payment, profileId);
  const paid = { amountMinor: amount.minor, currency: amount.currency, exponent: amount.exponent };
  const pricePointId = subscription?.pricePointId ?? sold?.pricePointId ?? null;
  const [order] = await ctx.tx
    .insert(orders)
    .values({
      ...{ projectId, id: orderId, profileId, ...visit, subscriptionId, environment: applying.environment },
      kind: orderKind(subscription, occurredAt),
      pricePointId,
      pricePointVersion: subscription?.pricePointVersion ?? sold?.version ?? null,
      ...{ provider, ...paid, settledMinor: isPaid ? amount.minor : 0n, refundedMinor: 0n },
      ...{ refundPendingMinor: 0n, state: isPaid ? "settled" : "declined", declineCode },
      ...{ createdAt: occurredAt, settledAt: isPaid ? occurredAt : null, version: 1 },
    })
    .returning();
  if (!order) throw new Error("an order was not made");
  await ctx.tx.insert(chargeAttempts).values({
    ...{ projectId, id: attemptId, orderId, subscriptionId, provider, ...paid, state: status, declineCode },
    kind: "one_off",
    ...{ providerReference: payment.id, lookups: 0 },
    ...{ createdAt: occurredAt, sentAt: occurredAt, settledAt: occurredAt },
  });
  const { transaction } = await recordTransaction(ctx, {
    ...{ kind: "charge", status, amount, profileId, environment: applying.environment, provider },
    ...{ providerTransactionId: payment.id, occurredAt, orderId, attemptId, subscriptionId, ...visit },
    methodBrand: method?.brand ?? null,
    methodLastFour: lastFourOf(method?.lastFour),
    declineCode: isPaid ? null : declineCode,
  });
  if (!profileId) return;
  const about = { profileId, environment: applying.environment, occurredAt };
  const payload = orderData(order, transaction, null);
  if (!isPaid)
    return emit(ctx, {
      ...about,
      type: "order.declined",
      payload: { ...payload, decline_code: declineCode },
    });
  await emitAll(ctx, about, [
    { type: "order.settled", payload },
    { type: "purchase.completed", payload },
    ...(sold ? [{ type: "oneoff.granted" as const, payload: oneoffData(order) }] : []),
  ]);
}

function orderKind(subscription: SubscriptionRow | null, at: Date): (typeof orders.$inferSelect)["kind"] {
  if (!subscription) return "one_off";
  const { startedAt } = subscription;
  return startedAt && at.getTime() - startedAt.getTime() > day ? "renewal" : "first";
}

function lastFourOf(text: string | undefined): string | null {
  return text && /^[0-9]{4}$/.test(text) ? text : null;
}

/** The visit that the checkout handed over, where it is one of this customer. */
async function visitOf({ ctx }: Applying, { sessionId: shown }: PaymentFact, profileId: string | null) {
  const none = { sessionId: null, funnelId: null };
  const id = shown ? findId("session", shown) : null;
  if (!id || !profileId) return none;
  const [session] = await ctx.tx
    .select({ sessionId: sessions.id, funnelId: sessions.funnelId })
    .from(sessions)
    .where(
      and(eq(sessions.projectId, ctx.projectId), eq(sessions.id, id), eq(sessions.profileId, profileId)),
    );
  return session ?? none;
}
