import { and, asc, eq, inArray } from "drizzle-orm";
import { chargeAttempts } from "../../db/schema/orders";
import { subscriptions } from "../../db/schema/subscriptions";
import { connectionOf } from "../core/database";
import { log } from "../core/log";
import { bulkUpdate } from "../core/rows";
import type { GatewayOutcome } from "../gateways/gateway";
import { changeOf } from "./attempt-change";
import { type Attempt, openStates } from "./attempts";
import type { EngineCtx } from "./engine-ctx";
import { type Held, loadHeld } from "./held";
import { tellOrders } from "./order-events";
import { reopen } from "./reopen";
import type { Answer, Settled } from "./settle";
import { settleAction } from "./settle-action";
import { lockOrders, settleOrders } from "./settle-orders";
import { settlePurchase } from "./settle-purchase";
import { settleRefund } from "./settle-refund";
import { settleRenewals } from "./settle-renewal";

type Work = { answer: Answer; attempt: Attempt; held: Held | null };

/** Settles what of these is open, in the transaction that is open, and gives the ids of what was. */
export async function settleGroup(ctx: EngineCtx, answers: readonly Answer[]): Promise<Set<string>> {
  const { now, later } = await eachRowOnce(ctx, answers);
  // The subscriptions before the attempts, and each kind by id: in the order in which everybody else locks them.
  const held = await loadHeld(
    ctx.tx,
    ctx.projectId,
    now.flatMap(({ subscriptionId }) => subscriptionId ?? []),
    ctx.terrain,
  );
  const attempts = await lockAttempts(
    ctx,
    now.map(({ answer }) => answer.attemptId),
  );
  const work = now.flatMap(({ answer, subscriptionId }): Work[] => {
    const attempt = attempts.get(answer.attemptId);
    return attempt ? [{ answer, attempt, held: held.get(subscriptionId ?? "") ?? null }] : [];
  });
  const open = work.filter(({ attempt }) => openStates.some((state) => state === attempt.state));
  await moveOn(ctx, open);
  for (const each of work)
    if (!open.includes(each)) await parkContradiction(ctx, each.attempt, each.answer.outcome);
  const settled = new Set(open.map(({ attempt }) => attempt.id));
  if (later.length > 0) for (const id of await settleGroup(ctx, later)) settled.add(id);
  return settled;
}

type Named = { answer: Answer; subscriptionId: string | null };

/** A row that two of them would change is changed by the first, and then by the second. */
async function eachRowOnce(
  { tx, projectId }: EngineCtx,
  answers: readonly Answer[],
): Promise<{ now: Named[]; later: Answer[] }> {
  const { id, subscriptionId, orderId } = chargeAttempts;
  const ids = answers.map(({ attemptId }) => attemptId);
  const rows = await tx
    .select({ id, subscriptionId, orderId })
    .from(chargeAttempts)
    .where(and(eq(chargeAttempts.projectId, projectId), inArray(id, ids)));
  const named = new Map(rows.map((row) => [row.id, row]));
  const taken = new Set<string>();
  const now: Named[] = [];
  const later: Answer[] = [];
  for (const answer of answers) {
    const row = named.get(answer.attemptId);
    if (!row) continue;
    const names = [row.id, row.orderId, ...(row.subscriptionId ? [row.subscriptionId] : [])];
    if (names.some((name) => taken.has(name))) later.push(answer);
    else now.push({ answer, subscriptionId: row.subscriptionId });
    for (const name of names) taken.add(name);
  }
  return { now, later };
}

async function lockAttempts(
  { tx, projectId }: EngineCtx,
  ids: readonly string[],
): Promise<Map<string, Attempt>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(chargeAttempts)
    .where(and(eq(chargeAttempts.projectId, projectId), inArray(chargeAttempts.id, [...ids])))
    .orderBy(asc(chargeAttempts.id))
    .for("no key update");
  return new Map(rows.map((row) => [row.id, row]));
}

async function moveOn(ctx: EngineCtx, open: readonly Work[]): Promise<void> {
  if (open.length === 0) return;
  const moved = open.map(({ answer: { outcome, isLookup }, attempt, held }) => {
    const known = { ...attempt, lookups: attempt.lookups + (isLookup ? 1 : 0) };
    return { attempt: { ...known, ...changeOf(known, outcome, ctx.clock.now()) }, outcome, held };
  });
  await changeAttempts(
    connectionOf(ctx.tx),
    ctx.projectId,
    moved.map(({ attempt }) => attempt),
  );
  const waiting = moved.filter(({ outcome }) => !isSettled(outcome));
  await release(
    ctx,
    waiting.flatMap(({ held }) => (held?.row.leaseId ? [held.row.id] : [])),
  );
  const answered = moved.flatMap(({ attempt, outcome, held }) =>
    isSettled(outcome) ? [{ attempt, outcome, held }] : [],
  );
  const orderOf = await lockOrders(
    ctx,
    answered.map(({ attempt }) => attempt.orderId),
  );
  const charges = [];
  for (const { attempt, outcome, held } of answered) {
    const order = orderOf.get(attempt.orderId);
    if (!order) throw new Error("the order of an attempt is there");
    const action = await settleAction(ctx, attempt, outcome.state === "succeeded" ? "done" : "failed");
    if (attempt.kind === "refund") await settleRefund(ctx, { attempt, order, outcome, held }, action);
    else charges.push({ attempt, order, outcome, held });
  }
  const settled = await settleOrders(ctx, charges);
  await tellOrders(ctx, settled);
  const renewals = settled.flatMap(({ held, ...rest }) =>
    held && rest.attempt.kind === "renewal" ? [{ ...rest, held }] : [],
  );
  await settleRenewals(ctx, renewals);
  for (const { attempt, order, outcome, held } of settled)
    if (attempt.kind !== "renewal" || !held)
      await settlePurchase(ctx, { attempt, order, outcome, former: held });
}

function isSettled(outcome: GatewayOutcome): outcome is Settled {
  return outcome.state === "succeeded" || outcome.state === "declined";
}

const changeAttempts = bulkUpdate(
  chargeAttempts,
  ["id"],
  [
    "state",
    "providerReference",
    "declineCode",
    "actionUrl",
    "settledAt",
    "lookups",
    "nextLookupAt",
    "parkedReason",
  ],
);

/** The open attempt keeps others away from it; the janitor needs no lease. */
async function release({ tx, projectId }: EngineCtx, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(subscriptions)
    .set({ leaseId: null, leasedUntil: null })
    .where(and(eq(subscriptions.projectId, projectId), inArray(subscriptions.id, ids)));
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
