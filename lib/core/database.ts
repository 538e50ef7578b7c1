import { sql } from "drizzle-orm";
import { type Database, type OpenDatabase, openDatabase, type Sql, type Transaction } from "../../db/client";
import type { Ctx, ProjectId } from "./ctx";
import { isCollision, markingAway } from "./database-away";
import { EnvError, env } from "./env";
import { processName } from "./log";
import type { Connection } from "./one-transaction";
import { dropProcessSingleton, madeProcessSingleton, processSingleton } from "./process-singleton";

/** The process's one pool, opened on first use. */
export function database(): Database {
  return opened().db;
}

/** The same pool without drizzle, for bulk statements that are prepared once and sent in one go. */
export function driver(): Sql {
  return opened().sql;
}

/** Waits for the queries that run, five seconds at most; the last step of a graceful stop. */
export async function closeDatabase(): Promise<void> {
  const made = madeProcessSingleton<OpenDatabase>("database");
  dropProcessSingleton("database");
  await made?.close();
}

function opened(): OpenDatabase {
  return processSingleton("database", () => {
    const url = env().databaseUrl;
    if (url) return openDatabase({ url, applicationName: processName() });
    const message =
      "is missing: start this program through npm start, which brings the embedded database with it.";
    throw new EnvError([{ variable: "DATABASE_URL", message }]);
  });
}

/** Throws the driver's error when the database is away. */
export async function pingDatabase(): Promise<void> {
  await database().execute(sql`select 1`);
}

/** A read inside one project: joins the command's transaction, or opens a read-only one. */
export async function read<T>(
  ctx: Ctx,
  run: (tx: Transaction) => Promise<T>,
  { statementMs }: { statementMs?: number } = {},
): Promise<T> {
  const limit = statementMs ? sql`, set_config('statement_timeout', ${String(statementMs)}, true)` : sql``;
  const { tx: joined } = ctx;
  if (joined) {
    if (statementMs) await joined.execute(sql`select true ${limit}`);
    return run(joined);
  }
  // One statement for all that it needs: a page opens several of these.
  const readOnly = sql`set_config('transaction_read_only', 'on', true)`;
  return markingAway(() =>
    database().transaction(async (tx) => {
      await tx.execute(sql`select use_project(${ctx.projectId}::uuid), ${readOnly} ${limit}`);
      return run(tx);
    }),
  );
}

const mostCollisions = 5;

/**
 * A writing transaction inside one project. Commands and named operations only. It runs anew where it collided with
 * another one, so it must do nothing outside the database. `generic`: plans for an average project, for those who write
 * many rows; one for a project that the statistics do not know yet walks all of it for each row.
 */
export async function write<T>(
  projectId: ProjectId,
  run: (tx: Transaction) => Promise<T>,
  { plans = "auto" }: { plans?: "auto" | "generic" } = {},
): Promise<T> {
  const mode = plans === "generic" ? sql`, set_config('plan_cache_mode', 'force_generic_plan', true)` : sql``;
  for (let collisions = 0; ; collisions += 1) {
    try {
      return await markingAway(() =>
        database().transaction(async (tx) => {
          await tx.execute(sql`select use_project(${projectId}::uuid) ${mode}`);
          return run(tx);
        }),
      );
    } catch (error) {
      if (collisions >= mostCollisions || !isCollision(error)) throw error;
    }
  }
}

/** The driver's own end of a transaction, for bulk statements that are prepared once. */
export function connectionOf(tx: Transaction): Connection {
  // A session of this driver; drizzle's type names what all drivers have.
  return (tx._.session as unknown as { client: Connection }).client;
}

/** Sets the row-level security scope for the rest of the transaction. */
export async function useProject(tx: Transaction, projectId: string): Promise<void> {
  await tx.execute(sql`select use_project(${projectId}::uuid)`);
}

/** A transaction over all projects: the worker's listings of due work, migrations and doctor only. */
export async function inSystem<T>(run: (tx: Transaction) => Promise<T>): Promise<T> {
  return database().transaction(async (tx) => {
    await tx.execute(sql`select use_system()`);
    return run(tx);
  });
}
