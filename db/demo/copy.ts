import type { Sql } from "../client";
import { noRows, type Rows, type TableName } from "./rows";

/** Rows as PostgreSQL's COPY text format reads them: tabs, `\N` for null, backslash escapes. */
export function copyText(rows: readonly Record<string, unknown>[]): string {
  const [first] = rows;
  if (!first) return "";
  const keys = Object.keys(first);
  const lines = rows.map((row) => keys.map((key) => field(row[key])).join("\t"));
  return `${lines.join("\n")}\n`;
}

/** Temporary twins of the tables: COPY straight into a protected table is refused under row-level security. */
export async function prepareTwins(sql: Sql): Promise<void> {
  for (const table of tableNames) {
    await sql.unsafe(`create temporary table seed_${table} (like ${table}) on commit delete rows`);
  }
}

/** Writes a batch in one transaction, all constraints kept, and returns how many rows went in. */
export async function writeBatch(sql: Sql, projectId: string, rows: Rows): Promise<number> {
  await sql.unsafe("begin");
  try {
    await sql`select use_project(${projectId}::uuid)`;
    let written = 0;
    for (const table of tableNames) written += await writeTable(sql, table, rows[table]);
    await sql.unsafe("commit");
    return written;
  } catch (error) {
    await sql.unsafe("rollback");
    throw error;
  }
}

/** The same for every seed of a project. */
const repeated = new Set<TableName>([
  "funnels",
  "products",
  "entitlements",
  "product_entitlements",
  "price_points",
  "price_point_versions",
  "offerings",
  "packages",
]);

const tableNames = Object.keys(noRows()) as TableName[]; // keys of an object literal of exactly that type

async function writeTable(
  sql: Sql,
  table: TableName,
  rows: readonly Record<string, unknown>[],
): Promise<number> {
  const [first] = rows;
  if (!first) return 0;
  const columns = Object.keys(first).map(columnName).join(", ");
  const copy = await sql.unsafe(`copy seed_${table} (${columns}) from stdin`).writable();
  await new Promise<void>((resolve, reject) => {
    copy.once("error", reject).once("finish", resolve).end(copyText(rows));
  });
  const conflict = repeated.has(table) ? "on conflict do nothing" : "";
  const done = await sql.unsafe(
    `insert into ${table} (${columns}) select ${columns} from seed_${table} ${conflict}`,
  );
  return done.count;
}

function columnName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function field(value: unknown): string {
  if (value === null || value === undefined) return "\\N";
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "object") return escaped(JSON.stringify(value));
  return typeof value === "string" ? escaped(value) : String(value);
}

function escaped(text: string): string {
  if (!/[\\\t\n\r]/.test(text)) return text;
  return text
    .replaceAll("\\", "\\\\")
    .replaceAll("\t", "\\t")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r");
}
