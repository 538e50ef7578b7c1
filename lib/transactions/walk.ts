import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { cursorInstant, parseCursor } from "../core/page";

export type PageAsked = { cursor?: string | undefined; limit?: number };

/** A list in order of time, newest first: which way to read it, and from where on. */
export function newestFrom(asked: string | undefined) {
  const cursor = asked ? parseCursor(asked) : null;
  const isBackwards = cursor?.direction === "before";
  const way = sql.raw(isBackwards ? "asc" : "desc");
  const sign = sql.raw(isBackwards ? ">" : "<");
  return {
    cursor,
    beyond: (at: AnyPgColumn, id: AnyPgColumn): SQL | undefined =>
      cursor
        ? sql`(${at}, ${id}) ${sign} (${cursorInstant(cursor).toISOString()}::timestamptz, ${cursor.id}::uuid)`
        : undefined,
    order: (at: SQL | AnyPgColumn, id: SQL | AnyPgColumn): SQL[] => [sql`${at} ${way}`, sql`${id} ${way}`],
  };
}
