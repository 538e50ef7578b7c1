import { and, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { projects } from "../../db/schema/projects";
import { webhookDeliveries, webhookEndpoints, webhookMessages } from "../../db/schema/webhooks";
import type { ProjectId } from "../core/ctx";
import { inSystem } from "../core/database";
import type { Leases } from "./leases";
import { mostTries } from "./schedule";
import { type EndpointSecrets, unsealEndpointSecrets } from "./signature";

type Delivery = typeof webhookDeliveries.$inferSelect;

/** A delivery under a lease, with all that its attempt needs. `attempts` or `manualTries` counts the try that is to come. */
export type Claimed = Pick<
  Delivery,
  | "projectId"
  | "id"
  | "endpointId"
  | "eventId"
  | "profileId"
  | "type"
  | "environment"
  | "sequence"
  | "occurredAt"
  | "trigger"
  | "attempts"
  | "scheduledAt"
  | "deliveredAt"
> & {
  manualTries: number;
  leaseId: string;
  leasedUntil: Date;
  url: string;
  /** Of the endpoint as it was claimed for: a later one may have another address, or be off. */
  version: number;
  secrets: EndpointSecrets;
  /** Null: it is sent thin. */
  body: string | null;
};

export type Due = { projectId: string; endpointId: string };
export type Wish = { endpointId: string; most: number };
export type Claim = { claimed: Claimed[] /** Endpoints that have more. */; more: Set<string> };

/** Endpoints that are on and have deliveries whose time has come. */
export async function listDue(now: Date): Promise<Due[]> {
  const rows = await inSystem((tx) =>
    tx.execute<{ project_id: string; id: string }>(sql`
      select e.project_id, e.id from ${projects} p join ${webhookEndpoints} e on e.project_id = p.id
      where e.state = 'active' and exists (
        select 1 from ${webhookDeliveries} d where d.project_id = e.project_id and d.endpoint_id = e.id
          and d.next_attempt_at <= ${now.toISOString()}::timestamptz)`),
  );
  return rows.map(({ project_id: projectId, id: endpointId }) => ({ projectId, endpointId }));
}

/** The versions of those of these endpoints that are on. */
export async function presentVersions(endpoints: readonly Due[]): Promise<Map<string, number>> {
  const asked = JSON.stringify(
    endpoints.map((each) => ({ project_id: each.projectId, id: each.endpointId })),
  );
  const rows = await inSystem((tx) =>
    tx.execute<{ id: string; version: number }>(sql`
      select e.id, e.version from json_to_recordset(${asked}::json) as asked(project_id uuid, id uuid)
      join ${webhookEndpoints} e on e.project_id = asked.project_id and e.id = asked.id
      where e.state = 'active'`),
  );
  return new Map(rows.map(({ id, version }) => [id, version]));
}

/**
 * Takes what is due of these endpoints, the oldest first. One process serves an endpoint at a time: where another holds
 * leases nothing is taken, so that the limit of an endpoint holds however many workers there are.
 */
export async function claim(
  tx: Transaction,
  projectId: ProjectId,
  wishes: readonly Wish[],
  leases: Leases,
  now: Date,
): Promise<Claim> {
  const endpoints = await lockEndpoints(tx, projectId, wishes);
  const claimed: Claimed[] = [];
  const more = new Set<string>();
  for (const { endpointId, most } of wishes) {
    const endpoint = endpoints.get(endpointId);
    if (!endpoint) continue;
    const { leaseId, until } = leases.next(now);
    const rows = await lease(tx, { projectId, endpointId, most, leaseId, until, now, leases });
    if (rows.length === most) more.add(endpointId);
    const secrets = rows.length > 0 ? unsealEndpointSecrets(endpoint) : null;
    if (!secrets) continue;
    for (const row of rows)
      claimed.push({
        ...row,
        ...{ leaseId, leasedUntil: until, url: endpoint.url, version: endpoint.version, secrets },
        body: endpoint.payload === "full" ? row.body : null,
      });
  }
  return { claimed, more };
}

type Endpoint = {
  projectId: string;
  id: string;
  url: string;
  version: number;
  payload: string;
  secrets: Buffer;
  keyId: string;
};

async function lockEndpoints(
  tx: Transaction,
  projectId: ProjectId,
  wishes: readonly Wish[],
): Promise<Map<string, Endpoint>> {
  const { id, url, version, payload, secrets, keyId } = webhookEndpoints;
  const rows = await tx
    .select({ projectId: webhookEndpoints.projectId, id, url, version, payload, secrets, keyId })
    .from(webhookEndpoints)
    .where(
      and(
        eq(webhookEndpoints.projectId, projectId),
        inArray(
          id,
          wishes.map(({ endpointId }) => endpointId),
        ),
        eq(webhookEndpoints.state, "active"),
      ),
    )
    .for("no key update", { skipLocked: true });
  return new Map(
    rows.flatMap((row) =>
      row.secrets && row.keyId ? [[row.id, { ...row, secrets: row.secrets, keyId: row.keyId }]] : [],
    ),
  );
}

async function lease(
  tx: Transaction,
  at: { projectId: ProjectId; endpointId: string; most: number; leaseId: string; until: Date; now: Date } & {
    leases: Leases;
  },
) {
  const { projectId, endpointId, leases } = at;
  const now = sql`${at.now.toISOString()}::timestamptz`;
  const rows = await tx.execute<Record<string, unknown>>(sql`
    with due as materialized (
      select id, event_id from ${webhookDeliveries}
      where project_id = ${projectId} and endpoint_id = ${endpointId} and next_attempt_at <= ${now}
        and not exists (
          select 1 from ${webhookDeliveries} other
          where other.project_id = ${projectId} and other.endpoint_id = ${endpointId} and other.lease_id is not null
            and other.next_attempt_at > ${now} and other.lease_id not between ${leases.first} and ${leases.last})
      order by next_attempt_at, id limit ${at.most} for update skip locked)
    update ${webhookDeliveries} d
    set next_attempt_at = ${at.until.toISOString()}::timestamptz, lease_id = ${at.leaseId},
      attempts = d.attempts + case when d.trigger = 'schedule' then 1 else 0 end,
      manual_tries = coalesce(d.manual_tries, 0) + case when d.trigger = 'schedule' then 0 else 1 end
    from due left join ${webhookMessages} m on m.project_id = ${projectId} and m.event_id = due.event_id
    where d.project_id = ${projectId} and d.id = due.id
    returning d.id, d.event_id, d.profile_id, d.type, d.environment, d.sequence, d.occurred_at, d.trigger, d.attempts,
      d.manual_tries, d.scheduled_at, d.delivered_at, m.body`);
  return rows.map((row) => leasedRow(projectId, endpointId, row));
}

function leasedRow(projectId: string, endpointId: string, row: Record<string, unknown>) {
  return {
    projectId,
    endpointId,
    id: String(row.id),
    eventId: String(row.event_id),
    profileId: String(row.profile_id),
    type: String(row.type),
    environment: row.environment as Delivery["environment"], // a check of the table
    sequence: Number(row.sequence),
    occurredAt: new Date(String(row.occurred_at)),
    trigger: row.trigger as Delivery["trigger"], // a check of the table
    attempts: Number(row.attempts),
    manualTries: Number(row.manual_tries),
    body: row.body === null ? null : String(row.body),
    scheduledAt: row.scheduled_at === null ? null : new Date(String(row.scheduled_at)),
    deliveredAt: row.delivered_at === null ? null : new Date(String(row.delivered_at)),
  };
}

/** Its workers died at each try: nobody sends it any more. */
export function isWornOut({ trigger, attempts, manualTries }: Claimed): boolean {
  return (trigger === "schedule" ? attempts : manualTries) > mostTries;
}
