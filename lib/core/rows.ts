import { getTableColumns, getTableName, type InferInsertModel, type InferSelectModel } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Connection } from "./one-transaction";
import { rememberLatest } from "./remember";

// Queries of the driver leave when somebody waits for them; `execute` makes them leave in the order of the calls.

export type TenantTable = PgTable & { projectId: PgColumn };
export type NewRow<Table extends PgTable> = Omit<InferInsertModel<Table>, "projectId">;
export type StoredRow<Table extends PgTable> = Omit<InferSelectModel<Table>, "projectId">;

/** One statement that writes any number of rows: a column travels as one array, so its text never changes. */
export type BulkWrite<Row> = (tx: Connection, projectId: string, rows: Row[]) => Promise<Written>;
export type Written = { count: number; rows: Record<string, unknown>[] };

/** `insert into table select … from unnest(…)` plus what `tail` says about conflicts and returned columns. */
export function bulkInsert<Table extends TenantTable>(table: Table, tail: string): BulkWrite<NewRow<Table>> {
  const columns = columnsOf(table);
  const names = columns.map(({ name }) => name).join(", ");
  const text = `insert into ${getTableName(table)} (project_id, ${names}) select $1::uuid, ${names} from ${arrays(columns)} ${tail}`;
  return send(text, columns);
}

/** Sets `changing` of the rows with the same `keys`. */
export function bulkUpdate<Table extends TenantTable, Key extends keyof NewRow<Table> & string>(
  table: Table,
  keys: Key[],
  changing: (keyof NewRow<Table> & string)[],
): BulkWrite<Pick<NewRow<Table>, Key> & Partial<NewRow<Table>>> {
  const wanted = new Set<string>([...keys, ...changing]);
  const columns = columnsOf(table).filter(({ field }) => wanted.has(field));
  const sets = changing.map((field) => `${toSnakeCase(field)} = given.${toSnakeCase(field)}`).join(", ");
  const same = keys.map((field) => `kept.${toSnakeCase(field)} = given.${toSnakeCase(field)}`).join(" and ");
  const text = `update ${getTableName(table)} as kept set ${sets} from ${arrays(columns, "given")} where kept.project_id = $1::uuid and ${same}`;
  return send(text, columns);
}

/**
 * Reads the rows of `table` whose `by` is among the values, as drizzle would give them; `tail` may lock them, in the order
 * of the values. Row by row, not `by = any(…)`: a plan of that, made and kept while the table is empty, walks the project.
 */
export function bulkRead<Table extends TenantTable>(
  table: Table,
  by: keyof StoredRow<Table> & string,
  tail = "offset 0",
): (tx: Connection, projectId: string, values: string[]) => Promise<StoredRow<Table>[]> {
  const columns = columnsOf(table);
  const names = columns.map(({ name }) => name).join(", ");
  const one = `select ${names} from ${getTableName(table)} where project_id = $1::uuid and ${toSnakeCase(by)} = wanted.value ${tail}`;
  const text = `select kept.* from unnest($2::text::uuid[]) as wanted(value) cross join lateral (${one}) as kept`;
  return async (tx, projectId, values) => {
    const found = await tx
      .unsafe(text, [projectId, arrayLiteral(values.toSorted())], { prepare: true })
      .execute();
    return found.map((row) => decode<Table>(columns, row));
  };
}

/** Reads, for each of the given keys, the row with the highest `newest`, as drizzle would give it. */
export function bulkReadLatest<Table extends TenantTable, Key extends keyof StoredRow<Table> & string>(
  table: Table,
  keys: Key[],
  newest: keyof StoredRow<Table> & string,
): (tx: Connection, projectId: string, wanted: Pick<StoredRow<Table>, Key>[]) => Promise<StoredRow<Table>[]> {
  const columns = columnsOf(table);
  const given = columns.filter(({ field }) => keys.some((key) => key === field));
  const same = given.map(({ name }) => `${name} = wanted.${name}`).join(" and ");
  const names = columns.map(({ name }) => name).join(", ");
  const one = `select ${names} from ${getTableName(table)} where project_id = $1::uuid and ${same} order by ${toSnakeCase(newest)} desc limit 1`;
  const read = send(
    `select kept.* from ${arrays(given, "wanted")} cross join lateral (${one}) as kept`,
    given,
  );
  return async (tx, projectId, wanted) => {
    const { rows } = await read(tx, projectId, wanted);
    return rows.map((row) => decode<Table>(columns, row));
  };
}

/**
 * Reads, of the rows whose `by` is among the values, the newest of each `per` and those with the given ids. Looks at no more
 * than `most` rows of each value, and says in `changes` how many there were.
 */
export function bulkReadNewest<Table extends TenantTable>(
  table: Table,
  by: keyof StoredRow<Table> & string,
  per: keyof StoredRow<Table> & string,
  at: keyof StoredRow<Table> & string,
  most: number,
) {
  const columns = columnsOf(table);
  const names = columns.map(({ name }) => name).join(", ");
  const [group, time] = [toSnakeCase(per), toSnakeCase(at)];
  const few = `select ${names} from ${getTableName(table)} where project_id = $1::uuid and ${toSnakeCase(by)} = wanted.value limit ${most}`;
  const ranked = `select few.*, row_number() over (partition by ${group} order by ${time} desc, id desc) as place, (count(*) over ())::int as changes from (${few}) as few`;
  const text = `select kept.* from unnest($2::text::uuid[]) as wanted(value) cross join lateral (select * from (${ranked}) as ranked where place = 1 or id = any($3::text::uuid[])) as kept`;
  return async (
    tx: Connection,
    projectId: string,
    values: string[],
    ids: string[],
  ): Promise<(StoredRow<Table> & { changes: number })[]> => {
    const lists = [arrayLiteral(values.toSorted()), arrayLiteral(ids)];
    const found = await tx.unsafe(text, [projectId, ...lists], { prepare: true }).execute();
    return found.map((row) => ({ ...decode<Table>(columns, row), changes: Number(row.changes) }));
  };
}

type Column = { field: string; name: string; type: string; column: PgColumn };

function decode<Table extends PgTable>(columns: Column[], row: Record<string, unknown>): StoredRow<Table> {
  const decoded = columns.map(({ field, name, column }) => {
    const value = row[name];
    return [field, value === null || value === undefined ? null : column.mapFromDriverValue(value)];
  });
  return Object.fromEntries(decoded) as StoredRow<Table>; // one entry per column of the table
}

function columnsOf(table: PgTable): Column[] {
  return Object.entries(getTableColumns(table))
    .filter(([field]) => field !== "projectId")
    .map(([field, column]) => ({
      field,
      name: toSnakeCase(field),
      type: column.getSQLType().replace("timestamp with time zone", "timestamptz"),
      column,
    }));
}

function arrays(columns: Column[], alias = "given"): string {
  const lists = columns.map(({ type }, index) => `$${index + 2}::text::${type}[]`).join(", ");
  return `unnest(${lists}) as ${alias}(${columns.map(({ name }) => name).join(", ")})`;
}

function send<Row>(text: string, columns: Column[]): BulkWrite<Row> {
  return async (tx, projectId, rows) => {
    const lists = columns.map(({ field }) =>
      arrayLiteral(rows.map((row) => (row as Record<string, unknown>)[field])),
    );
    const result = await tx.unsafe(text, [projectId, ...lists], { prepare: true }).execute();
    return { count: result.count, rows: [...result] };
  };
}

/** PostgreSQL's text form of an array. */
export function arrayLiteral(values: unknown[]): string {
  let text = "";
  for (const value of values) text += `${text === "" ? "{" : ","}${element(value)}`;
  return text === "" ? "{}" : `${text}}`;
}

function element(value: unknown): string {
  if (value === null || value === undefined) return "NULL";
  if (typeof value === "string") return quoted(value);
  if (value instanceof Date) return instantText(value.getTime());
  // The text of JSON has no control characters, and but for those an array escapes as JSON does.
  return typeof value === "object" ? JSON.stringify(JSON.stringify(value)) : String(value);
}

// The rows of a group share a few instants, and writing one out costs as much as ten look-ups.
const instantText = rememberLatest(200, (time: number) => new Date(time).toISOString());

function quoted(text: string): string {
  return `"${/["\\]/.test(text) ? text.replaceAll(/["\\]/g, "\\$&") : text}"`;
}
