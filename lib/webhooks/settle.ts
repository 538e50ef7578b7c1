import { and, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { deliveryAttempts, webhookDeliveries, webhookEndpoints } from "../../db/schema/webhooks";
import { recordAudit } from "../core/audit";
import type { Clock } from "../core/clock";
import type { Ctx, ProjectId } from "../core/ctx";
import { showId } from "../core/ids";
import { insertRows } from "../core/insert-rows";
import { currentRequestId, log } from "../core/log";
import { type AttemptRow, isDelivered } from "./attempt";
import type { Claimed } from "./claim";
import { type Health, healthAfter, isGivenUp, type Seen } from "./health";
import { countsForHealth, isGone, outcomeOf } from "./outcome";

/** A claimed delivery and its attempt. Without one its workers died at every try, or it is given back untried. */
export type Result = { claimed: Claimed; attempt: AttemptRow | null; isGivenBack: boolean };

const successIsKnownForMs = 5_000;
const noticedAfterMs = 24 * 60 * 60_000;

/**
 * Writes what came of attempts of one project. A delivery whose lease went to someone else is left as it is; the attempt
 * is kept all the same, since it happened.
 */
export async function settle(
  tx: Transaction,
  projectId: ProjectId,
  clock: Clock,
  results: readonly Result[],
): Promise<void> {
  if (results.length === 0) return;
  const attempts = results.flatMap(({ attempt }) => (attempt ? [attempt] : []));
  if (attempts.length > 0) await insertRows(tx, deliveryAttempts, attempts);
  const now = clock.now();
  const rows = results.map((result) => rowAfter(result, now));
  await tx.execute(sql`
    update ${webhookDeliveries} d
    set state = r.state, trigger = r.trigger, next_attempt_at = r.next_attempt_at, delivered_at = r.delivered_at,
      attempts = r.attempts, manual_tries = r.manual_tries, scheduled_at = r.scheduled_at, lease_id = null,
      last_status = case when r.is_tried then r.last_status else d.last_status end,
      last_error = case when r.is_tried then r.last_error else d.last_error end,
      last_duration_ms = case when r.is_tried then r.last_duration_ms else d.last_duration_ms end,
      last_attempt_at = case when r.is_tried then r.last_attempt_at else d.last_attempt_at end
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(
      id uuid, lease_id uuid, state text, trigger text, next_attempt_at timestamptz, delivered_at timestamptz,
      attempts smallint, manual_tries smallint, scheduled_at timestamptz, is_tried boolean, last_status smallint, last_error text, last_duration_ms int,
      last_attempt_at timestamptz)
    where d.project_id = ${projectId} and d.id = r.id and d.lease_id = r.lease_id`);
  await keepHealth(tx, projectId, clock, results);
}

function rowAfter({ claimed, attempt, isGivenBack }: Result, now: Date) {
  const { id, leaseId: lease_id, attempts, trigger } = claimed;
  const is_tried = attempt !== null || !isGivenBack;
  const tried = {
    last_status: attempt?.status ?? null,
    last_error: attempt ? (attempt.error ?? null) : "interrupted",
    last_duration_ms: attempt?.durationMs ?? null,
    last_attempt_at: attempt?.startedAt ?? now,
  };
  const own = { id, lease_id, is_tried, ...tried };
  const isScheduled = trigger === "schedule";
  if (isGivenBack)
    return {
      ...{ ...own, state: "waiting", trigger, next_attempt_at: now, delivered_at: claimed.deliveredAt },
      attempts: isScheduled ? attempts - 1 : attempts,
      manual_tries: isScheduled ? claimed.manualTries : claimed.manualTries - 1,
      scheduled_at: claimed.scheduledAt,
    };
  const after = outcomeOf(claimed, attempt, Math.random());
  return {
    ...own,
    state: after.state,
    trigger: after.trigger,
    next_attempt_at: after.nextAttemptAt,
    delivered_at: after.deliveredAt,
    // One more was counted than there are, so that a worker that dies at each try comes to an end.
    attempts: attempt || !isScheduled ? attempts : attempts - 1,
    manual_tries: 0,
    scheduled_at: null,
  };
}

/**
 * Writes to an endpoint only what is news: most of the time that is nothing. What came of one that was changed
 * meanwhile says nothing of what it is now.
 */
async function keepHealth(
  tx: Transaction,
  projectId: ProjectId,
  clock: Clock,
  results: readonly Result[],
): Promise<void> {
  const tried = results.filter(({ attempt }) => attempt !== null);
  const ids = [...new Set(tried.map(({ claimed }) => claimed.endpointId))].toSorted();
  if (ids.length === 0) return;
  const ofThese = (these: string[]) =>
    and(eq(webhookEndpoints.projectId, projectId), inArray(webhookEndpoints.id, these));
  const { id, version, failures, failingSince, lastSuccessAt, lastFailureAt } = webhookEndpoints;
  const known = await tx
    .select({ id, version, failures, failingSince, lastSuccessAt, lastFailureAt })
    .from(webhookEndpoints)
    .where(ofThese(ids));
  const news = known.filter((row) => isNews(row, seenOf(attemptsOn(row, tried)), clock.now()));
  if (news.length === 0) return;
  const locked = await tx
    .select()
    .from(webhookEndpoints)
    .where(ofThese(news.map((row) => row.id)))
    .orderBy(webhookEndpoints.id)
    .for("no key update");
  for (const endpoint of locked) {
    const own = attemptsOn(endpoint, tried);
    const after = healthAfter(endpoint, seenOf(own));
    await tx
      .update(webhookEndpoints)
      .set(after)
      .where(ofThese([endpoint.id]));
    const reason = own.some(isGone)
      ? ("gone" as const)
      : isGivenUp(after, clock.now())
        ? ("failing" as const)
        : null;
    if (reason && endpoint.state !== "disabled" && endpoint.state !== "deleted")
      await disable(tx, { projectId, clock }, endpoint, reason);
    else if (hasBeenFailingFor(after) >= noticedAfterMs && hasBeenFailingFor(endpoint) < noticedAfterMs)
      log.warn("an endpoint has failed for a day", { endpoint: showId("endpoint", endpoint.id), projectId });
  }
}

function attemptsOn(
  { id, version }: Pick<typeof webhookEndpoints.$inferSelect, "id" | "version">,
  tried: readonly Result[],
): AttemptRow[] {
  return tried.flatMap(({ claimed, attempt }) =>
    attempt && claimed.endpointId === id && claimed.version === version ? [attempt] : [],
  );
}

function seenOf(attempts: readonly AttemptRow[]): Seen[] {
  return attempts
    .map((attempt) => ({
      at: new Date(attempt.startedAt.getTime() + attempt.durationMs),
      isDelivered: isDelivered(attempt.status),
      counts: countsForHealth(attempt),
    }))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

function isNews(before: Health, seen: readonly Seen[], now: Date): boolean {
  if (seen.some(({ isDelivered: wasDelivered, counts }) => !wasDelivered && counts)) return true;
  if (!seen.some(({ isDelivered: wasDelivered }) => wasDelivered)) return false;
  const knownSince = before.lastSuccessAt?.getTime() ?? 0;
  return before.failures > 0 || now.getTime() - knownSince >= successIsKnownForMs;
}

function hasBeenFailingFor({ failingSince, lastFailureAt }: Health): number {
  return failingSince && lastFailureAt ? lastFailureAt.getTime() - failingSince.getTime() : 0;
}

async function disable(
  tx: Transaction,
  at: { projectId: ProjectId; clock: Clock },
  endpoint: typeof webhookEndpoints.$inferSelect,
  reason: "gone" | "failing",
): Promise<void> {
  const { projectId, clock } = at;
  await tx
    .update(webhookEndpoints)
    .set({
      state: "disabled",
      disabledReason: reason,
      stateSince: clock.now(),
      version: endpoint.version + 1,
    })
    .where(and(eq(webhookEndpoints.projectId, projectId), eq(webhookEndpoints.id, endpoint.id)));
  const subject = showId("endpoint", endpoint.id);
  const ctx: Ctx = {
    ...at,
    actor: { kind: "system", job: "webhooks.deliver" },
    requestId: currentRequestId() ?? subject,
  };
  await recordAudit(tx, ctx, "webhook_endpoint.disable", [
    { subject, reason, before: { state: endpoint.state }, after: { state: "disabled" } },
  ]);
  log.warn("an endpoint is disabled", { endpoint: subject, projectId, reason });
}
