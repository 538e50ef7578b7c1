import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Transaction } from "../../db/client";
import { domainEvents } from "../../db/schema/events";
import { funnels } from "../../db/schema/funnels";
import { sessionEvents, sessions } from "../../db/schema/sessions";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { type Cursor, cursorInstant, parseCursor, showCursor } from "../core/page";
import type { Customer } from "../customers/customer";
import type { SessionWithFunnel } from "../sessions/queries";
import { screenOf, screenTitleOf } from "../sessions/screen";
import {
  compareItems,
  type FactEntry,
  foldItems,
  type Item,
  sessionIdOf,
  sumItems,
  type VisitEntry,
  type VisitSum,
} from "./fold";
import type { TimelineKind } from "./schema";

export type TimelineVisit = VisitEntry<SessionWithFunnel> & { sum: VisitSum };
export type TimelineEntry = TimelineVisit | FactEntry;

export type TimelinePage = {
  entries: TimelineEntry[];
  /** Null where the history ends. */
  nextCursor: string | null;
  /** When the latest of the rows shown arrived; the pill asks for what came after. */
  receivedUntil: Date | null;
};

/**
 * The newest rows of each source, merged and cut. `limit` counts rows before folding; a page ends between two entries
 * unless one visit alone is longer than the page.
 */
export async function listTimeline(
  ctx: Ctx,
  customer: Customer,
  options: { cursor?: string; kind?: TimelineKind; limit?: number } = {},
): Promise<TimelinePage> {
  const limit = options.limit ?? 200;
  const before = options.cursor ? parseCursor(options.cursor) : null;
  return read(ctx, async (tx) => {
    const found = await newestItems(tx, ctx, customer, {
      before,
      kind: options.kind ?? "all",
      limit: limit + 1,
    });
    const items = found.slice(0, limit);
    // Asked for alone, changes stand alone: they would fold into visits of which nothing else is shown.
    const visits = options.kind === "changes" ? new Map() : await listVisits(tx, ctx, items);
    const entries = foldItems(items, visits);
    if (found.length > limit && entries.length > 1) entries.pop();
    const last = entries.at(-1);
    const lastItem = last?.kind === "visit" ? last.items.at(-1) : last?.item;
    const hasMore = found.length > limit && lastItem;
    return {
      entries: entries.map((entry) =>
        entry.kind === "visit" ? { ...entry, sum: sumItems(entry.items) } : entry,
      ),
      nextCursor: hasMore
        ? showCursor({ direction: "after", value: lastItem.occurredAt.toISOString(), id: lastItem.id })
        : null,
      receivedUntil: items.reduce<Date | null>(
        (latest, item) => (latest && latest >= item.receivedAt ? latest : item.receivedAt),
        null,
      ),
    };
  });
}

/** How many of the newest rows arrived after a time; up to 100. */
export async function countArrivedSince(ctx: Ctx, customer: Customer, since: Date): Promise<number> {
  const items = await read(ctx, (tx) =>
    newestItems(tx, ctx, customer, { before: null, kind: "all", limit: 100 }),
  );
  return items.filter((item) => item.receivedAt > since).length;
}

type Wanted = { before: Cursor | null; kind: TimelineKind; limit: number };

async function newestItems(tx: Transaction, ctx: Ctx, customer: Customer, wanted: Wanted): Promise<Item[]> {
  const sources = [
    ...(wanted.kind === "changes" ? [] : [openedItems, eventItems]),
    ...(wanted.kind === "visits" ? [] : [factItems]),
  ];
  const found = await Promise.all(sources.map((source) => source(tx, ctx, customer, wanted)));
  return found.flat().toSorted(compareItems).slice(0, wanted.limit);
}

async function openedItems(tx: Transaction, ctx: Ctx, customer: Customer, wanted: Wanted): Promise<Item[]> {
  const newest = tx
    .select({
      id: sessions.id,
      profileId: sessions.profileId,
      occurredAt: sessions.startedAt,
      receivedAt: sessions.receivedAt,
    })
    .from(sessions)
    .where(
      and(
        eq(sessions.projectId, ctx.projectId),
        sql`${sessions.profileId} = member.id`,
        earlier(wanted.before, sessions.startedAt, sessions.id),
      ),
    )
    .orderBy(...backwards(sessions.startedAt, sessions.id))
    .limit(wanted.limit)
    .as("newest");
  const rows = await tx
    .select({
      id: newest.id,
      profileId: newest.profileId,
      occurredAt: newest.occurredAt,
      receivedAt: newest.receivedAt,
    })
    .from(members(customer))
    .crossJoinLateral(newest)
    .orderBy(...backwards(newest.occurredAt, newest.id))
    .limit(wanted.limit);
  return rows.map((row) => ({ kind: "opened", sessionId: row.id, ...row }));
}

async function eventItems(tx: Transaction, ctx: Ctx, customer: Customer, wanted: Wanted): Promise<Item[]> {
  const newest = tx
    .select({
      id: sessionEvents.id,
      profileId: sessionEvents.profileId,
      sessionId: sessionEvents.sessionId,
      name: sessionEvents.name,
      screenId: sql<string | null>`left(${sessionEvents.properties} ->> 'screen_id', 300)`.as("screen_id"),
      screenTitle: sql<string | null>`left(${sessionEvents.properties} ->> 'screen_title', 300)`.as(
        "screen_title",
      ),
      occurredAt: sessionEvents.occurredAt,
      receivedAt: sessionEvents.receivedAt,
    })
    .from(sessionEvents)
    .where(
      and(
        eq(sessionEvents.projectId, ctx.projectId),
        sql`${sessionEvents.profileId} = member.id`,
        earlier(wanted.before, sessionEvents.occurredAt, sessionEvents.id),
      ),
    )
    .orderBy(...backwards(sessionEvents.occurredAt, sessionEvents.id))
    .limit(wanted.limit)
    .as("newest");
  const rows = await tx
    .select({
      id: newest.id,
      profileId: newest.profileId,
      sessionId: newest.sessionId,
      name: newest.name,
      screenId: newest.screenId,
      screenTitle: newest.screenTitle,
      occurredAt: newest.occurredAt,
      receivedAt: newest.receivedAt,
    })
    .from(members(customer))
    .crossJoinLateral(newest)
    .orderBy(...backwards(newest.occurredAt, newest.id))
    .limit(wanted.limit);
  return rows.map(({ screenId, screenTitle, ...row }) => {
    const properties = { screen_id: screenId, screen_title: screenTitle };
    return {
      kind: "event",
      ...row,
      screen: screenOf({ name: row.name, properties }),
      title: screenTitleOf({ properties }),
    };
  });
}

async function factItems(tx: Transaction, ctx: Ctx, customer: Customer, wanted: Wanted): Promise<Item[]> {
  const newest = tx
    .select()
    .from(domainEvents)
    .where(
      and(
        eq(domainEvents.projectId, ctx.projectId),
        sql`${domainEvents.profileId} = member.id`,
        earlier(wanted.before, domainEvents.occurredAt, domainEvents.id),
      ),
    )
    .orderBy(...backwards(domainEvents.occurredAt, domainEvents.id))
    .limit(wanted.limit)
    .as("newest");
  const rows = await tx
    .select({
      id: newest.id,
      profileId: newest.profileId,
      type: newest.type,
      actorKind: newest.actorKind,
      payload: newest.payload,
      occurredAt: newest.occurredAt,
      receivedAt: newest.receivedAt,
    })
    .from(members(customer))
    .crossJoinLateral(newest)
    .orderBy(...backwards(newest.occurredAt, newest.id))
    .limit(wanted.limit);
  return rows.map((row) => ({ kind: "fact", ...row }));
}

async function listVisits(tx: Transaction, ctx: Ctx, items: Item[]): Promise<Map<string, SessionWithFunnel>> {
  const ids = [...new Set(items.flatMap((item) => sessionIdOf(item) ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ session: sessions, funnel: { id: funnels.id, alias: funnels.alias, title: funnels.title } })
    .from(sessions)
    .innerJoin(funnels, and(eq(funnels.projectId, ctx.projectId), eq(funnels.id, sessions.funnelId)))
    .where(and(eq(sessions.projectId, ctx.projectId), inArray(sessions.id, ids)));
  return new Map(rows.map(({ session, funnel }) => [session.id, { ...session, funnel }]));
}

function members(customer: Customer): SQL {
  return sql`unnest(${sql.param(customer.profileIds)}::uuid[]) as member(id)`;
}

function earlier(before: Cursor | null, at: PgColumn, id: PgColumn): SQL | undefined {
  if (!before) return undefined;
  return sql`(${at}, ${id}) < (${cursorInstant(before).toISOString()}::timestamptz, ${before.id}::uuid)`;
}

function backwards(at: PgColumn | SQL.Aliased, id: PgColumn | SQL.Aliased): [SQL, SQL] {
  return [sql`${at} desc`, sql`${id} desc`];
}
