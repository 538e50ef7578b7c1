import { and, eq, exists, inArray, isNull, lte, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { inboundEvents } from "../../db/schema/inbound-events";
import { integrations } from "../../db/schema/integrations";
import { projects } from "../../db/schema/projects";
import type { Clock } from "../core/clock";
import type { ProjectId } from "../core/ctx";
import { inSystem, write } from "../core/database";
import { newId } from "../core/ids";

/** For so long a claimed event is its claimer's. */
const leaseMs = 60_000;
/** An event whose workers died so often is for a person to look at. */
export const mostDeaths = 5;

/** Projects where an event can be processed. Those of a paused integration wait. */
export async function listProjectsWithEvents(now: Date): Promise<string[]> {
  return inSystem(async (tx) => {
    const due = tx
      .select({ id: inboundEvents.id })
      .from(inboundEvents)
      .where(
        and(
          eq(inboundEvents.projectId, integrations.projectId),
          eq(inboundEvents.integrationId, integrations.id),
          lte(inboundEvents.nextAttemptAt, now),
        ),
      );
    const open = tx
      .select({ id: integrations.id })
      .from(integrations)
      .where(and(eq(integrations.projectId, projects.id), isNull(integrations.pausedAt), exists(due)));
    const rows = await tx.select({ id: projects.id }).from(projects).where(exists(open)).orderBy(projects.id);
    return rows.map(({ id }) => id);
  });
}

export type Claim = { id: string; leaseId: string };

/** Takes the next events of a project, those that wait longest first. Two workers never get the same one. */
export async function claimEvents(projectId: ProjectId, clock: Clock, limit: number): Promise<Claim[]> {
  const now = clock.now();
  const leaseId = newId(now);
  return write(projectId, async (tx) => {
    const rows = await lockDue(tx, projectId, now, limit);
    const change = (ids: string[], values: Partial<typeof inboundEvents.$inferInsert>) =>
      ids.length === 0
        ? null
        : tx
            .update(inboundEvents)
            .set(values)
            .where(and(eq(inboundEvents.projectId, projectId), inArray(inboundEvents.id, ids)));
    // Each was begun so often, and whoever began it was never heard of again.
    const poison = rows.filter(({ deaths }) => deaths >= mostDeaths).map(({ id }) => id);
    await change(poison, {
      ...{ state: "parked", nextAttemptAt: null, leaseId: null, errorCode: "worker_died" },
      error: `Its worker stopped in the middle of it ${mostDeaths} times.`,
    });
    const ids = rows.map(({ id }) => id).filter((id) => !poison.includes(id));
    await change(ids, { leaseId, nextAttemptAt: new Date(now.getTime() + leaseMs) });
    return ids.map((id) => ({ id, leaseId }));
  });
}

type DueRow = { id: string; deaths: number };

/** By one walk along the index for each integration: sorted over all of them, a backlog would be read whole each time. */
async function lockDue(tx: Transaction, projectId: ProjectId, now: Date, limit: number): Promise<DueRow[]> {
  const rows = await tx.execute<DueRow>(sql`
    select due.id, due.deaths from ${integrations} i cross join lateral (
      select id, deaths, next_attempt_at from ${inboundEvents}
      where project_id = ${projectId} and integration_id = i.id and next_attempt_at <= ${now.toISOString()}::timestamptz
      order by next_attempt_at, id limit ${limit} for update skip locked) due
    where i.project_id = ${projectId} and i.paused_at is null
    order by due.next_attempt_at, due.id limit ${limit}`);
  return rows.map(({ id, deaths }) => ({ id, deaths }));
}

/**
 * Takes a claimed event up, with all of the lease before it; false where another has it by now. Until it is settled its
 * worker counts as dead: one that waited behind slow ones while its lease ran out was not the end of anybody.
 */
export async function begin(projectId: ProjectId, { id, leaseId }: Claim, now: Date): Promise<boolean> {
  const begun = await write(projectId, (tx) =>
    tx
      .update(inboundEvents)
      .set({
        nextAttemptAt: new Date(now.getTime() + leaseMs),
        deaths: sql`${inboundEvents.deaths} + 1`,
      })
      .where(
        and(
          eq(inboundEvents.projectId, projectId),
          eq(inboundEvents.id, id),
          eq(inboundEvents.leaseId, leaseId),
        ),
      )
      .returning({ id: inboundEvents.id }),
  );
  return begun.length > 0;
}

/** Gives claimed events back that were not begun. */
export async function giveBack(projectId: ProjectId, claims: readonly Claim[], now: Date): Promise<void> {
  const [first] = claims;
  if (!first) return;
  await write(projectId, (tx) =>
    tx
      .update(inboundEvents)
      .set({ leaseId: null, nextAttemptAt: now })
      .where(
        and(
          eq(inboundEvents.projectId, projectId),
          eq(inboundEvents.leaseId, first.leaseId),
          sql`${inboundEvents.id} = any(${sql.param(claims.map(({ id }) => id))}::uuid[])`,
        ),
      ),
  );
}
