import { and, eq } from "drizzle-orm";
import { orders } from "../../db/schema/orders";
import { refunds } from "../../db/schema/transactions";
import { newId } from "../core/ids";
import { emitAll, type Fact } from "../events/emit";
import { oneoffData, refundData } from "../transactions/event-data";
import { recordTransaction, type Transaction } from "../transactions/record";
import { applyMove, required } from "./apply";
import type { Attempt } from "./attempts";
import type { EngineCtx } from "./engine-ctx";
import { findHeld, type Held } from "./held";
import type { Order, Settled } from "./settle";
import type { SupportAction } from "./settle-action";

type Work = { attempt: Attempt; order: Order; outcome: Settled; held: Held | null };

/** The gateway gave money back, or would not: the order, the ledger and access follow. */
export async function settleRefund(
  ctx: EngineCtx,
  { attempt, order, outcome, held }: Work,
  action: SupportAction | null,
): Promise<void> {
  const isGiven = outcome.state === "succeeded";
  // The provider may have told of it before, and then it is counted.
  const booked = isGiven ? await book(ctx, { attempt, order, outcome }, action) : null;
  const isNews = booked?.isNew === true;
  const refundedMinor = order.refundedMinor + (isNews ? attempt.amountMinor : 0n);
  const isWhole = refundedMinor === order.settledMinor;
  const revokes =
    isGiven && order.kind === "one_off" && !order.revokedAt && (isWhole || !attempt.keepsAccess);
  await ctx.tx
    .update(orders)
    .set({
      refundedMinor,
      refundPendingMinor: order.refundPendingMinor - attempt.amountMinor,
      ...(revokes ? { revokedAt: outcome.occurredAt } : {}),
      version: order.version + 1,
    })
    .where(and(eq(orders.projectId, ctx.projectId), eq(orders.id, order.id)));
  if (!booked) return;
  const { transaction } = booked;
  const told: Fact[] = [];
  if (isNews)
    told.push({ type: "refund.settled", payload: refundData(transaction, attempt.keepsAccess ?? true) });
  if (revokes) told.push({ type: "oneoff.revoked", payload: oneoffData(order) });
  const { profileId, environment } = order;
  if (profileId) await emitAll(ctx, { profileId, environment, occurredAt: transaction.occurredAt }, told);
  if (attempt.keepsAccess || !order.subscriptionId) return;
  const running = held ?? (await findHeld(ctx.tx, ctx.projectId, order.subscriptionId, ctx.terrain));
  if (running && !running.row.isMirror && running.row.phase !== "expired")
    await applyMove(ctx, running, required(running, { type: "end", reason: "refunded" }, ctx.terrain.now));
}

/** Not new where it stands in the books already. */
async function book(
  ctx: EngineCtx,
  { attempt, order, outcome }: Omit<Work, "held">,
  action: SupportAction | null,
): Promise<{ transaction: Transaction; isNew: boolean }> {
  const { amountMinor, currency, exponent, keepsAccess } = attempt;
  const booked = await recordTransaction(ctx, {
    kind: "refund",
    status: "succeeded",
    amount: { minor: amountMinor, currency, exponent },
    profileId: order.profileId,
    environment: order.environment,
    provider: attempt.provider,
    providerTransactionId: outcome.reference,
    occurredAt: outcome.occurredAt,
    orderId: order.id,
    attemptId: attempt.id,
    subscriptionId: order.subscriptionId,
    sessionId: order.sessionId,
    funnelId: order.funnelId,
  });
  if (!booked.isNew) return booked;
  await ctx.tx.insert(refunds).values({
    projectId: ctx.projectId,
    id: newId(ctx.clock.now()),
    profileId: order.profileId,
    orderId: order.id,
    attemptId: attempt.id,
    transactionId: booked.transaction.id,
    amountMinor,
    currency,
    exponent,
    keptAccess: keepsAccess ?? true,
    reason: action?.reason ?? null,
    comment: action?.comment ?? null,
    actorKind: action?.actorKind ?? "system",
    actorId: action?.actorId ?? "billing.engine",
    occurredAt: outcome.occurredAt,
    receivedAt: ctx.clock.now(),
  });
  return booked;
}
