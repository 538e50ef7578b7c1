import { and, asc, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { domainEvents } from "../../db/schema/events";
import { projects } from "../../db/schema/projects";
import { webhookDeliveries, webhookEndpoints, webhookMessages } from "../../db/schema/webhooks";
import type { Clock } from "../core/clock";
import type { Ctx, ProjectId } from "../core/ctx";
import { inSystem, write } from "../core/database";
import { newId } from "../core/ids";
import { insertRows } from "../core/insert-rows";
import { currentRequestId } from "../core/log";
import { fullBody } from "./envelope";
import { holdSubjects } from "./subjects";

type Event = typeof domainEvents.$inferSelect;
type Endpoint = Pick<
  typeof webhookEndpoints.$inferSelect,
  "id" | "environment" | "types" | "state" | "createdAt"
>;
type Delivery = typeof webhookDeliveries.$inferInsert;

const portion = 400;
const clearedPortion = 5_000;
const rowsInStatement = 5_000;

/** Projects with facts that nobody has handed to the endpoints yet. */
export async function listProjectsWithFacts(): Promise<string[]> {
  const rows = await inSystem((tx) =>
    tx.execute<{ id: string }>(sql`
      select p.id from ${projects} p where exists (
        select 1 from ${domainEvents} e where e.project_id = p.id and e.dispatched_at is null)`),
  );
  return rows.map(({ id }) => id);
}

/**
 * Turns the next facts of a project into deliveries, and marks them, in one transaction: a fact is handed out once, or
 * not yet. True where more may be waiting.
 */
export async function fanOut(projectId: ProjectId, clock: Clock): Promise<boolean> {
  return write(projectId, async (tx) => {
    if ((await listEndpoints(tx, projectId)).length === 0) return clearAway(tx, projectId, clock.now());
    const events = await lockFacts(tx, projectId, portion);
    // After the facts: an endpoint that was there before one of them is among these.
    const endpoints = await listEndpoints(tx, projectId);
    const wanted = events.filter((event) => endpoints.some((endpoint) => isFor(endpoint, event)));
    const left = await handOut(tx, { projectId, clock }, endpoints, wanted);
    await mark(
      tx,
      projectId,
      events.filter(({ id }) => !left.has(id)),
      clock.now(),
    );
    return events.length === portion;
  });
}

/** An endpoint hears of what was received while it was there, paused or disabled ones later or on demand. */
export function isFor(
  endpoint: Endpoint,
  event: Pick<Event, "environment" | "type" | "receivedAt">,
): boolean {
  return (
    endpoint.environment === event.environment &&
    (endpoint.types === null || endpoint.types.includes(event.type)) &&
    endpoint.createdAt <= event.receivedAt
  );
}

async function listEndpoints(tx: Transaction, projectId: ProjectId): Promise<Endpoint[]> {
  const { id, environment, types, state, createdAt } = webhookEndpoints;
  return tx
    .select({ id, environment, types, state, createdAt })
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.projectId, projectId), ne(webhookEndpoints.state, "deleted")));
}

async function lockFacts(tx: Transaction, projectId: ProjectId, limit: number): Promise<Event[]> {
  return tx
    .select()
    .from(domainEvents)
    .where(and(eq(domainEvents.projectId, projectId), isNull(domainEvents.dispatchedAt)))
    .orderBy(asc(domainEvents.id))
    .limit(limit)
    .for("update", { skipLocked: true });
}

/** In one statement, which sees no fact without seeing the endpoint that was added before it. */
async function clearAway(tx: Transaction, projectId: ProjectId, now: Date): Promise<boolean> {
  const cleared = await tx.execute(sql`
    with waiting as materialized (
      select id from ${domainEvents} where project_id = ${projectId} and dispatched_at is null
        and not exists (
          select 1 from ${webhookEndpoints} w where w.project_id = ${projectId} and w.state <> 'deleted')
      order by id limit ${sql.raw(String(clearedPortion))} for update skip locked)
    update ${domainEvents} e set dispatched_at = ${now.toISOString()}::timestamptz
    from waiting where e.project_id = ${projectId} and e.id = waiting.id`);
  return cleared.count === clearedPortion;
}

/** The ids of those that could not be handed out at this moment. */
async function handOut(
  tx: Transaction,
  at: { projectId: ProjectId; clock: Clock },
  endpoints: readonly Endpoint[],
  events: readonly Event[],
): Promise<Set<string>> {
  if (events.length === 0) return new Set();
  const ctx: Ctx = {
    ...at,
    actor: { kind: "system", job: "webhooks.fan_out" },
    requestId: currentRequestId() ?? "",
    tx,
  };
  const subjects = await holdSubjects(
    tx,
    ctx,
    events.map(({ profileId }) => profileId),
  );
  const now = at.clock.now();
  const left = new Set<string>();
  const messages: (typeof webhookMessages.$inferInsert)[] = [];
  const deliveries: Delivery[] = [];
  for (const event of events) {
    if (subjects.busy.has(event.profileId)) {
      left.add(event.id);
      continue;
    }
    const { id: eventId, projectId, profileId, type, environment, sequence, occurredAt, payload } = event;
    const told = { projectId, eventId, profileId, type, environment, sequence, occurredAt };
    const body = fullBody(told, payload, subjects.of.get(profileId) ?? null);
    messages.push({ projectId, eventId, profileId, body, createdAt: now });
    for (const endpoint of endpoints.filter((each) => isFor(each, event)))
      deliveries.push({ ...told, ...beginning(endpoint, now), id: newId(now), endpointId: endpoint.id });
  }
  await insertRows(tx, webhookMessages, messages);
  for (let from = 0; from < deliveries.length; from += rowsInStatement)
    await insertRows(tx, webhookDeliveries, deliveries.slice(from, from + rowsInStatement));
  return left;
}

function beginning({ state }: Endpoint, now: Date) {
  const isSkipped = state === "disabled";
  return {
    state: isSkipped ? ("skipped" as const) : ("waiting" as const),
    nextAttemptAt: isSkipped ? null : now,
    trigger: "schedule" as const,
    attempts: 0,
    createdAt: now,
  };
}

async function mark(
  tx: Transaction,
  projectId: ProjectId,
  events: readonly Event[],
  now: Date,
): Promise<void> {
  if (events.length === 0) return;
  const ids = events.map(({ id }) => id);
  await tx
    .update(domainEvents)
    .set({ dispatchedAt: now })
    .where(and(eq(domainEvents.projectId, projectId), inArray(domainEvents.id, ids)));
}
