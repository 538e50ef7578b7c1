import { and, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { sessionEvents } from "../../db/schema/sessions";
import type { ProjectId } from "../core/ctx";

export type Reached = { screens: number; lastScreen: string | null; endedAt: Date | null };

/**
 * How far each visit came: how many different screens it saw, the last of them, and when its last event happened
 * (the session's own time of it is written once a minute). Visits without events are left out.
 */
export async function listReached(
  tx: Transaction,
  projectId: ProjectId,
  sessionIds: string[],
): Promise<Map<string, Reached>> {
  if (sessionIds.length === 0) return new Map();
  const screen = sql<string>`${sessionEvents.properties} ->> 'screen_id'`;
  const isShown = sql`${sessionEvents.name} = 'screen_presented' and ${screen} <> ''`;
  const rows = await tx
    .select({
      sessionId: sessionEvents.sessionId,
      screens: sql<number>`count(distinct ${screen}) filter (where ${isShown})`.mapWith(Number),
      lastScreen: sql<
        string | null
      >`(array_agg(${screen} order by ${sessionEvents.occurredAt} desc, ${sessionEvents.id} desc) filter (where ${isShown}))[1]`,
      endedAt: sql<Date>`max(${sessionEvents.occurredAt})`.mapWith(sessionEvents.occurredAt),
    })
    .from(sessionEvents)
    .where(and(eq(sessionEvents.projectId, projectId), inArray(sessionEvents.sessionId, sessionIds)))
    .groupBy(sessionEvents.sessionId);
  return new Map(rows.map(({ sessionId, ...reached }) => [sessionId, reached]));
}
