import { and, eq, exists, gte, sql } from "drizzle-orm";
import { funnelDays, funnels } from "../../db/schema/funnels";
import { projects } from "../../db/schema/projects";
import type { Clock } from "../core/clock";
import type { ProjectId } from "../core/ctx";
import { inSystem, write } from "../core/database";
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
export async function recountPresent(projectId: ProjectId, clock: Clock): Promise<void> {
  const now = clock.now().getTime();
  for (const funnel of await listCounted(projectId)) {
    if (funnel.countedAt && funnel.lastSeenAt.getTime() < funnel.countedAt.getTime() - notedLateMs) continue;
    // Around midnight both days are open, since visits may be dated five minutes ahead.
    const days = { from: dayOf(new Date(now - 10 * minuteMs)), to: dayOf(new Date(now + 10 * minuteMs)) };
    await recountFunnelDays(projectId, { ...days, funnelId: funnel.id }, clock);
  }
}

/** Counts again the days that late events may have changed, and all that were missed while no worker ran. */
export async function recountPast(projectId: ProjectId, clock: Clock): Promise<void> {
  const now = clock.now();
  const today = dayOf(now);
  for (const funnel of await listCounted(projectId)) {
    if (funnel.countedAt && funnel.lastSeenAt.getTime() < funnel.countedAt.getTime() - finalAfterMs) continue;
    const open = addDays(today, -4);
    const start = funnel.lastDay ? addDays(funnel.lastDay, -4) : dayOf(funnel.firstSeenAt);
    const from = [start, open].toSorted()[0] ?? open;
    await recountFunnelDays(projectId, { from, to: addDays(today, 1), funnelId: funnel.id }, clock);
  }
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
