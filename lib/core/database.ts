import { sql } from "drizzle-orm";
import { type Database, openDatabase, type Transaction } from "../../db/client";
import type { Ctx, ProjectId } from "./ctx";
import { env } from "./env";
import { processSingleton } from "./process-singleton";

/** The process's one pool, opened on first use. */
export function database(): Database {
  return processSingleton("database", () =>
    openDatabase({ url: env().DATABASE_URL, applicationName: env().PROCESS_NAME, max: env().DATABASE_POOL }),
  ).db;
}

/** A read inside one project: joins the command's transaction, or opens a read-only one. */
export async function read<T>(ctx: Ctx, run: (tx: Transaction) => Promise<T>): Promise<T> {
  if (ctx.tx) return run(ctx.tx);
  return database().transaction(
    async (tx) => {
      await useProject(tx, ctx.projectId);
      return run(tx);
    },
    { accessMode: "read only" },
  );
}

/** A writing transaction inside one project. Commands and named operations only. */
export async function write<T>(projectId: ProjectId, run: (tx: Transaction) => Promise<T>): Promise<T> {
  return database().transaction(async (tx) => {
    await useProject(tx, projectId);
    return run(tx);
  });
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
