import { and, eq, inArray } from "drizzle-orm";
import { chargeAttempts, orders } from "../../db/schema/orders";
import { paymentMethods, subscriptions, supportActions } from "../../db/schema/subscriptions";
import type { Clock } from "../core/clock";
import type { ProjectId } from "../core/ctx";
import { log } from "../core/log";
import type { GatewayOutcome } from "../gateways/gateway";
import { recordTransaction, type Transaction } from "../transactions/record";
import { type Attempt, lookupWaitMs, openStates } from "./attempts";
import { asEngine, type EngineCtx } from "./engine-ctx";
import { findHeld } from "./held";
import { tellOrder } from "./order-events";
import { reopen } from "./reopen";
import { settlePurchase } from "./settle-purchase";
import { settleRefund } from "./settle-refund";
import { settleRenewal } from "./settle-renewal";

export type Order = typeof orders.$inferSelect;
export type SupportAction = typeof supportActions.$inferSelect;
export type Settled = Extract<GatewayOutcome, { state: "succeeded" | "declined" }>;

/** What the gateway was asked: to do it, or what became of it. */
export type AnswerSource = { isLookup?: boolean };

/** How long a buyer may take to confirm before the gateway is asked. */
const actionWaitMs = 10 * 60_000;

/**
 * Writes down what the gateway said of an attempt, once: the attempt, the order, the ledger, the subscription and the
 * facts move in one transaction. Whoever comes second, worker, webhook or janitor, finds it settled and gets false.
 */
export async function settleAttempt(
  projectId: ProjectId,
  clock: Clock,
  attemptId: string,
  outcome: GatewayOutcome,
  source: AnswerSource = {},
): Promise<boolean> {
  return asEngine(projectId, clock, (ctx) => settleWithin(ctx, attemptId, outcome, source));
}

/** The same as part of a transaction that is open. */
export async function settleWithin(
  ctx: EngineCtx,
  attemptId: string,
  outcome: GatewayOutcome,
  source: AnswerSource = {},
): Promise<boolean> {
  const known = await findAttempt(ctx, attemptId);
  if (!known) return false;
  // The subscription before the attempt: in the order in which everybody else locks them.
  const held = known.subscriptionId
    ? await findHeld(ctx.tx, ctx.projectId, known.subscriptionId, ctx.terrain)
    : null;
  const attempt = await moveAttempt(ctx, known, outcome, source);
  if (!attempt) {
    await parkContradiction(ctx, known, outcome);
    return false;
  }
  if (outcome.state === "unknown" || outcome.state === "action_required") {
    if (held?.row.leaseId) await release(ctx, held.row.id);
    return true;
  }
  const order = await lockOrder(ctx, attempt.orderId);
  const action = await settleAction(ctx, attempt, outcome.state === "succeeded" ? "done" : "failed");
  if (attempt.kind === "refund") {
    await settleRefund(ctx, { attempt, order, outcome, held }, action);
    return true;
  }
  const { settled, transaction } = await settleOrder(ctx, attempt, order, outcome);
  await tellOrder(ctx, settled, attempt, transaction);
  if (attempt.kind === "renewal" && held) await settleRenewal(ctx, held, attempt, outcome);
  else await settlePurchase(ctx, { attempt, order: settled, outcome, former: held });
  return true;
}

/** The open attempt keeps others away from it; the janitor needs no lease. */
async function release({ tx, projectId }: EngineCtx, subscriptionId: string): Promise<void> {
  await tx
    .update(subscriptions)
    .set({ leaseId: null, leasedUntil: null })
    .where(and(eq(subscriptions.projectId, projectId), eq(subscriptions.id, subscriptionId)));
}

/** A gateway that said no and later yes has taken money for which nothing was given: a person must decide. */
async function parkContradiction(ctx: EngineCtx, known: Attempt, outcome: GatewayOutcome): Promise<void> {
  if (outcome.state !== "succeeded" || !["declined", "not_executed"].includes(known.state)) return;
  const parkedReason = "the gateway declined it, and said later that it succeeded";
  log.error("a gateway contradicts itself", { attempt: known.id, before: known.state });
  await reopen(ctx, known, parkedReason);
  await ctx.tx
    .update(chargeAttempts)
    .set({ parkedReason, providerReference: outcome.reference })
    .where(and(eq(chargeAttempts.projectId, ctx.projectId), eq(chargeAttempts.id, known.id)));
  if (known.subscriptionId)
    await ctx.tx
      .update(subscriptions)
      .set({ parkedAt: ctx.clock.now(), parkedReason })
      .where(and(eq(subscriptions.projectId, ctx.projectId), eq(subscriptions.id, known.subscriptionId)));
}

/** The support action that asked for the attempt has its outcome. */
export async function settleAction(
  { tx, projectId, clock }: EngineCtx,
  { supportActionId }: Attempt,
  state: "done" | "failed",
): Promise<SupportAction | null> {
  if (!supportActionId) return null;
  const [action] = await tx
    .update(supportActions)
    .set({ state, settledAt: clock.now() })
    .where(and(eq(supportActions.projectId, projectId), eq(supportActions.id, supportActionId)))
    .returning();
  return action ?? null;
}

async function findAttempt({ tx, projectId }: EngineCtx, id: string): Promise<Attempt | null> {
  const [attempt] = await tx
    .select()
    .from(chargeAttempts)
    .where(and(eq(chargeAttempts.projectId, projectId), eq(chargeAttempts.id, id)));
  return attempt ?? null;
}

/** Null where it was settled before. */
async function moveAttempt(
  ctx: EngineCtx,
  known: Attempt,
  outcome: GatewayOutcome,
  { isLookup = false }: AnswerSource,
): Promise<Attempt | null> {
  const lookups = known.lookups + (isLookup ? 1 : 0);
  const [attempt] = await ctx.tx
    .update(chargeAttempts)
    .set({ ...changeOf(ctx, { ...known, lookups }, outcome), lookups })
    .where(
      and(
        eq(chargeAttempts.projectId, ctx.projectId),
        eq(chargeAttempts.id, known.id),
        inArray(chargeAttempts.state, [...openStates]),
      ),
    )
    .returning();
  return attempt ?? null;
}

function changeOf({ clock }: EngineCtx, known: Attempt, outcome: GatewayOutcome): Partial<Attempt> {
  const now = clock.now();
  switch (outcome.state) {
    case "succeeded":
      return {
        state: "succeeded",
        providerReference: outcome.reference,
        settledAt: now,
        nextLookupAt: null,
        parkedReason: null,
        actionUrl: null,
      };
    case "declined":
      return {
        state: "declined",
        providerReference: outcome.reference ?? known.providerReference,
        declineCode: outcome.code,
        settledAt: now,
        nextLookupAt: null,
        parkedReason: null,
        actionUrl: null,
      };
    case "action_required":
      return {
        state: "action_required",
        providerReference: outcome.reference,
        actionUrl: outcome.actionUrl,
        nextLookupAt: new Date(now.getTime() + actionWaitMs),
      };
    case "unknown": {
      const wait = lookupWaitMs(known.lookups);
      // A person decides about a parked one, whatever is not known of it later.
      if (known.state === "parked" || wait === null)
        return { state: "parked", nextLookupAt: null, parkedReason: outcome.why };
      return { state: "unknown", nextLookupAt: new Date(now.getTime() + wait) };
    }
  }
}

async function lockOrder({ tx, projectId }: EngineCtx, id: string): Promise<Order> {
  const [order] = await tx
    .select()
    .from(orders)
    .where(and(eq(orders.projectId, projectId), eq(orders.id, id)))
    .for("update");
  if (!order) throw new Error("the order of an attempt is there");
  return order;
}

async function settleOrder(
  ctx: EngineCtx,
  attempt: Attempt,
  order: Order,
  outcome: Settled,
): Promise<{ settled: Order; transaction: Transaction }> {
  const isPaid = outcome.state === "succeeded";
  const change = {
    ...(isPaid
      ? { settledMinor: attempt.amountMinor, settledAt: outcome.occurredAt, declineCode: null }
      : { declineCode: outcome.code }),
    state: isPaid ? ("settled" as const) : ("declined" as const),
    provider: attempt.provider,
    paymentMethodId: attempt.paymentMethodId,
    version: order.version + 1,
  };
  await ctx.tx
    .update(orders)
    .set(change)
    .where(and(eq(orders.projectId, ctx.projectId), eq(orders.id, order.id)));
  const method = await methodOf(ctx, attempt);
  const { transaction } = await recordTransaction(ctx, {
    kind: "charge",
    status: isPaid ? "succeeded" : "declined",
    amount: { minor: attempt.amountMinor, currency: attempt.currency, exponent: attempt.exponent },
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
    methodBrand: method?.brand ?? null,
    methodLastFour: method?.lastFour ?? null,
    declineCode: isPaid ? null : outcome.code,
  });
  return { settled: { ...order, ...change }, transaction };
}

async function methodOf({ tx, projectId }: EngineCtx, { paymentMethodId }: Attempt) {
  if (!paymentMethodId) return null;
  const [method] = await tx
    .select({ brand: paymentMethods.brand, lastFour: paymentMethods.lastFour })
    .from(paymentMethods)
    .where(and(eq(paymentMethods.projectId, projectId), eq(paymentMethods.id, paymentMethodId)));
  return method ?? null;
}
