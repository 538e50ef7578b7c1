import { and, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { sessionEvents } from "../../db/schema/sessions";
import type { ProjectId } from "../core/ctx";

export type Reached = { screens: number; lastScreen: string | null };

/** How far each visit came: how many different screens it saw, and the one it saw last. Visits without screens are left out. */
export async function listReached(
  tx: Transaction,
  projectId: ProjectId,
  sessionIds: string[],
): Promise<Map<string, Reached>> {
  if (sessionIds.length === 0) return new Map();
  const screen = sql<string>`${sessionEvents.properties} ->> 'screen_id'`;
  const rows = await tx
    .select({
      sessionId: sessionEvents.sessionId,
      screens: sql<number>`count(distinct ${screen})`.mapWith(Number),
      lastScreen: sql<
        string | null
      >`(array_agg(${screen} order by ${sessionEvents.occurredAt} desc, ${sessionEvents.id} desc))[1]`,
    })
    .from(sessionEvents)
    .where(
      and(
        eq(sessionEvents.projectId, projectId),
        inArray(sessionEvents.sessionId, sessionIds),
        eq(sessionEvents.name, "screen_presented"),
        sql`${screen} <> ''`,
      ),
    )
    .groupBy(sessionEvents.sessionId);
  return new Map(rows.map(({ sessionId, ...reached }) => [sessionId, reached]));
}
