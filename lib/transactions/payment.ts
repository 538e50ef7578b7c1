import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { chargeAttempts, orders } from "../../db/schema/orders";
import { sessions } from "../../db/schema/sessions";
import { refunds } from "../../db/schema/transactions";
import { actorId } from "../core/audit";
import type { CommandCtx } from "../core/command";
import { AppError } from "../core/errors";
import { newId } from "../core/ids";
import type { Customer } from "../customers/customer";
import { emit, emitAll } from "../events/emit";
import { getCharge, requireCovered, requireOf } from "./charge";
import { orderData, refundData } from "./event-data";
import { type MovedMoney, recordTransaction, type Transaction } from "./record";
import type { recordPaymentInput } from "./schema";

export type Payment = z.output<typeof recordPaymentInput>;
type Order = typeof orders.$inferSelect;

/** A charge that was made elsewhere gets an order and an attempt of its own, so it can be found and refunded as ours. */
export async function recordCharge(
  ctx: CommandCtx,
  customer: Customer,
  input: Payment,
): Promise<Transaction> {
  const { amount, status, provider, occurredAt, declineCode = null } = input;
  const isPaid = status === "succeeded";
  const bought = await boughtBy(ctx, customer, input.session);
  const paid = { amountMinor: amount.minor, currency: amount.currency, exponent: amount.exponent };
  const [orderId, attemptId] = [newId(ctx.clock.now()), newId(ctx.clock.now())];
  const [order] = await ctx.tx
    .insert(orders)
    .values({
      projectId: ctx.projectId,
      id: orderId,
      ...bought,
      kind: "one_off",
      provider,
      ...paid,
      settledMinor: isPaid ? amount.minor : 0n,
      refundedMinor: 0n,
      refundPendingMinor: 0n,
      state: isPaid ? "settled" : "declined",
      declineCode,
      createdAt: occurredAt,
      settledAt: isPaid ? occurredAt : null,
      version: 1,
    })
    .returning();
  if (!order) throw new Error("an order was not made");
  await ctx.tx.insert(chargeAttempts).values({
    projectId: ctx.projectId,
    id: attemptId,
    orderId,
    kind: "one_off",
    provider,
    ...paid,
    state: status,
    providerReference: input.providerTransactionId,
    declineCode,
    createdAt: occurredAt,
    sentAt: occurredAt,
    settledAt: occurredAt,
    lookups: 0,
  });
  const { transaction } = await recordTransaction(ctx, { ...movedBy(input), ...bought, orderId, attemptId });
  const { profileId, environment } = bought;
  const payload = orderData(order, transaction, null);
  await emitAll(
    ctx,
    { profileId, environment },
    isPaid
      ? [
          { type: "order.settled", payload },
          { type: "purchase.completed", payload },
        ]
      : [{ type: "order.declined", payload: { ...payload, decline_code: transaction.declineCode } }],
  );
  return transaction;
}

/** Money that went back elsewhere, of a payment that is in the books. Access stays as it is. */
export async function recordRefund(
  ctx: CommandCtx,
  customer: Customer,
  input: Payment,
): Promise<Transaction> {
  const { amount, occurredAt, refundOf = "" } = input;
  const charge = await getCharge(ctx, input.provider, refundOf, "refundOf");
  requireOf(customer, charge, "refundOf");
  const order = charge.orderId && (await lockOrder(ctx, charge.orderId));
  const left = order
    ? order.settledMinor - order.refundedMinor - order.refundPendingMinor
    : charge.amountMinor;
  requireCovered(amount, charge, left);
  const { profileId, sessionId, funnelId, subscriptionId, orderId, environment } = charge;
  const { transaction } = await recordTransaction(ctx, {
    ...movedBy(input),
    ...{ profileId, sessionId, funnelId, subscriptionId, orderId, environment },
    methodBrand: input.method.brand ?? charge.methodBrand,
    methodLastFour: input.method.lastFour ?? charge.methodLastFour,
  });
  if (order) {
    await ctx.tx
      .update(orders)
      .set({ refundedMinor: order.refundedMinor + amount.minor, version: order.version + 1 })
      .where(and(eq(orders.projectId, ctx.projectId), eq(orders.id, order.id)));
    await ctx.tx.insert(refunds).values({
      projectId: ctx.projectId,
      id: newId(ctx.clock.now()),
      profileId,
      orderId: order.id,
      transactionId: transaction.id,
      ...{ amountMinor: amount.minor, currency: amount.currency, exponent: amount.exponent },
      keptAccess: true,
      ...{ actorKind: ctx.actor.kind, actorId: actorId(ctx.actor) },
      occurredAt,
      receivedAt: ctx.clock.now(),
    });
  }
  if (profileId)
    await emit(ctx, {
      type: "refund.settled",
      profileId,
      environment,
      payload: refundData(transaction, true),
    });
  return transaction;
}

function movedBy(input: Payment): Omit<MovedMoney, "profileId" | "environment"> {
  const { kind, status, amount, provider, providerTransactionId, occurredAt, method, declineCode } = input;
  return {
    ...{ kind, status, amount, provider, providerTransactionId, occurredAt, declineCode },
    methodBrand: method.brand ?? null,
    methodLastFour: method.lastFour ?? null,
  };
}

/** The visit that was named with its funnel, and the profile that made it; else the customer's own profile. */
async function boughtBy(ctx: CommandCtx, customer: Customer, sessionId: string | undefined) {
  const { id: profileId, environment } = customer;
  if (!sessionId) return { profileId, environment, sessionId: null, funnelId: null };
  const [session] = await ctx.tx
    .select()
    .from(sessions)
    .where(and(eq(sessions.projectId, ctx.projectId), eq(sessions.id, sessionId)));
  if (!session || !customer.profileIds.includes(session.profileId)) {
    const message = "This customer has no such session";
    throw new AppError("invalid", message, { session: message });
  }
  const { funnelId } = session;
  return { profileId: session.profileId, environment: session.environment, sessionId, funnelId };
}

async function lockOrder(ctx: CommandCtx, id: string): Promise<Order | undefined> {
  const [order] = await ctx.tx
    .select()
    .from(orders)
    .where(and(eq(orders.projectId, ctx.projectId), eq(orders.id, id)))
    .for("no key update");
  return order;
}
