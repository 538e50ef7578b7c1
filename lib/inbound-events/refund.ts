import { and, asc, eq, inArray } from "drizzle-orm";
import { chargeAttempts, orders } from "../../db/schema/orders";
import { refunds } from "../../db/schema/transactions";
import { actorId } from "../core/audit";
import { newId } from "../core/ids";
import { emitAll } from "../events/emit";
import { openStates } from "../subscriptions/attempts";
import { settleWithin } from "../subscriptions/settle";
import { oneoffData, refundData } from "../transactions/event-data";
import { findRecorded, recordTransaction, type Transaction } from "../transactions/record";
import type { Applying } from "./applying";
import type { PaymentFact } from "./facts";
import { NotYet, Parked } from "./outcome";
import { requireSameEnvironment } from "./same-environment";

type Order = typeof orders.$inferSelect;

/** Money that went back, or came back after a dispute: to the charge that it belongs to, which may still be on its way. */
export async function recordRefund(applying: Applying, payment: PaymentFact): Promise<void> {
  const { ctx, provider } = applying;
  const { kind, status, amount } = payment;
  if (status === "declined") return;
  const known = await findRecorded(ctx, { provider, providerTransactionId: payment.id, kind, status });
  requireSameEnvironment(applying, known);
  if (known) return requireSame(known, payment);
  const charge = await chargeOf(applying, payment.chargeId);
  if (charge.currency !== amount.currency)
    throw parked("This refund is in another currency than its payment.");
  const order = charge.orderId ? await lockOrder(applying, charge.orderId) : null;
  if (kind === "refund" && order && (await settleOwn(applying, order, payment))) return;
  if (kind === "refund" && order && amount.minor > order.settledMinor - order.refundedMinor)
    throw parked("More would have gone back than was paid.");
  const { profileId, sessionId, funnelId, subscriptionId, orderId, environment } = charge;
  const occurredAt = new Date(payment.at);
  const { transaction } = await recordTransaction(ctx, {
    ...{ kind, status, amount, provider, providerTransactionId: payment.id, occurredAt },
    ...{ profileId, sessionId, funnelId, subscriptionId, orderId, environment },
    ...{ methodBrand: charge.methodBrand, methodLastFour: charge.methodLastFour },
  });
  if (kind !== "refund" || !order) return;
  await giveBack(applying, order, transaction);
}

function parked(words: string): Parked {
  return new Parked({ code: "contradiction", words: `${words} A person must look at it.` });
}

function requireSame(known: Transaction, { amount }: PaymentFact): void {
  const minor = known.amountMinor < 0n ? -known.amountMinor : known.amountMinor;
  if (minor !== amount.minor || known.currency !== amount.currency)
    throw parked("This refund is in the books with another amount.");
}

/** The charge by its name at the provider. */
export async function findCharge(applying: Applying, chargeId: string): Promise<Transaction | undefined> {
  const { ctx, provider } = applying;
  const charge = await findRecorded(ctx, {
    ...{ provider, providerTransactionId: chargeId, kind: "charge", status: "succeeded" },
  });
  requireSameEnvironment(applying, charge);
  return charge;
}

/** The same, for what cannot be kept without it. Events come in any order, so it may be late. */
export async function chargeOf(applying: Applying, chargeId: string | undefined): Promise<Transaction> {
  const charge = chargeId === undefined ? undefined : await findCharge(applying, chargeId);
  if (charge) return charge;
  throw new NotYet({ code: "charge_unknown", words: "The payment that this is about is not known yet." });
}

async function lockOrder({ ctx }: Applying, id: string): Promise<Order | null> {
  const [order] = await ctx.tx
    .select()
    .from(orders)
    .where(and(eq(orders.projectId, ctx.projectId), eq(orders.id, id)))
    .for("no key update");
  return order ?? null;
}

/** One of our own team asked for it, and its outcome is still open. */
async function settleOwn({ ctx }: Applying, order: Order, payment: PaymentFact): Promise<boolean> {
  const [attempt] = await ctx.tx
    .select({ id: chargeAttempts.id })
    .from(chargeAttempts)
    .where(
      and(
        eq(chargeAttempts.projectId, ctx.projectId),
        eq(chargeAttempts.orderId, order.id),
        eq(chargeAttempts.kind, "refund"),
        eq(chargeAttempts.amountMinor, payment.amount.minor),
        inArray(chargeAttempts.state, [...openStates]),
      ),
    )
    .orderBy(asc(chargeAttempts.createdAt))
    .limit(1);
  if (!attempt) return false;
  const outcome = { state: "succeeded", reference: payment.id, occurredAt: new Date(payment.at) } as const;
  return settleWithin(ctx, attempt.id, outcome);
}

async function giveBack({ ctx }: Applying, order: Order, moved: Transaction): Promise<void> {
  const { occurredAt, profileId, environment } = moved;
  const minor = -moved.amountMinor;
  const refundedMinor = order.refundedMinor + minor;
  const revokes = order.kind === "one_off" && !order.revokedAt && refundedMinor === order.settledMinor;
  await ctx.tx
    .update(orders)
    .set({ refundedMinor, ...(revokes && { revokedAt: occurredAt }), version: order.version + 1 })
    .where(and(eq(orders.projectId, ctx.projectId), eq(orders.id, order.id)));
  const { currency, exponent } = moved;
  await ctx.tx.insert(refunds).values({
    ...{ projectId: ctx.projectId, id: newId(ctx.clock.now()), profileId, orderId: order.id },
    ...{ transactionId: moved.id, amountMinor: minor, currency, exponent, keptAccess: !revokes },
    ...{ actorKind: ctx.actor.kind, actorId: actorId(ctx.actor), occurredAt, receivedAt: ctx.clock.now() },
  });
  if (!profileId) return;
  const payload = refundData(moved, !revokes);
  await emitAll(ctx, { profileId, environment, occurredAt }, [
    { type: "refund.settled", payload },
    ...(revokes ? [{ type: "oneoff.revoked" as const, payload: oneoffData(order) }] : []),
  ]);
}
