import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import postgres from "postgres";

export type Migration = { name: string; text: string; checksum: string; inTransaction: boolean };

/** One sentence: which file, why, and what to do. */
export class MigrationError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "MigrationError";
  }
}

type Options = { url: string; folder?: string; onApplied?: (name: string) => void; onWaiting?: () => void };
type Applied = { name: string; checksum: string; statements_done: number; finished_at: string | null };

// Any constant does; it must only be the same in every version of Dossier.
const lockKey = 7_239_461_035;
const breakpoint = "--> statement-breakpoint";
const lockTimeout = "55P03";

/** Brings the database up to date; safe to call from several processes at once, and again after an interruption. */
export async function migrate({
  url,
  folder = migrationsFolder(),
  onApplied,
  onWaiting,
}: Options): Promise<string[]> {
  const migrations = await readMigrations(folder);
  return withConnection(url, async (sql) => {
    await takeLock(sql, onWaiting);
    await sql.unsafe(`create table if not exists schema_migrations (
      name text primary key, checksum text not null, statements_done integer not null, finished_at timestamptz)`);
    const applied = await readApplied(sql);
    const pending = notFinished(migrations, applied);
    for (const migration of pending) {
      await apply(sql, migration, applied.get(migration.name)?.statements_done ?? 0);
      onApplied?.(migration.name);
    }
    return pending.map((migration) => migration.name);
  });
}

/** Names of the migrations that this version brings and the database lacks; throws on a changed file. */
export async function pendingMigrations(url: string, folder = migrationsFolder()): Promise<string[]> {
  const migrations = await readMigrations(folder);
  return withConnection(url, async (sql) => {
    const [table] =
      await sql`select 1 from pg_tables where tablename = 'schema_migrations' and schemaname = any(current_schemas(false))`;
    const applied = table ? await readApplied(sql) : new Map<string, Applied>();
    return notFinished(migrations, applied).map((migration) => migration.name);
  });
}

export async function readMigrations(folder = migrationsFolder()): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (file) => {
      const text = (await readFile(path.join(folder, file), "utf8")).replaceAll("\r\n", "\n");
      const checksum = createHash("sha256").update(text).digest("hex");
      return {
        name: file.slice(0, -4),
        text,
        checksum,
        inTransaction: !text.startsWith("-- no-transaction"),
      };
    }),
  );
}

function migrationsFolder(): string {
  const here = import.meta.dirname ?? process.cwd();
  const places = [
    path.join(here, "migrations"),
    path.join(here, "../db/migrations"),
    path.resolve("db/migrations"),
  ];
  return places.find((place) => existsSync(place)) ?? path.resolve("db/migrations");
}

async function withConnection<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, {
    max: 1,
    max_lifetime: null,
    connect_timeout: 10,
    onnotice: () => undefined,
    connection: {
      application_name: "dossier-migrate",
      lock_timeout: 5_000,
      statement_timeout: 0,
      TimeZone: "UTC",
    },
  });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 }); // also gives the advisory lock back
  }
}

async function takeLock(sql: postgres.Sql, onWaiting?: () => void): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const [row] = await sql<{ taken: boolean }[]>`select pg_try_advisory_lock(${lockKey}) as taken`;
    if (row?.taken) return;
    if (attempt === 0) onWaiting?.();
    await wait(200);
  }
}

async function readApplied(sql: postgres.Sql): Promise<Map<string, Applied>> {
  const rows = await sql<
    Applied[]
  >`select name, checksum, statements_done, finished_at::text from schema_migrations`;
  return new Map(rows.map((row) => [row.name, row]));
}

function notFinished(migrations: Migration[], applied: Map<string, Applied>): Migration[] {
  for (const migration of migrations) {
    const known = applied.get(migration.name);
    if (!known || known.checksum === migration.checksum) continue;
    throw new MigrationError(
      `Migration ${migration.name} was changed after it ran on this database: restore the file as it was, and put the change into a new migration.`,
    );
  }
  return migrations.filter((migration) => !applied.get(migration.name)?.finished_at);
}

async function apply(sql: postgres.Sql, migration: Migration, statementsDone: number): Promise<void> {
  try {
    if (migration.inTransaction) await applyWhole(sql, migration);
    else await applyByStatement(sql, migration, statementsDone);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const blocked = cause instanceof postgres.PostgresError && cause.code === lockTimeout;
    const kept = migration.inTransaction
      ? "Nothing of it was kept"
      : "The statements before it were kept, and the next start goes on there";
    const advice = blocked
      ? "another session holds a lock on the table: end it and start again"
      : "put the cause right and start again";
    throw new MigrationError(`Migration ${migration.name} failed (${reason}). ${kept}; ${advice}.`, {
      cause,
    });
  }
}

async function applyWhole(sql: postgres.Sql, migration: Migration, attempt = 1): Promise<void> {
  try {
    await sql.begin(async (transaction) => {
      await transaction.unsafe(migration.text);
      await record(transaction, migration, 0, new Date());
    });
  } catch (error) {
    // A busy table: give its users way, and try again.
    if (!(error instanceof postgres.PostgresError && error.code === lockTimeout) || attempt === 5)
      throw error;
    await wait(1_000);
    await applyWhole(sql, migration, attempt + 1);
  }
}

async function applyByStatement(
  sql: postgres.Sql,
  migration: Migration,
  statementsDone: number,
): Promise<void> {
  const statements = migration.text.split(breakpoint);
  if (statementsDone === 0) await record(sql, migration, 0, null);
  await dropHalfBuiltIndexes(sql, migration);
  for (const [index, statement] of statements.entries()) {
    if (index < statementsDone) continue;
    await sql.unsafe(statement);
    await record(sql, migration, index + 1, index + 1 === statements.length ? new Date() : null);
  }
}

// An interrupted `create index concurrently` leaves an invalid index that `if not exists` would take for done.
async function dropHalfBuiltIndexes(sql: postgres.Sql, migration: Migration): Promise<void> {
  const rows = await sql<
    { name: string }[]
  >`select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid
    where not i.indisvalid and c.relnamespace = current_schema()::regnamespace`;
  for (const { name } of rows)
    if (migration.text.includes(name)) await sql`drop index if exists ${sql(name)}`;
}

async function record(
  sql: postgres.ISql,
  migration: Migration,
  statementsDone: number,
  finishedAt: Date | null,
): Promise<void> {
  await sql`insert into schema_migrations (name, checksum, statements_done, finished_at)
    values (${migration.name}, ${migration.checksum}, ${statementsDone}, ${finishedAt})
    on conflict (name) do update set statements_done = excluded.statements_done, finished_at = excluded.finished_at`;
}
