import { getTableColumns } from "drizzle-orm";
import { subscriptions } from "../../db/schema/subscriptions";
import type { Happening, Moved } from "../billing/facts";
import { startedAfter } from "../billing/start";
import { transition } from "../billing/transition";
import { connectionOf } from "../core/database";
import { AppError } from "../core/errors";
import { bulkUpdate } from "../core/rows";
import type { SubscriptionEventType } from "../events/catalogue";
import { emitMany } from "../events/emit";
import type { EngineCtx } from "./engine-ctx";
import { subscriptionData } from "./event-data";
import { findHeld, type Held, type SubscriptionRow } from "./held";

/** What a transition wants, or `conflict` with its words. */
export function required(held: Held, happening: Happening, now: Date): Moved {
  const outcome = transition(held.row, happening, now, held.plan);
  if (outcome.ok) return outcome;
  throw new AppError("conflict", outcome.words);
}

/** A locked subscription and where it goes. `keepsLease`: a worker that holds one settles under it. */
export type Move = { held: Held; moved: Moved; keepsLease?: boolean };

/**
 * Writes where a locked subscription went, tells endpoints, and begins or ends the one that waited for it. Charges that
 * the transition asks for are the caller's.
 */
export async function applyMove(
  ctx: EngineCtx,
  held: Held,
  moved: Moved,
  options: Pick<Move, "keepsLease"> = {},
): Promise<Held> {
  const [after] = await applyMoves(ctx, [{ held, moved, ...options }]);
  if (!after) throw new Error("what was moved is answered with");
  return after;
}

/** The same for many subscriptions at once, each of which is there once. */
export async function applyMoves(ctx: EngineCtx, moves: readonly Move[]): Promise<Held[]> {
  if (moves.length === 0) return [];
  const after = moves.map((move) => ({ held: movedRow(ctx, move), effects: move.moved.effects }));
  await changeSubscriptions(
    connectionOf(ctx.tx),
    ctx.projectId,
    after.map(({ held }) => held.row),
  );
  await tellMany(
    ctx,
    after.map(({ held, effects }) => ({
      held,
      types: effects.flatMap((effect) => (effect.kind === "event" ? [effect.type] : [])),
    })),
  );
  for (const { held, effects } of after) {
    const ended = effects.some(({ kind }) => kind === "ended");
    const begins = effects.some(({ kind }) => kind === "start_successor");
    if (ended && held.successorId) await settleSuccessor(ctx, held, begins);
  }
  return after.map(({ held }) => held);
}

// Whole rows: what a caller changed of one before it moved is written too.
const changeSubscriptions = bulkUpdate(subscriptions, ["id"], changing());

function changing() {
  const { projectId: _, id: __, ...columns } = getTableColumns(subscriptions);
  return Object.keys(columns) as (keyof typeof columns)[]; // the keys of what it is
}

function movedRow(ctx: EngineCtx, { held, moved: { facts, effects }, keepsLease = false }: Move): Held {
  const parked = effects.find((effect) => effect.kind === "park");
  const row: SubscriptionRow = {
    ...held.row,
    ...facts,
    ...(parked ? { parkedAt: ctx.clock.now(), parkedReason: parked.reason } : {}),
    ...(keepsLease ? {} : { leaseId: null, leasedUntil: null, attempts: 0 }),
    version: held.row.version + 1,
  };
  return { ...held, row };
}

/** Raises facts that carry the subscription as it is now. */
export async function tell(
  ctx: EngineCtx,
  held: Held,
  types: readonly SubscriptionEventType[],
): Promise<void> {
  await tellMany(ctx, [{ held, types }]);
}

async function tellMany(
  ctx: EngineCtx,
  told: readonly { held: Held; types: readonly SubscriptionEventType[] }[],
): Promise<void> {
  await emitMany(
    ctx,
    told.flatMap(({ held, types }) => {
      const { profileId, environment } = held.row;
      if (!profileId || types.length === 0) return [];
      const payload = { subscription: subscriptionData(held) };
      const facts = types.map((type) => ({ type, payload }));
      return [{ profileId, environment, occurredAt: ctx.terrain.now, facts }];
    }),
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
