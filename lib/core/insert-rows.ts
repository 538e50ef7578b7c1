import { getTableColumns, sql } from "drizzle-orm";
import { CasingCache } from "drizzle-orm/casing";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Transaction } from "../../db/client";
import { processSingleton } from "./process-singleton";

type Shape = { keys: [key: string, column: string][]; names: string; types: string };

/**
 * Inserts many rows as one parameter, which costs a fraction of a parameter for each value. Rows whose key is there
 * already are left out. For tables without bigint and bytea values; what a row leaves out is null.
 */
export async function insertRows<Table extends PgTable>(
  tx: Transaction,
  table: Table,
  rows: readonly Table["$inferInsert"][],
): Promise<void> {
  if (rows.length === 0) return;
  const { keys, names, types } = shapeOf(table);
  const plain = rows.map((row) =>
    Object.fromEntries(keys.map(([key, column]) => [column, Reflect.get(row, key) ?? null])),
  );
  await tx.execute(sql`
    insert into ${table} (${sql.raw(names)})
    select ${sql.raw(names)} from json_to_recordset(${JSON.stringify(plain)}::json) as r(${sql.raw(types)})
    on conflict do nothing`);
}

function shapeOf(table: PgTable): Shape {
  const shapes = processSingleton("insert-rows", () => new Map<PgTable, Shape>());
  const known = shapes.get(table);
  if (known) return known;
  const casing = new CasingCache("snake_case");
  const columns = Object.entries(getTableColumns(table)).map(([key, column]) => ({
    key,
    name: casing.getColumnCasing(column),
    type: column.getSQLType(),
  }));
  const shape = {
    keys: columns.map(({ key, name }): [string, string] => [key, name]),
    names: columns.map(({ name }) => `"${name}"`).join(", "),
    types: columns.map(({ name, type }) => `"${name}" ${type}`).join(", "),
  };
  shapes.set(table, shape);
  return shape;
}
