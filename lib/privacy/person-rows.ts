import { type SQL, sql } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Transaction } from "../../db/client";
import { keysOf, type Owner, type PersonalTable } from "./personal-table";
import { entryOf } from "./register";

/** Whose rows: profiles of one project. */
export type Person = { projectId: string; profileIds: readonly string[] };

const name = (field: string) => sql.identifier(toSnakeCase(field));

/** PostgreSQL's text of a list of ids. */
export function uuidList(ids: readonly string[]): SQL {
  return sql`${`{${ids.join(",")}}`}::text::uuid[]`;
}

/**
 * A select of these columns over the person's rows, each owner's by itself: a lateral join is a nested loop whatever the
 * planner thinks that a project holds. A row that two owners lead to comes twice.
 */
function rowsOf(
  entry: PersonalTable,
  person: Person,
  columns: SQL,
  where: SQL,
  limit: number | null,
  mostOwners: number | null = null,
): SQL {
  const most = limit === null ? sql`` : sql`limit ${sql.raw(String(limit))}`;
  const each = entry.owners.map(
    (owner) => sql`(select r.* from (${ownersOf(owner, person, mostOwners)}) o cross join lateral (
      select ${columns} from ${entry.table} t
      where t.project_id = ${person.projectId}::uuid and t.${name(owner.column)} = o.id ${where} ${most}
    ) r)`,
  );
  return sql.join(each, sql` union all `);
}

/** The ids that a table's rows name as their owner. */
function ownersOf({ of, at }: Owner, person: Person, most: number | null): SQL {
  if (!of) return sql`select unnest(${uuidList(person.profileIds)}) as id`;
  return rowsOf(entryOf(of), person, sql`t.${name(at ?? "id")} as id`, sql``, most, most);
}

/** How many rows belong to the person, up to `most`: of each owner, and of so many owners, no more is read. */
export async function countRows(
  tx: Transaction,
  entry: PersonalTable,
  person: Person,
  most: number,
): Promise<number> {
  if (entry.owners.length === 0) return 0;
  const rows = rowsOf(entry, person, keyColumns(entry), sql``, most, most);
  const [row] = await tx.execute(
    sql`select count(*)::int as count from (select distinct * from (${rows}) r limit ${most}) d`,
  );
  return Number(row?.count ?? 0);
}

/** Deletes `limit` rows at most, or all, and says how many. */
export async function deleteRows(
  tx: Transaction,
  entry: PersonalTable,
  person: Person,
  limit: number | null,
): Promise<number> {
  const { table } = entry;
  const deleted = await tx.execute(sql`
    with gone as materialized (${someKeys(entry, person, sql``, limit)})
    delete from ${table} t using gone where t.project_id = ${person.projectId}::uuid and ${sameKeys(table)}`);
  return deleted.count;
}

/** Empties these columns of `limit` rows at most, or of all. Returns how many were not empty before. */
export async function emptyRows(
  tx: Transaction,
  entry: PersonalTable,
  columns: readonly string[],
  person: Person,
  limit: number | null,
): Promise<number> {
  const { table } = entry;
  const filled = sql.join(
    columns.map((column) => sql`t.${name(column)} is not null`),
    sql` or `,
  );
  const nothing = sql.join(
    columns.map((column) => sql`${name(column)} = null`),
    sql`, `,
  );
  const emptied = await tx.execute(sql`
    with gone as materialized (${someKeys(entry, person, sql`and (${filled})`, limit)})
    update ${table} t set ${nothing} from gone
    where t.project_id = ${person.projectId}::uuid and ${sameKeys(table)}`);
  return emptied.count;
}

function someKeys(entry: PersonalTable, person: Person, where: SQL, limit: number | null): SQL {
  const rows = rowsOf(entry, person, keyColumns(entry), where, limit);
  return limit === null ? rows : sql`select distinct * from (${rows}) r limit ${sql.raw(String(limit))}`;
}

function keyColumns({ table }: PersonalTable): SQL {
  return sql.join(
    keysOf(table).map((key) => sql`t.${name(key)}`),
    sql`, `,
  );
}

function sameKeys(table: PgTable): SQL {
  return sql.join(
    keysOf(table).map((key) => sql`t.${name(key)} = gone.${name(key)}`),
    sql` and `,
  );
}
