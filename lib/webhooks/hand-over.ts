import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { projects } from "../../db/schema/projects";
import { webhookDeliveries, webhookEndpoints, webhookReplays } from "../../db/schema/webhooks";
import type { Clock } from "../core/clock";
import type { Ctx, ProjectId } from "../core/ctx";
import { inSystem, write } from "../core/database";
import { isAppError } from "../core/errors";
import { currentRequestId } from "../core/log";
import { type DeliveriesAsked, matches } from "./deliveries";
import { deliveriesOf } from "./replays";

type Replay = typeof webhookReplays.$inferSelect;

const portionEveryMs = 1_000;

/** Projects with a replay whose next portion may go. */
export async function listProjectsToReplay(now: Date): Promise<string[]> {
  const rows = await inSystem((tx) =>
    tx.execute<{ id: string }>(sql`
      select p.id from ${projects} p where exists (
        select 1 from ${webhookReplays} r where r.project_id = p.id and r.state = 'running'
          and r.next_portion_at <= ${now.toISOString()}::timestamptz)`),
  );
  return rows.map(({ id }) => id);
}

/** Hands the next second's worth of one replay over to the sending. False when none was due. */
export async function handOver(projectId: ProjectId, clock: Clock): Promise<boolean> {
  return write(projectId, async (tx) => {
    const now = clock.now();
    const [replay] = await tx
      .select()
      .from(webhookReplays)
      .where(
        and(
          eq(webhookReplays.projectId, projectId),
          eq(webhookReplays.state, "running"),
          sql`next_portion_at <= ${now.toISOString()}::timestamptz`,
        ),
      )
      .orderBy(asc(webhookReplays.nextPortionAt))
      .limit(1)
      .for("no key update", { skipLocked: true });
    if (!replay) return false;
    await tx
      .update(webhookReplays)
      .set(await portionOf(tx, { projectId, clock }, replay))
      .where(and(eq(webhookReplays.projectId, projectId), eq(webhookReplays.id, replay.id)));
    return true;
  });
}

async function portionOf(
  tx: Transaction,
  at: { projectId: ProjectId; clock: Clock },
  replay: Replay,
): Promise<Partial<Replay>> {
  const now = at.clock.now();
  const ctx: Ctx = {
    ...at,
    actor: { kind: "system", job: "webhooks.replay" },
    requestId: currentRequestId() ?? replay.id,
    tx,
  };
  const over = { endedAt: now, nextPortionAt: null };
  const later = { nextPortionAt: new Date(now.getTime() + portionEveryMs) };
  const state = await stateOf(tx, replay);
  if (state === "disabled" || state === "deleted") return { ...over, state: "stopped" };
  if (state === "paused" || (await isBehind(tx, replay, now))) return later;
  const asked = await askedBy(ctx, replay);
  if (!asked) return { ...over, state: "done" };
  const ids = await lockNext(tx, ctx, asked, replay);
  if (ids.length > 0) await makeDue(tx, replay, ids, now);
  const walked = { handed: replay.handed + ids.length, cursor: ids.at(-1) ?? replay.cursor };
  return ids.length < replay.perSecond ? { ...walked, ...over, state: "done" } : { ...walked, ...later };
}

async function stateOf(tx: Transaction, { projectId, endpointId }: Replay): Promise<string> {
  const [endpoint] = await tx
    .select({ state: webhookEndpoints.state })
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.projectId, projectId), eq(webhookEndpoints.id, endpointId)));
  return endpoint?.state ?? "deleted";
}

/** What was handed over before has not gone out yet: more would only pile up, beyond the reach of a pause. */
async function isBehind(
  tx: Transaction,
  { projectId, endpointId, perSecond }: Replay,
  now: Date,
): Promise<boolean> {
  const most = Math.max(10, perSecond * 2);
  const [row] = await tx.execute<{ count: number }>(sql`
    select count(*)::int as count from (
      select 1 from ${webhookDeliveries} where project_id = ${projectId} and endpoint_id = ${endpointId}
        and next_attempt_at <= ${now.toISOString()}::timestamptz limit ${sql.raw(String(most))}) due`);
  return (row?.count ?? 0) >= most;
}

/** Null where the customer that it was about is no more. */
async function askedBy(ctx: Ctx, { endpointId, filter }: Replay): Promise<DeliveriesAsked | null> {
  try {
    return await deliveriesOf(ctx, endpointId, filter);
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  }
}

async function lockNext(
  tx: Transaction,
  ctx: Ctx,
  asked: DeliveriesAsked,
  { cursor, perSecond }: Replay,
): Promise<string[]> {
  const rows = await tx
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(and(matches(ctx, asked), cursor ? gt(webhookDeliveries.id, cursor) : undefined))
    .orderBy(asc(webhookDeliveries.id))
    .limit(perSecond)
    .for("no key update");
  return rows.map(({ id }) => id);
}

/** What is on its way at this moment, or was never tried, goes by itself. */
async function makeDue(tx: Transaction, replay: Replay, ids: readonly string[], now: Date): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`;
  await tx.execute(sql`
    update ${webhookDeliveries} d
    set state = 'waiting', trigger = 'replay', next_attempt_at = ${at}, lease_id = null, replay_id = ${replay.id},
      manual_tries = 0, scheduled_at = case when d.state <> 'waiting' then null
        when d.trigger = 'schedule' then d.next_attempt_at else d.scheduled_at end
    from json_to_recordset(${JSON.stringify(ids.map((id) => ({ id })))}::json) as r(id uuid)
    where d.project_id = ${replay.projectId} and d.id = r.id
      and not (d.state = 'waiting' and (d.attempts = 0 or (d.lease_id is not null and d.next_attempt_at > ${at})))`);
}
