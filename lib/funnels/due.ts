import { and, eq, exists, gte, sql } from "drizzle-orm";
import { funnelDays, funnels } from "../../db/schema/funnels";
import { projects } from "../../db/schema/projects";
import type { Clock } from "../core/clock";
import type { ProjectId } from "../core/ctx";
import { inSystem, write } from "../core/database";
import { eachOnItsOwn } from "../core/each-on-its-own";
import { addDays, dayOf } from "./days";
import { recountFunnelDays } from "./recount";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** A funnel's last visit is noted at most once a minute, so news shows there with a delay. */
const notedLateMs = 1.5 * minuteMs;
/** Events are taken up to 72 hours after they happened. The rest is for clocks that differ and visits that go on. */
const finalAfterMs = 96 * hourMs;

type Counted = {
  id: string;
  firstSeenAt: Date;
  lastSeenAt: Date;
  countedAt: Date | null;
  lastDay: string | null;
};

/**
 * What a process knows of its own counts, by funnel: when it tried last, and when that worked. A count that found no
 * visit leaves no row that would tell, and a funnel that fails must not be the first again.
 */
export type CountMemory = { tried: Map<string, number>; counted: Map<string, number> };

export function countMemory(): CountMemory {
  return { tried: new Map(), counted: new Map() };
}

/** Projects whose funnels were visited so lately that their counts may change. System scope. */
export async function listProjectsToRecount(now: Date): Promise<string[]> {
  const since = new Date(now.getTime() - 2 * finalAfterMs);
  const rows = await inSystem((tx) =>
    tx
      .select({ id: projects.id })
      .from(projects)
      .where(
        exists(
          tx
            .select({ id: funnels.id })
            .from(funnels)
            .where(and(eq(funnels.projectId, projects.id), gte(funnels.lastSeenAt, since))),
        ),
      ),
  );
  return rows.map((row) => row.id);
}

/** Counts the present day again for each funnel that has news since its last count. */
export async function recountPresent(
  projectId: ProjectId,
  clock: Clock,
  memory: CountMemory,
  budgetMs: number,
): Promise<void> {
  const due = (await listCounted(projectId)).filter((funnel) => hasNews(funnel, memory, notedLateMs));
  await recountEach(due, memory, clock, budgetMs, async (funnel, now) => {
    // Around midnight both days are open, since visits may be dated five minutes ahead.
    const days = { from: dayOf(new Date(now - 10 * minuteMs)), to: dayOf(new Date(now + 10 * minuteMs)) };
    await recountFunnelDays(projectId, { ...days, funnelId: funnel.id }, clock);
  });
}

/** Counts again the days that late events may have changed, and all that were missed while no worker ran. */
export async function recountPast(
  projectId: ProjectId,
  clock: Clock,
  memory: CountMemory,
  budgetMs: number,
): Promise<void> {
  const due = (await listCounted(projectId)).filter((funnel) => hasNews(funnel, memory, finalAfterMs));
  await recountEach(due, memory, clock, budgetMs, async (funnel, now) => {
    const today = dayOf(new Date(now));
    const open = addDays(today, -4);
    const start = funnel.lastDay ? addDays(funnel.lastDay, -4) : dayOf(funnel.firstSeenAt);
    const from = [start, open].toSorted()[0] ?? open;
    await recountFunnelDays(projectId, { from, to: addDays(today, 1), funnelId: funnel.id }, clock);
  });
}

/** True until a count began this long after the funnel's last visit. */
function hasNews({ id, countedAt, lastSeenAt }: Counted, { counted }: CountMemory, lateMs: number): boolean {
  const newest = Math.max(countedAt?.getTime() ?? 0, counted.get(id) ?? 0);
  return lastSeenAt.getTime() >= newest - lateMs;
}

/** The funnel that was tried least lately comes first, and one is always tried: so all have their turn. */
async function recountEach(
  due: Counted[],
  { tried, counted }: CountMemory,
  clock: Clock,
  budgetMs: number,
  recount: (funnel: Counted, now: number) => Promise<void>,
): Promise<void> {
  const until = performance.now() + budgetMs;
  const inTurn = due.toSorted((one, other) => (tried.get(one.id) ?? 0) - (tried.get(other.id) ?? 0));
  let tries = 0;
  await eachOnItsOwn(
    inTurn,
    async (funnel) => {
      tries += 1;
      const now = clock.now().getTime();
      tried.set(funnel.id, now);
      await recount(funnel, now);
      counted.set(funnel.id, now);
    },
    {
      failed: ({ id }) => ({ message: "a funnel's visits were not counted", id }),
      goOn: () => tries === 0 || performance.now() < until,
    },
  );
}

async function listCounted(projectId: ProjectId): Promise<Counted[]> {
  return write(projectId, (tx) => {
    const counted = tx
      .select({
        funnelId: funnelDays.funnelId,
        countedAt: sql<Date>`max(${funnelDays.countedAt})`.mapWith(funnelDays.countedAt).as("counted_at"),
        lastDay: sql<string>`max(${funnelDays.day})`.as("last_day"),
      })
      .from(funnelDays)
      .where(and(eq(funnelDays.projectId, projectId), eq(funnelDays.dimension, "total")))
      .groupBy(funnelDays.funnelId)
      .as("counted");
    return tx
      .select({
        id: funnels.id,
        firstSeenAt: funnels.firstSeenAt,
        lastSeenAt: funnels.lastSeenAt,
        countedAt: counted.countedAt,
        lastDay: counted.lastDay,
      })
      .from(funnels)
      .leftJoin(counted, eq(counted.funnelId, funnels.id))
      .where(eq(funnels.projectId, projectId));
  });
}
