import { and, asc, eq, sql } from "drizzle-orm";
import { sessionEvents } from "../../db/schema/sessions";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { cursorInstant, parseCursor, showCursor } from "../core/page";

export type PathEvent = Pick<
  typeof sessionEvents.$inferSelect,
  "id" | "name" | "occurredAt" | "receivedAt" | "properties"
> & {
  /** Of what the page sent only the screen is there: the page of events would be too large with the rest. */
  isTooLarge?: boolean;
};

export type EventPage = {
  events: PathEvent[];
  /** When the event after these happened, and where the page with it begins. Null where the visit ends. */
  next: { at: Date; cursor: string } | null;
};

/** What one page of events may hold of properties: so much text, with so many values in it. */
export const propertyLimits = { bytes: 200_000, values: 10_000 } as const;

/** The events of a visit in the order they happened. The smallest properties come along first. */
export async function listSessionEvents(
  ctx: Ctx,
  sessionId: string,
  options: { cursor?: string; limit?: number } = {},
): Promise<EventPage> {
  const limit = options.limit ?? 500;
  const after = options.cursor ? parseCursor(options.cursor) : null;
  const found = await read(ctx, (tx) => {
    const page = tx
      .select({
        id: sessionEvents.id,
        name: sessionEvents.name,
        occurredAt: sessionEvents.occurredAt,
        receivedAt: sessionEvents.receivedAt,
        properties: sessionEvents.properties,
        bytes: sql<number>`octet_length(${sessionEvents.properties}::text)`.as("bytes"),
      })
      .from(sessionEvents)
      .where(
        and(
          eq(sessionEvents.projectId, ctx.projectId),
          eq(sessionEvents.sessionId, sessionId),
          after
            ? sql`(${sessionEvents.occurredAt}, ${sessionEvents.id}) > (${cursorInstant(after).toISOString()}::timestamptz, ${after.id}::uuid)`
            : undefined,
        ),
      )
      .orderBy(asc(sessionEvents.occurredAt), asc(sessionEvents.id))
      .limit(limit + 1)
      .as("page");
    const fits = sql`sum(${page.bytes}) over (order by ${page.bytes}, ${page.id}) <= ${propertyLimits.bytes}`;
    return tx
      .select({
        id: page.id,
        name: page.name,
        occurredAt: page.occurredAt,
        receivedAt: page.receivedAt,
        bytes: page.bytes,
        properties: sql<Record<
          string,
          unknown
        > | null>`case when ${fits} then ${page.properties} end`.mapWith(sessionEvents.properties),
        screenId: sql<string | null>`left(${page.properties} ->> 'screen_id', 300)`,
        screenTitle: sql<string | null>`left(${page.properties} ->> 'screen_title', 300)`,
      })
      .from(page)
      .orderBy(asc(page.occurredAt), asc(page.id));
  });
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const beyond = found[limit];
  let values = 0;
  const events = rows
    .toSorted((a, b) => (a.bytes ?? 0) - (b.bytes ?? 0))
    .map(({ bytes, screenId, screenTitle, ...event }): PathEvent => {
      values += valuesIn(event.properties);
      const isTooLarge = bytes !== null && (event.properties === null || values > propertyLimits.values);
      if (!isTooLarge) return event;
      return { ...event, properties: { screen_id: screenId, screen_title: screenTitle }, isTooLarge };
    });
  return {
    events: events.toSorted(
      (a, b) => a.occurredAt.getTime() - b.occurredAt.getTime() || (a.id < b.id ? -1 : 1),
    ),
    next:
      last && beyond
        ? {
            at: beyond.occurredAt,
            cursor: showCursor({ direction: "after", value: last.occurredAt.toISOString(), id: last.id }),
          }
        : null,
  };
}

/** Each becomes a line of its own. */
function valuesIn(properties: unknown): number {
  let count = 0;
  const open = [properties];
  while (open.length > 0) {
    const value = open.pop();
    count++;
    if (value && typeof value === "object") for (const inner of Object.values(value)) open.push(inner);
  }
  return count;
}
