import { and, eq, inArray } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { funnels } from "../../db/schema/funnels";
import { sessions } from "../../db/schema/sessions";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { findPeopleNames } from "../core/directory/people";
import { AppError } from "../core/errors";
import { findId } from "../core/ids";
import { cursorInstant, type Page, pageOf, parseCursor, showCursor } from "../core/page";
import type { Customer } from "../customers/customer";
import type { SessionWithFunnel } from "../sessions/queries";
import {
  type Entry,
  type FactEntry,
  foldItems,
  itemsOf,
  sessionIdOf,
  sumItems,
  type VisitEntry,
  type VisitSum,
} from "./fold";
import { type Item, newestFirst, timeOf } from "./item";
import { findItem, placeOf } from "./place";
import type { EntryResource } from "./resource";
import type { TimelineKind, TimelineSearch } from "./schema";
import type { Walk } from "./source";
import { sourcesOf } from "./sources";

export type TimelineVisit = VisitEntry<SessionWithFunnel> & { sum: VisitSum };
export type TimelineEntry = TimelineVisit | FactEntry;

export type TimelinePage = {
  entries: TimelineEntry[];
  /** Names of the colleagues in it, by id. */
  names: ReadonlyMap<string, string>;
  /** Null where the history ends. */
  nextCursor: string | null;
  /** Null where nothing is newer. */
  previousCursor: string | null;
  /** When the latest of the rows shown arrived; the pill asks for what came after. */
  receivedUntil: Date | null;
  /** True where an entry was asked for that this view does not hold. */
  isAskedMissing: boolean;
};

/** What a person reads at once. Rows are many more where they fold into visits. */
const mostEntries = 60;

/**
 * The newest rows of each source, merged and cut. `limit` counts rows before folding; a page ends between two entries
 * unless one visit alone is longer than the page.
 */
export async function listTimeline(
  ctx: Ctx,
  customer: Customer,
  options: Partial<TimelineSearch> & { limit?: number } = {},
): Promise<TimelinePage> {
  const { kind = "all", order = "happened", limit = 200 } = options;
  const page = await read(ctx, async (tx) => {
    const place = await placeOf(tx, ctx, customer, { ...options, limit });
    const { from, asked } = place;
    const walk = (direction: Walk["direction"], limit: number, isIncluded: boolean) =>
      walkItems(tx, ctx, customer, kind, { order, direction, from: from && { ...from, isIncluded }, limit });
    const newer = place.newer > 0 ? await walk("newer", place.newer + 1, false) : [];
    const older = place.older > 0 ? await walk("older", place.older + 1, asked !== null) : [];
    const hasNewer = place.hasNewer ?? (await walk("newer", 1, true)).length > 0;
    const items = [...newer.slice(0, place.newer).toReversed(), ...older.slice(0, place.older)];
    // Asked for alone, changes stand alone: they would fold into visits of which nothing else is shown.
    const standAlone = kind === "changes" || kind === "subscription";
    const visits = standAlone ? new Map() : await listVisits(tx, ctx, items);
    const entries = foldItems(items, visits);
    const isSpare = (entry: Entry<unknown> | undefined) =>
      entries.length > 1 && entry?.kind === "visit" && !entry.items.some((item) => item.address === asked);
    const tooMany = Math.max(0, entries.length - mostEntries);
    const isCutAbove = newer.length > place.newer || (tooMany > 0 && place.older === 0);
    const isCutBelow = older.length > place.older || (tooMany > 0 && place.older > 0);
    if (tooMany > 0) entries.splice(place.older === 0 ? 0 : -tooMany, tooMany);
    if (isCutAbove && isSpare(entries[0])) entries.shift();
    if (isCutBelow && isSpare(entries.at(-1))) entries.pop();
    const shown = entries.flatMap(itemsOf);
    const cursorAt = (direction: "after" | "before", item: Item | undefined) =>
      item ? showCursor({ direction, value: timeOf(item, order).toISOString(), id: item.id }) : null;
    return {
      entries: entries.map((entry) =>
        entry.kind === "visit" ? { ...entry, sum: sumItems(entry.items) } : entry,
      ),
      colleagues: shown.flatMap((item) => colleagueOf(item) ?? []),
      nextCursor: isCutBelow || place.hasOlder ? cursorAt("after", shown.at(-1)) : null,
      previousCursor: isCutAbove || hasNewer ? cursorAt("before", shown[0]) : null,
      receivedUntil: shown.reduce<Date | null>(
        (latest, item) => (latest && latest >= item.receivedAt ? latest : item.receivedAt),
        null,
      ),
      isAskedMissing: options.e !== undefined && asked === null,
    };
  });
  const { colleagues, ...rest } = page;
  return { ...rest, names: await findPeopleNames(colleagues) };
}

/** The same rows one by one, whole, as the API lists them. */
export async function listTimelineEntries(
  ctx: Ctx,
  customer: Customer,
  options: Partial<Pick<TimelineSearch, "kind" | "order" | "cursor">> & { limit?: number } = {},
): Promise<Page<EntryResource>> {
  const { kind = "all", order = "happened", limit = 20 } = options;
  const cursor = options.cursor ? parseCursor(options.cursor) : null;
  const walk: Walk = {
    order,
    direction: cursor?.direction === "before" ? "newer" : "older",
    from: cursor && { at: cursorInstant(cursor), id: cursor.id, isIncluded: false },
    limit: limit + 1,
  };
  return read(ctx, async (tx) => {
    const found = await Promise.all(
      sourcesOf(kind).map((source) => source.walkWhole(tx, ctx, customer, walk)),
    );
    const merged = found.flat().toSorted(newestFirst(order));
    const inOrder = walk.direction === "newer" ? merged.reverse() : merged;
    const page = pageOf(inOrder.slice(0, limit + 1), limit, cursor, (row) => ({
      value: timeOf(row, order).toISOString(),
      id: row.id,
    }));
    return { ...page, rows: page.rows.map((row) => row.resource) };
  });
}

/** One entry whole, by its shown id, with the name of the colleague who did it. */
export async function getTimelineEntry(
  ctx: Ctx,
  customer: Customer,
  address: string,
): Promise<{ entry: EntryResource; name: string | undefined }> {
  const found = await read(ctx, (tx) => findItem(tx, ctx, customer, address));
  if (!found) throw new AppError("not_found", "There is no such entry in this timeline");
  const { actor } = found.resource;
  const userId = actor.kind === "user" ? findId("user", actor.id) : null;
  const names = await findPeopleNames(userId ? [userId] : []);
  return { entry: found.resource, name: userId ? names.get(userId) : undefined };
}

/** How many of the newest rows of a kind arrived after a time; up to 100. */
export async function countArrivedSince(
  ctx: Ctx,
  customer: Customer,
  since: Date,
  kind: TimelineKind = "all",
): Promise<number> {
  const walk: Walk = { order: "happened", direction: "older", from: null, limit: 100 };
  const items = await read(ctx, (tx) => walkItems(tx, ctx, customer, kind, walk));
  return items.filter((item) => item.receivedAt > since).length;
}

async function walkItems(
  tx: Transaction,
  ctx: Ctx,
  customer: Customer,
  kind: TimelineKind,
  walk: Walk,
): Promise<Item[]> {
  const found = await Promise.all(sourcesOf(kind).map((source) => source.walk(tx, ctx, customer, walk)));
  const merged = found.flat().toSorted(newestFirst(walk.order));
  return (walk.direction === "newer" ? merged.reverse() : merged).slice(0, walk.limit);
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

function colleagueOf(item: Item): string | null {
  return item.kind === "fact" && item.actorKind === "user" ? item.actorId : null;
}
