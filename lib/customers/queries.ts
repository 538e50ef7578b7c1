import { and, asc, desc, eq, inArray } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { funnels } from "../../db/schema/funnels";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { isAppError } from "../core/errors";
import { type Cursor, cursorInstant, type Page, pageOf, parseCursor, showCursor } from "../core/page";
import { withinTime } from "../core/time-limit";
import { findPlaces, type Place } from "./places";
import { type CustomerRow, rowsAt } from "./rows";
import type { CustomerFilter, CustomerList, CustomerSort } from "./schema";
import type { Walk } from "./walk";

export type ListedCustomers = Page<CustomerRow> & {
  /** A cursor of no list, or a filter that takes too long: said on the page, since addresses travel. */
  problem: "cursor" | "time" | null;
};

const timeLimitMs = 10_000;

/** One page of the customers that match. */
export async function listCustomers(
  ctx: Ctx,
  list: Omit<CustomerList, "size"> & { size: number },
): Promise<ListedCustomers> {
  const nothing = { rows: [], nextCursor: null, previousCursor: null };
  const cursor = list.cursor === null ? null : findCursor(list.cursor);
  if (cursor === "damaged") return { ...nothing, problem: "cursor" };
  const after = cursor && { at: cursorInstant(cursor), id: cursor.id };
  const page = await withinTime(ctx, timeLimitMs, async (tx) => {
    const walk = await walkOf(tx, ctx, list.filter, turned(list.sort, cursor), after);
    const found = await findPlaces(tx, walk, list.size + 1);
    const { rows, ...around } = pageOf(found, list.size, cursor, ({ at, id }) => ({
      value: at.toISOString(),
      id,
    }));
    return { ...around, rows: await rowsAt(tx, ctx, rows, list.columns.includes("sessions")) };
  });
  return page ? { ...page, problem: null } : { ...nothing, problem: "time" };
}

/** The place of a row in a sort, as a cursor. */
export function placeOf(row: CustomerRow, by: CustomerSort["by"]): string {
  const at = by === "seen" ? row.lastSeenAt : row.createdAt;
  return showCursor({ direction: "after", value: at.toISOString(), id: row.id });
}

function findCursor(text: string): Cursor | "damaged" {
  try {
    const cursor = parseCursor(text);
    cursorInstant(cursor);
    return cursor;
  } catch (error) {
    if (isAppError(error)) return "damaged";
    throw error;
  }
}

/** The filter with its funnels looked up and its days as instants. */
export async function walkOf(
  tx: Transaction,
  ctx: Ctx,
  filter: CustomerFilter,
  sort: CustomerSort,
  after: Place | null = null,
): Promise<Walk> {
  return {
    projectId: ctx.projectId,
    environment: filter.environment,
    emailPart: filter.emailPart,
    funnelIds: filter.funnels.length > 0 ? await funnelIdsOf(tx, ctx, filter.funnels) : null,
    integrations: filter.integrations.length > 0 ? filter.integrations : null,
    notOptedIn: filter.notOptedIn,
    attributes: Object.entries(filter.attributes),
    tags: filter.tags.length > 0 ? filter.tags : null,
    from: filter.from === null ? null : beginningOf(filter.from),
    until: filter.to === null ? null : endOf(filter.to),
    sort,
    after,
  };
}

export type FunnelChoice = { id: string; alias: string; title: string | null };

/** The funnels visited last, for the filter menu and the names in the table. */
export async function listFunnelChoices(ctx: Ctx): Promise<FunnelChoice[]> {
  return read(ctx, (tx) =>
    tx
      .select({ id: funnels.id, alias: funnels.alias, title: funnels.title })
      .from(funnels)
      .where(eq(funnels.projectId, ctx.projectId))
      .orderBy(desc(funnels.lastSeenAt), asc(funnels.id))
      .limit(500),
  );
}

function beginningOf(text: string): Date {
  return new Date(isDay(text) ? `${text}T00:00:00Z` : text);
}

function endOf(text: string): Date {
  return isDay(text) ? new Date(Date.parse(`${text}T00:00:00Z`) + 86_400_000) : new Date(text);
}

function isDay(text: string): boolean {
  return text.length === "2026-01-01".length;
}

async function funnelIdsOf(tx: Transaction, ctx: Ctx, aliases: string[]): Promise<string[]> {
  const rows = await tx
    .select({ id: funnels.id })
    .from(funnels)
    .where(and(eq(funnels.projectId, ctx.projectId), inArray(funnels.alias, aliases)));
  return rows.map((row) => row.id);
}

function turned(sort: CustomerSort, cursor: Cursor | null): CustomerSort {
  return cursor?.direction === "before" ? { ...sort, isAscending: !sort.isAscending } : sort;
}
