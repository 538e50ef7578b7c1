import { and, eq, inArray, not, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { columnOf, type PersonalTable } from "./personal-table";
import { entryOf } from "./register";

export type Row = Record<string, unknown>;

const pageSize = 1_000;
const parentsAtOnce = 100;

/** All rows of the person in one table, a page at a time, each once. Walks an index, so the last page costs as the first. */
export async function* personPages(
  ctx: Ctx,
  entry: PersonalTable,
  profileIds: readonly string[],
): AsyncGenerator<Row[]> {
  for (const [index, owner] of entry.owners.entries()) {
    const column = columnOf(entry.table, owner.column);
    // Rows that an owner named before leads to have come already.
    const earlier = entry.owners
      .slice(0, index)
      .filter(({ of }) => !of)
      .map((other) => not(inArray(columnOf(entry.table, other.column), [...profileIds])));
    const chunks = owner.of
      ? parentChunks(ctx, entryOf(owner.of), owner.at ?? "id", profileIds)
      : profileIds.map((id) => [id]);
    for await (const ids of chunks) yield* pagesOf(ctx, entry, column, ids, and(...earlier));
  }
}

async function* parentChunks(
  ctx: Ctx,
  parent: PersonalTable,
  field: string,
  profileIds: readonly string[],
): AsyncGenerator<string[]> {
  for await (const rows of personPages(ctx, parent, profileIds)) {
    const ids = rows.map((row) => String(row[field]));
    for (let at = 0; at < ids.length; at += parentsAtOnce) yield ids.slice(at, at + parentsAtOnce);
  }
}

async function* pagesOf(
  ctx: Ctx,
  entry: PersonalTable,
  owner: PgColumn,
  ids: string[],
  where: SQL | undefined,
): AsyncGenerator<Row[]> {
  const { table } = entry;
  // One owner alone is an equality, which lets the index give the order; several are put in order together.
  const fields = ids.length > 1 ? [owner.name, ...entry.order] : [...entry.order];
  const order = fields.map((field) => columnOf(table, field));
  const own = and(
    eq(columnOf(table, "projectId"), ctx.projectId),
    ids.length > 1 ? inArray(owner, ids) : eq(owner, ids[0]),
    where,
  );
  for (let last: Row | undefined; ; ) {
    const after = last && order.length > 0 ? beyond(order, fields, last) : undefined;
    const rows: Row[] = await read(ctx, (tx) =>
      tx
        .select()
        .from(table)
        .where(and(own, after))
        .orderBy(...order)
        .limit(pageSize),
    );
    if (rows.length > 0) yield rows;
    last = rows.at(-1);
    if (rows.length < pageSize) return;
  }
}

function beyond(order: PgColumn[], fields: string[], last: Row): SQL {
  const values = order.map((column, index) => sql.param(last[fields[index] ?? ""], column));
  return sql`(${sql.join(order, sql`, `)}) > (${sql.join(values, sql`, `)})`;
}
