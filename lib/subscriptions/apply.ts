import { and, eq } from "drizzle-orm";
import { subscriptions } from "../../db/schema/subscriptions";
import type { Happening, Moved } from "../billing/facts";
import { startedAfter } from "../billing/start";
import { transition } from "../billing/transition";
import { AppError } from "../core/errors";
import type { SubscriptionEventType } from "../events/catalogue";
import { emitAll } from "../events/emit";
import type { EngineCtx } from "./engine-ctx";
import { subscriptionData } from "./event-data";
import { findHeld, type Held, type SubscriptionRow } from "./held";

/** What a transition wants, or `conflict` with its words. */
export function required(held: Held, happening: Happening, now: Date): Moved {
  const outcome = transition(held.row, happening, now, held.plan);
  if (outcome.ok) return outcome;
  throw new AppError("conflict", outcome.words);
}

/**
 * Writes where a locked subscription went, tells endpoints, and begins or ends the one that waited for it. Charges that
 * the transition asks for are the caller's.
 */
export async function applyMove(
  ctx: EngineCtx,
  held: Held,
  { facts, effects }: Moved,
  { keepsLease = false } = {},
): Promise<Held> {
  const parked = effects.find((effect) => effect.kind === "park");
  const row: SubscriptionRow = {
    ...held.row,
    ...facts,
    ...(parked ? { parkedAt: ctx.clock.now(), parkedReason: parked.reason } : {}),
    ...(keepsLease ? {} : { leaseId: null, leasedUntil: null, attempts: 0 }),
    version: held.row.version + 1,
  };
  const { projectId: _, id, ...change } = row;
  await ctx.tx
    .update(subscriptions)
    .set(change)
    .where(and(eq(subscriptions.projectId, ctx.projectId), eq(subscriptions.id, id)));
  const moved = { ...held, row };
  await tell(
    ctx,
    moved,
    effects.flatMap((effect) => (effect.kind === "event" ? [effect.type] : [])),
  );
  const ended = effects.some(({ kind }) => kind === "ended");
  if (ended && held.successorId)
    await settleSuccessor(
      ctx,
      moved,
      effects.some(({ kind }) => kind === "start_successor"),
    );
  return moved;
}

/** Raises facts that carry the subscription as it is now. */
export async function tell(
  ctx: EngineCtx,
  held: Held,
  types: readonly SubscriptionEventType[],
): Promise<void> {
  const { profileId, environment } = held.row;
  if (!profileId) return;
  const payload = { subscription: subscriptionData(held) };
  await emitAll(
    ctx,
    { profileId, environment, occurredAt: ctx.terrain.now },
    types.map((type) => ({ type, payload })),
  );
}

async function settleSuccessor(ctx: EngineCtx, former: Held, begins: boolean): Promise<void> {
  const { successorId } = former;
  const waiting = successorId ? await findHeld(ctx.tx, ctx.projectId, successorId, ctx.terrain) : null;
  if (waiting?.row.phase !== "upcoming") return;
  if (!begins) {
    await applyMove(
      ctx,
      waiting,
      required(waiting, { type: "end", reason: "never_started" }, ctx.terrain.now),
    );
    return;
  }
  // Paid ahead, that is the boundary, which a late check may have left behind; else the day of the payment.
  const begin = former.row.endedAt ?? ctx.terrain.now;
  const facts = startedAfter(waiting.row, waiting.plan.terms, begin, former.row.autoRenew);
  await applyMove(ctx, waiting, {
    ok: true,
    facts,
    effects: [{ kind: "event", type: "subscription.renewing" }],
  });
}
