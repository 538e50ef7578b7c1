import { and, asc, eq, gt, inArray, isNull, ne, notInArray, sql } from "drizzle-orm";
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
import { fullBody, type Subject } from "./envelope";
import { holdSubjects } from "./subjects";

type Event = typeof domainEvents.$inferSelect;
type Endpoint = Pick<
  typeof webhookEndpoints.$inferSelect,
  "id" | "environment" | "types" | "state" | "createdAt"
>;
type Delivery = typeof webhookDeliveries.$inferInsert;

const portion = 400;
const portionBytes = 8 * 1_024 * 1_024;
const mostRounds = 10;
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
    const { endpoints, events, subjects, isMore } = await takeFacts(tx, { projectId, clock });
    const wanted = events.filter((event) => endpoints.some((endpoint) => isFor(endpoint, event)));
    const left = await handOut(tx, clock.now(), endpoints, wanted, subjects);
    const done = events.filter(({ id }) => !left.has(id));
    await mark(tx, projectId, done, clock.now());
    return done.length > 0 && (isMore || left.size > 0);
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

type Taken = {
  endpoints: Endpoint[];
  events: Event[];
  subjects: ReadonlyMap<string, Subject>;
  isMore: boolean;
};

/** The next facts and whom they are about. Those of someone who is being erased are passed over, however many they are. */
async function takeFacts(tx: Transaction, at: { projectId: ProjectId; clock: Clock }): Promise<Taken> {
  const actor = { kind: "system", job: "webhooks.fan_out" } as const;
  const ctx: Ctx = { ...at, actor, requestId: currentRequestId() ?? "", tx };
  const events: Event[] = [];
  const subjects = new Map<string, Subject>();
  const busy = new Set<string>();
  let endpoints: Endpoint[] = [];
  let isMore = true;
  let after: string | undefined;
  for (let round = 0; isMore && round < mostRounds && events.length < portion / 2; round++) {
    const found = await lockFacts(tx, at.projectId, { but: [...busy], after, limit: portion });
    isMore = found.length === portion;
    after = found.at(-1)?.id ?? after;
    // After the facts: an endpoint that was there before one of them is among these.
    endpoints = await listEndpoints(tx, at.projectId);
    const wanted = found.filter((event) => endpoints.some((endpoint) => isFor(endpoint, event)));
    const held = await holdSubjects(
      tx,
      ctx,
      wanted.map(({ profileId }) => profileId),
    );
    for (const id of held.busy) busy.add(id);
    for (const [id, subject] of held.of) subjects.set(id, subject);
    events.push(...found.filter(({ profileId }) => !busy.has(profileId)));
    if (held.busy.size === 0) break;
  }
  return { endpoints, events, subjects, isMore };
}

async function lockFacts(
  tx: Transaction,
  projectId: ProjectId,
  { but, after, limit }: { but: string[]; after: string | undefined; limit: number },
): Promise<Event[]> {
  return tx
    .select()
    .from(domainEvents)
    .where(
      and(
        eq(domainEvents.projectId, projectId),
        isNull(domainEvents.dispatchedAt),
        but.length > 0 ? notInArray(domainEvents.profileId, but) : undefined,
        after ? gt(domainEvents.id, after) : undefined,
      ),
    )
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

/** The ids of those that are left for the next portion, since their bodies are too much for this one. */
async function handOut(
  tx: Transaction,
  now: Date,
  endpoints: readonly Endpoint[],
  events: readonly Event[],
  subjects: ReadonlyMap<string, Subject>,
): Promise<Set<string>> {
  const left = new Set<string>();
  const messages: (typeof webhookMessages.$inferInsert)[] = [];
  const deliveries: Delivery[] = [];
  let bytes = 0;
  for (const event of events) {
    if (bytes >= portionBytes) {
      left.add(event.id);
      continue;
    }
    const { id: eventId, projectId, profileId, type, environment, sequence, occurredAt, payload } = event;
    const told = { projectId, eventId, profileId, type, environment, sequence, occurredAt };
    const body = fullBody(told, payload, subjects.get(profileId) ?? null);
    bytes += body ? Buffer.byteLength(body) : 0;
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
