import { sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { projects } from "../../db/schema/projects";
import {
  deliveryAttempts,
  webhookDeliveries,
  webhookEndpoints,
  webhookMessages,
} from "../../db/schema/webhooks";
import type { ProjectId } from "../core/ctx";
import { inSystem, write } from "../core/database";

export const keptDays = 30;
const portion = 1_000;

export function keptSince(now: Date): Date {
  return new Date(now.getTime() - keptDays * 86_400_000);
}

/** Projects with deliveries, attempts or bodies that are older than they are kept. */
export async function listProjectsWithOldDeliveries(now: Date): Promise<string[]> {
  const since = sql`${keptSince(now).toISOString()}::timestamptz`;
  const rows = await inSystem((tx) =>
    tx.execute<{ id: string }>(sql`
      select p.id from ${projects} p
      where exists (select 1 from ${webhookMessages} m where m.project_id = p.id and m.created_at < ${since})
        or exists (select 1 from ${webhookDeliveries} d where d.project_id = p.id and d.created_at < ${since})
        or exists (select 1 from ${deliveryAttempts} a where a.project_id = p.id and a.started_at < ${since})`),
  );
  return rows.map(({ id }) => id);
}

/** Removes a portion of what is older than 30 days, attempts first. True where there is more. The facts themselves stay. */
export async function forgetOldDeliveries(projectId: ProjectId, now: Date): Promise<boolean> {
  const since = sql`${keptSince(now).toISOString()}::timestamptz`;
  return write(projectId, async (tx) => {
    const attempts = await tx.execute(sql`
      with old as materialized (
        select id from ${deliveryAttempts} where project_id = ${projectId} and started_at < ${since}
        order by started_at limit ${sql.raw(String(portion))} for update skip locked)
      delete from ${deliveryAttempts} a using old where a.project_id = ${projectId} and a.id = old.id`);
    // Of one that was sent again lately the later attempts are still kept, and it with them.
    const deliveries = await tx.execute(sql`
      with old as materialized (
        select id from ${webhookDeliveries} d where project_id = ${projectId} and created_at < ${since}
          and not exists (
            select 1 from ${deliveryAttempts} a where a.project_id = ${projectId} and a.delivery_id = d.id)
        order by created_at limit ${sql.raw(String(portion))} for update skip locked)
      delete from ${webhookDeliveries} d using old where d.project_id = ${projectId} and d.id = old.id`);
    const messages = await tx.execute(sql`
      with old as materialized (
        select event_id from ${webhookMessages} m where project_id = ${projectId} and created_at < ${since}
          and not exists (
            select 1 from ${webhookDeliveries} d where d.project_id = ${projectId} and d.event_id = m.event_id)
        order by created_at limit ${sql.raw(String(portion))} for update skip locked)
      delete from ${webhookMessages} m using old where m.project_id = ${projectId} and m.event_id = old.event_id`);
    return [attempts, deliveries, messages].some(({ count }) => count === portion);
  });
}

/** Projects where deliveries wait for an endpoint that was switched off or deleted. */
export async function listProjectsWithUnwanted(): Promise<string[]> {
  const rows = await inSystem((tx) =>
    tx.execute<{ id: string }>(sql`
      select p.id from ${projects} p where exists (
        select 1 from ${webhookEndpoints} e where e.project_id = p.id and e.state in ('disabled', 'deleted')
          and exists (
            select 1 from ${webhookDeliveries} d where d.project_id = p.id and d.endpoint_id = e.id
              and d.next_attempt_at is not null))`),
  );
  return rows.map(({ id }) => id);
}

/** What waits for such an endpoint is skipped: recovering it later sends it. True where there is more. */
export async function skipUnwanted(projectId: ProjectId, now: Date): Promise<boolean> {
  return write(projectId, (tx: Transaction) =>
    tx
      .execute(sql`
        with unwanted as materialized (
          select d.id from ${webhookDeliveries} d
          join ${webhookEndpoints} e on e.project_id = ${projectId} and e.id = d.endpoint_id
          where d.project_id = ${projectId} and e.state in ('disabled', 'deleted') and d.next_attempt_at is not null
            and (d.lease_id is null or d.next_attempt_at <= ${now.toISOString()}::timestamptz)
          limit ${sql.raw(String(portion))} for update of d skip locked)
        update ${webhookDeliveries} d set state = 'skipped', next_attempt_at = null, lease_id = null
        from unwanted where d.project_id = ${projectId} and d.id = unwanted.id`)
      .then(({ count }) => count === portion),
  );
}
