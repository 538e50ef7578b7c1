import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { database } from "@/lib/core/database";

/** Looked up before a project is known, by exact key, or of the whole instance. They have no row-level security. */
const directory = [
  "api_keys",
  "auth_accounts",
  "auth_sessions",
  "auth_users",
  "fx_rates",
  "instance_log",
  "instance_switches",
  "integration_routes",
  "invitations",
  "members",
  "projects",
  "schema_migrations",
];
/** The one tenant table without row-level security: only lib/search reads it, and it answers ids alone. */
const searchTable = "profile_identifiers";

type Table = { name: string; forced: boolean; enabled: boolean; columns: string[]; nullable: string[] };
type Key = {
  table: string;
  name: string;
  kind: "p" | "u" | "f";
  columns: string[];
  target: string | null;
  targetColumns: string[];
  onDelete: string;
};
type Index = { table: string; name: string; isUnique: boolean; firstColumn: string; definition: string };

let tables: Table[] = [];
let keys: Key[] = [];
let indexes: Index[] = [];
let tenants: Table[] = [];

beforeAll(async () => {
  tables = await rows<Table>(sql`
    select c.relname as name, c.relforcerowsecurity as forced, c.relrowsecurity as enabled,
      array_agg(a.attname::text order by a.attnum) as columns,
      coalesce(array_agg(a.attname::text) filter (where not a.attnotnull), '{}') as nullable
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') group by c.oid`);
  keys = await rows<Key>(sql`
    select k.conrelid::regclass::text as "table", k.conname as name, k.contype as kind,
      (select array_agg(a.attname::text order by n.i) from unnest(k.conkey) with ordinality n(num, i)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n.num) as columns,
      nullif(k.confrelid, 0)::regclass::text as target,
      coalesce((select array_agg(a.attname::text order by n.i) from unnest(k.confkey) with ordinality n(num, i)
        join pg_attribute a on a.attrelid = k.confrelid and a.attnum = n.num), '{}') as "targetColumns",
      k.confdeltype as "onDelete"
    from pg_constraint k where k.connamespace = 'public'::regnamespace and k.contype in ('p', 'u', 'f')`);
  indexes = await rows<Index>(sql`
    select i.indrelid::regclass::text as "table", i.indexrelid::regclass::text as name, i.indisunique as "isUnique",
      pg_get_indexdef(i.indexrelid, 1, true) as "firstColumn", pg_get_indexdef(i.indexrelid) as definition
    from pg_index i join pg_class c on c.oid = i.indrelid where c.relnamespace = 'public'::regnamespace`);
  tenants = tables.filter(({ name }) => !directory.includes(name));
});

test("the catalogue was read", () => {
  expect(tenants.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["profiles", "sessions", "session_events", "domain_events", "audit_log"]),
  );
  expect(directory.filter((name) => !tables.some((table) => table.name === name))).toEqual([]);
});

test("every tenant table has a project_id that is never null", () => {
  const without = tenants.filter(
    (table) => !table.columns.includes("project_id") || table.nullable.includes("project_id"),
  );
  expect(without.map(({ name }) => name)).toEqual([]);
});

test("project_id is first in every primary key, unique constraint and index of a tenant table", () => {
  const names = tenants.map(({ name }) => name);
  const keyed = keys.filter(({ table, kind }) => kind === "p" && names.includes(table));
  expect(keyed.map(({ table }) => table).sort()).toEqual(names.sort());
  expect(
    keys.filter(
      ({ table, kind, columns }) => kind !== "f" && names.includes(table) && columns[0] !== "project_id",
    ),
  ).toEqual([]);
  expect(
    indexes
      .filter(({ table, firstColumn }) => names.includes(table) && firstColumn !== "project_id")
      .map(({ name }) => name),
  ).toEqual([]);
});

test("every foreign key of a tenant table carries the project, so a row cannot point into another project", () => {
  const names = tenants.map(({ name }) => name);
  const crossing = keys.filter(({ kind, table, target, columns, targetColumns }) => {
    if (kind !== "f" || !names.includes(table) || target === null) return false;
    const at = columns.indexOf("project_id");
    return at < 0 || targetColumns[at] !== (target === "projects" ? "id" : "project_id");
  });
  expect(crossing.map(({ name }) => name)).toEqual([]);
});

test("foreign keys restrict or cascade, and no cascade reaches an append-only table", () => {
  const foreign = keys.filter(({ kind }) => kind === "f");
  expect(
    foreign.filter(({ onDelete }) => onDelete !== "r" && onDelete !== "c").map(({ name }) => name),
  ).toEqual([]);
  const appendOnly = ["audit_log", "instance_log", "transactions", "refunds"];
  expect(foreign.filter(({ table, onDelete }) => appendOnly.includes(table) && onDelete === "c")).toEqual([]);
});

test("row-level security is forced on every tenant table but the search table", () => {
  const open = tenants.filter(({ forced, enabled }) => !(forced && enabled));
  expect(open.map(({ name }) => name)).toEqual([searchTable]);
});

test("each protected table has one policy, the same for reading and writing, without a sub-query", async () => {
  const policies = await rows<{ table: string; seen: string; written: string; command: string }>(sql`
    select polrelid::regclass::text as "table", pg_get_expr(polqual, polrelid) as seen,
      pg_get_expr(polwithcheck, polrelid) as written, polcmd as command from pg_policy`);
  expect(policies.map(({ table }) => table).sort()).toEqual(
    tenants
      .map(({ name }) => name)
      .filter((name) => name !== searchTable)
      .sort(),
  );
  const scope =
    "((project_id = (NULLIF(current_setting('app.project_id'::text, true), ''::text))::uuid) OR (current_setting('app.scope'::text, true) = 'system'::text))";
  for (const policy of policies)
    expect(policy).toEqual({ table: policy.table, seen: scope, written: scope, command: "*" });
});

test("list indexes are plain ascending: a descending one sorts nulls where no query asks for them", () => {
  expect(
    indexes.filter(({ definition }) => / (DESC|NULLS) ?/.test(definition)).map(({ name }) => name),
  ).toEqual([]);
});

test("there are no triggers, rules, views, enumerated types or sequences", async () => {
  const [found] = await rows<Record<string, number>>(sql`
    select (select count(*)::int from pg_trigger where not tgisinternal) as triggers,
      (select count(*)::int from pg_rewrite r join pg_class c on c.oid = r.ev_class where c.relnamespace = 'public'::regnamespace) as rules,
      (select count(*)::int from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm', 'S')) as others,
      (select count(*)::int from pg_type where typnamespace = 'public'::regnamespace and typtype = 'e') as enumerations`);
  expect(found).toEqual({ triggers: 0, rules: 0, others: 0, enumerations: 0 });
});

test("no column of ours computes a default: time and ids come from the application", async () => {
  const defaults = await rows<{ table: string; value: string }>(sql`
    select adrelid::regclass::text as "table", pg_get_expr(adbin, adrelid) as value from pg_attrdef
    where adrelid::regclass::text = any(array[${sql.join(
      tenants.map(({ name }) => sql`${name}`),
      sql`, `,
    )}]::text[])`);
  expect(defaults).toEqual([]);
});

test("the application's role is plain: no superuser, no bypass of row-level security", async () => {
  const [role] = await rows(
    sql`select rolsuper, rolbypassrls, rolcreaterole, rolreplication from pg_roles where rolname = current_user`,
  );
  expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolreplication: false });
});

test("logs are append-only: updating and deleting are revoked but for what erasure may empty", async () => {
  const [grants] = await rows(sql`
    select has_table_privilege('audit_log', 'update') as "updateAudit", has_table_privilege('audit_log', 'delete') as "deleteAudit",
      has_table_privilege('audit_log', 'truncate') as "truncateAudit", has_table_privilege('instance_log', 'update') as "updateInstance",
      has_table_privilege('instance_log', 'delete') as "deleteInstance", has_column_privilege('audit_log', 'details', 'update') as details,
      has_column_privilege('audit_log', 'salt', 'update') as salt, has_column_privilege('audit_log', 'digest', 'update') as digest`);
  expect(grants).toEqual({
    updateAudit: false,
    deleteAudit: false,
    truncateAudit: false,
    updateInstance: false,
    deleteInstance: false,
    details: true,
    salt: true,
    digest: false,
  });
});

test("the ledger is append-only: erasure may take the person out of it, and nobody may change an amount", async () => {
  const columns = await rows<{ table: string; column: string }>(sql`
    select table_name as "table", column_name as "column" from information_schema.column_privileges
    where grantee = current_user and privilege_type = 'UPDATE' and table_name in ('transactions', 'refunds') order by 1, 2`);
  expect(columns).toEqual([
    { table: "refunds", column: "comment" },
    { table: "refunds", column: "profile_id" },
    { table: "refunds", column: "reason" },
    { table: "transactions", column: "method_last_four" },
    { table: "transactions", column: "profile_id" },
    { table: "transactions", column: "session_id" },
  ]);
  const [grants] = await rows(sql`
    select has_table_privilege('transactions', 'delete') or has_table_privilege('transactions', 'truncate') as transactions,
      has_table_privilege('refunds', 'delete') or has_table_privilege('refunds', 'truncate') as refunds`);
  expect(grants).toEqual({ transactions: false, refunds: false });
});

async function rows<Row>(query: ReturnType<typeof sql>): Promise<Row[]> {
  // What the catalogue answers has the shape that the query above it names.
  return (await database().execute(query)) as unknown as Row[];
}
