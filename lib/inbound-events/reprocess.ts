import { randomUUID } from "node:crypto";
import { and, asc, eq, exists, gt, gte, inArray, isNotNull, isNull, lt, or } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { inboundEvents, reprocessRuns } from "../../db/schema/inbound-events";
import { integrations } from "../../db/schema/integrations";
import { projects } from "../../db/schema/projects";
import { type Clock, fixedClock } from "../core/clock";
import type { ProjectId } from "../core/ctx";
import { inSystem, write } from "../core/database";
import { newId, showId } from "../core/ids";
import { log } from "../core/log";
import { terrainOf } from "../subscriptions/project-time";
import type { Applying } from "./applying";
import { processEvent } from "./process";
import { createAnewReader } from "./read-anew";
import type { InboundEvent } from "./vault";

export type ReprocessRun = typeof reprocessRuns.$inferSelect;
/** How many of each kind differ, with some events by their shown ids. */
export type Differences = Record<string, { count: number; events: string[] }>;

const leaseMs = 60_000;
const mostExamples = 5;
const running = ["counting", "applying"] as const;

function isOpen(now: Date) {
  return and(
    inArray(reprocessRuns.state, [...running]),
    or(isNull(reprocessRuns.leasedUntil), lt(reprocessRuns.leasedUntil, now)),
  );
}

export async function listProjectsToReprocess(now: Date): Promise<string[]> {
  const rows = await inSystem((tx) =>
    tx
      .select({ id: projects.id })
      .from(projects)
      .where(
        exists(
          tx
            .select({ id: reprocessRuns.id })
            .from(reprocessRuns)
            .where(and(eq(reprocessRuns.projectId, projects.id), isOpen(now))),
        ),
      ),
  );
  return rows.map(({ id }) => id);
}

/** Takes the next portion of a project's oldest run. False where none is to be worked on. */
export async function advanceReprocess(
  projectId: ProjectId,
  clock: Clock,
  { batch = 100, goOn = () => true }: { batch?: number; goOn?: () => boolean } = {},
): Promise<boolean> {
  const run = await claim(projectId, clock);
  if (!run) return false;
  try {
    const events = await nextEvents(projectId, run, batch);
    const done =
      run.state === "counting"
        ? await count(run, events, clock)
        : await apply(projectId, events, clock, goOn);
    const last = done.at(-1);
    const isOver = events.length < batch && done.length === events.length;
    await keep(projectId, run, {
      ...{ handled: run.handled + done.length, cursor: last?.id ?? run.cursor, differences: run.differences },
      ...{ leaseId: null, leasedUntil: null },
      ...(isOver && run.state === "counting" ? { state: "ready" as const } : {}),
      ...(isOver && run.state === "applying" ? { state: "done" as const, endedAt: clock.now() } : {}),
    });
  } catch (error) {
    log.error("stored events were not read anew", { run: run.id, error });
    const failed = {
      state: "failed" as const,
      error: "It could not be finished; the server's log says why.",
    };
    await keep(projectId, run, { ...failed, endedAt: clock.now(), leaseId: null, leasedUntil: null });
  }
  return true;
}

async function claim(projectId: ProjectId, clock: Clock): Promise<ReprocessRun | null> {
  const now = clock.now();
  return write(projectId, async (tx) => {
    const [due] = await tx
      .select({ id: reprocessRuns.id })
      .from(reprocessRuns)
      .where(and(eq(reprocessRuns.projectId, projectId), isOpen(now)))
      .orderBy(asc(reprocessRuns.createdAt))
      .limit(1)
      .for("update", { skipLocked: true });
    if (!due) return null;
    const [run] = await tx
      .update(reprocessRuns)
      .set({ leaseId: newId(now), leasedUntil: new Date(now.getTime() + leaseMs) })
      .where(and(eq(reprocessRuns.projectId, projectId), eq(reprocessRuns.id, due.id)))
      .returning();
    return run ?? null;
  });
}

/** Where another has taken it over meanwhile, or a person has ended it, that stays. */
async function keep(projectId: ProjectId, run: ReprocessRun, change: Partial<ReprocessRun>): Promise<void> {
  await write(projectId, (tx) =>
    tx
      .update(reprocessRuns)
      .set(change)
      .where(
        and(
          eq(reprocessRuns.projectId, projectId),
          eq(reprocessRuns.id, run.id),
          eq(reprocessRuns.leaseId, run.leaseId ?? ""),
          eq(reprocessRuns.state, run.state),
        ),
      ),
  );
}

/** Events of the window that can still be read, in the order of their ids. */
export function inWindow({
  projectId,
  integrationId,
  from,
  to,
}: Pick<ReprocessRun, "projectId" | "integrationId" | "from" | "to">) {
  return and(
    eq(inboundEvents.projectId, projectId),
    eq(inboundEvents.integrationId, integrationId),
    gte(inboundEvents.receivedAt, from),
    lt(inboundEvents.receivedAt, to),
    isNotNull(inboundEvents.keyId),
  );
}

async function nextEvents(projectId: ProjectId, run: ReprocessRun, batch: number): Promise<InboundEvent[]> {
  return write(projectId, (tx) =>
    tx
      .select()
      .from(inboundEvents)
      .where(and(inWindow(run), run.cursor ? gt(inboundEvents.id, run.cursor) : undefined))
      .orderBy(asc(inboundEvents.id))
      .limit(batch),
  );
}

async function count(run: ReprocessRun, events: InboundEvent[], clock: Clock): Promise<InboundEvent[]> {
  const projectId = run.projectId as ProjectId; // it was read in this very project
  const differences = run.differences as Differences; // this is the only writer
  await write(projectId, async (tx) => {
    const { settings, applyingOf } = await readers(tx, projectId, run, clock);
    const reader = createAnewReader(applyingOf, settings, run);
    for (const event of events)
      for (const kind of await reader.differences(event)) {
        const known = differences[kind] ?? { count: 0, events: [] };
        differences[kind] = {
          count: known.count + 1,
          events: [...known.events, showId("inboundEvent", event.id)].slice(0, mostExamples),
        };
      }
  });
  return events;
}

async function readers(tx: Transaction, projectId: ProjectId, run: ReprocessRun, clock: Clock) {
  const [integration] = await tx
    .select({ settings: integrations.settings })
    .from(integrations)
    .where(and(eq(integrations.projectId, projectId), eq(integrations.id, run.integrationId)));
  const now = clock.now();
  const terrain = await terrainOf(tx, projectId, now);
  const applyingOf = (event: InboundEvent): Applying => ({
    ctx: {
      ...{ projectId, actor: { kind: "system", job: "inbound.reprocess" }, requestId: randomUUID() },
      ...{ clock: fixedClock(now), tx, terrain },
    },
    ...{ integrationId: run.integrationId, provider: event.provider, environment: event.environment },
    ...{ attempts: event.attempts, receivedAt: event.receivedAt, occurredAt: event.occurredAt },
  });
  return { settings: integration?.settings ?? {}, applyingOf };
}

/** Each event as if it had just come; one that must wait for another is left to the worker. */
async function apply(
  projectId: ProjectId,
  events: InboundEvent[],
  clock: Clock,
  goOn: () => boolean,
): Promise<InboundEvent[]> {
  const done: InboundEvent[] = [];
  for (const event of events) {
    if (!goOn()) break;
    const now = clock.now();
    const leaseId = newId(now);
    const isOurs = await write(projectId, async (tx) => {
      const taken = await tx
        .update(inboundEvents)
        .set({
          ...{ state: "waiting", attempts: 0, errorCode: null, error: null, leaseId },
          nextAttemptAt: new Date(now.getTime() + leaseMs),
        })
        .where(
          and(
            eq(inboundEvents.projectId, projectId),
            eq(inboundEvents.id, event.id),
            // One that a worker has in its hands reads by today's rules anyway.
            or(isNull(inboundEvents.leaseId), lt(inboundEvents.nextAttemptAt, now)),
          ),
        )
        .returning({ id: inboundEvents.id });
      return taken.length > 0;
    });
    if (isOurs) await processEvent(projectId, clock, { id: event.id, leaseId });
    done.push(event);
  }
  return done;
}
