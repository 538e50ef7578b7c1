import { and, asc, eq, inArray, isNull, lte, or, sql } from "drizzle-orm";
import { instanceSwitches } from "../../db/schema/gateways";
import { projects } from "../../db/schema/projects";
import { subscriptions } from "../../db/schema/subscriptions";
import { transition } from "../billing/transition";
import type { Clock } from "../core/clock";
import type { ProjectId } from "../core/ctx";
import { inSystem } from "../core/database";
import { newId } from "../core/ids";
import { log } from "../core/log";
import { applyMoves, type Move } from "./apply";
import { leaseMs, withOpenCharge } from "./attempts";
import { beginCharges, type Due } from "./begin-charge";
import type { Charging } from "./charging";
import { asEngine, type EngineCtx } from "./engine-ctx";
import { type Held, loadHeld } from "./held";
import { isOwnFault } from "./own-fault";

/** A subscription whose worker died so often is for a person to look at. */
const mostClaims = 5;

export type Claimed = {
  /** To be sent to their gateways. */
  charges: Charging[];
  /** How many were due, those that needed no charge among them. */
  count: number;
};

/** Projects where something is due by their own clocks. None while charging is switched off. */
export async function listProjectsWithDue(now: Date): Promise<string[]> {
  return inSystem(async (tx) => {
    const [off] = await tx
      .select({ name: instanceSwitches.name })
      .from(instanceSwitches)
      .where(eq(instanceSwitches.name, "charging"));
    if (off) return [];
    const rows = await tx.execute<{ id: string }>(sql`
      select p.id from ${projects} p
      where p.charging_paused_at is null and exists (
        select 1 from ${subscriptions} s where s.project_id = p.id
          and s.next_check_at <= ${now.toISOString()}::timestamptz + coalesce(p.clock_ahead_ms, 0) * interval '1 millisecond'
          and not s.is_mirror and s.parked_at is null
          and (s.leased_until is null or s.leased_until <= ${now.toISOString()}::timestamptz))`);
    return rows.map(({ id }) => id);
  });
}

/**
 * Takes the next due subscriptions of a project. What needs no charge happens here; what does gets an order and an
 * attempt, and a lease under which the caller asks the gateway. Two workers never get the same one.
 */
export async function claimDue(projectId: ProjectId, clock: Clock, limit: number): Promise<Claimed> {
  try {
    return await claim(projectId, clock, limit, check);
  } catch (error) {
    if (!isOwnFault(error)) throw error;
    log.error("one of the subscriptions that are due cannot be looked at", { error });
    return claim(projectId, clock, limit, checkApart);
  }
}

async function claim(
  projectId: ProjectId,
  clock: Clock,
  limit: number,
  look: typeof check,
): Promise<Claimed> {
  return asEngine(projectId, clock, async (ctx) => {
    if (ctx.terrain.isChargingPaused) return { charges: [], count: 0 };
    const ids = await lockDue(ctx, limit);
    const held = await loadHeld(ctx.tx, projectId, ids, ctx.terrain, { lock: false });
    const open = await withOpenCharge(ctx.tx, projectId, ids);
    await lease(
      ctx,
      ids.filter((id) => open.has(id)),
    );
    const due = ids.flatMap((id) => held.get(id) ?? []).filter(({ row }) => !open.has(row.id));
    return { charges: await look(ctx, due), count: ids.length };
  });
}

async function lockDue({ tx, projectId, clock, terrain }: EngineCtx, limit: number): Promise<string[]> {
  const rows = await tx
    .select({ id: subscriptions.id })
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.projectId, projectId),
        lte(subscriptions.nextCheckAt, terrain.now),
        sql`next_check_at is not null and not is_mirror and parked_at is null`,
        or(isNull(subscriptions.leasedUntil), lte(subscriptions.leasedUntil, clock.now())),
      ),
    )
    .orderBy(asc(subscriptions.nextCheckAt))
    .limit(limit)
    .for("update", { skipLocked: true });
  return rows.map(({ id }) => id);
}

/** Whoever asks the gateway about a charge that is not settled moves its subscription on. */
async function lease({ tx, projectId, clock }: EngineCtx, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(subscriptions)
    .set({ leasedUntil: new Date(clock.now().getTime() + leaseMs) })
    .where(and(eq(subscriptions.projectId, projectId), inArray(subscriptions.id, ids)));
}

/** Moves what needs no charge, and writes down the charges of what does. */
async function check(ctx: EngineCtx, due: readonly Held[]): Promise<Charging[]> {
  const moves: Move[] = [];
  const charged: Due[] = [];
  for (const held of due) {
    const outcome = transition(held.row, { type: "check" }, ctx.terrain.now, held.plan);
    if (!outcome.ok || held.row.attempts >= mostClaims) {
      await park(ctx, held, outcome.ok ? "its workers died" : outcome.code);
      continue;
    }
    const charge = outcome.effects.find((effect) => effect.kind === "charge");
    if (charge) charged.push({ held, charge });
    else moves.push({ held, moved: outcome });
  }
  await applyMoves(ctx, moves);
  const begun = await beginCharges(ctx, charged);
  await claimCharges(
    ctx,
    begun.map(({ held }) => held.row.id),
  );
  return begun.map(({ charging }) => charging);
}

/** One that cannot be looked at is parked, and the others of its project go on. */
async function checkApart(ctx: EngineCtx, due: readonly Held[]): Promise<Charging[]> {
  const charges: Charging[] = [];
  for (const held of due)
    try {
      charges.push(...(await ctx.tx.transaction((tx) => check({ ...ctx, tx }, [held]))));
    } catch (error) {
      if (!isOwnFault(error)) throw error;
      log.error("a subscription is parked", { subscription: held.row.id, error });
      await park(ctx, held, "it could not be looked at");
    }
  return charges;
}

async function claimCharges({ tx, projectId, clock }: EngineCtx, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const now = clock.now();
  await tx
    .update(subscriptions)
    .set({
      leaseId: newId(now),
      leasedUntil: new Date(now.getTime() + leaseMs),
      attempts: sql`${subscriptions.attempts} + 1`,
    })
    .where(and(eq(subscriptions.projectId, projectId), inArray(subscriptions.id, ids)));
}

async function park({ tx, projectId, clock }: EngineCtx, { row }: Held, parkedReason: string): Promise<void> {
  await tx
    .update(subscriptions)
    .set({ parkedAt: clock.now(), parkedReason, version: row.version + 1 })
    .where(and(eq(subscriptions.projectId, projectId), eq(subscriptions.id, row.id)));
}
