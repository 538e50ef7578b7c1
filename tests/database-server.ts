import { createHash, randomBytes } from "node:crypto";
import path from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { EmbeddedError, type EmbeddedServer, findEmbedded, startEmbedded } from "@/db/embedded";
import { migrate, readMigrations } from "@/db/migrate";

export type TestServer = {
  adminUrl: string;
  role: string;
  password: string;
  template: string;
  runId: string;
};

declare module "vitest" {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

// Test data need not survive a power cut; everything else is as in production.
const settings = { fsync: "off", full_page_writes: "off", max_connections: 200, max_wal_size: "1GB" };

/** Vitest's global set-up: one server and one migrated template for all workers of the run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { adminUrl, stop } = await server();
  const runId = randomBytes(4).toString("hex");
  const role = "dossier_test";
  const password = createHash("sha256").update(adminUrl).digest("hex").slice(0, 24);
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  const template = await oneAtATime(sql, async () => {
    await makeRole(sql, role, password);
    return makeTemplate(sql, { adminUrl, role, password });
  });
  project.provide("testServer", { adminUrl, role, password, template, runId });
  return async () => {
    const left = await sql<
      { datname: string }[]
    >`select datname from pg_database where datname like ${`dossier_test_${runId}%`}`;
    for (const { datname } of left) await sql`drop database if exists ${sql(datname)} with (force)`;
    await sql.end();
    await stop();
  };
}

async function server(): Promise<Pick<EmbeddedServer, "adminUrl" | "stop">> {
  if (process.env.DATABASE_URL) return { adminUrl: process.env.DATABASE_URL, stop: async () => undefined };
  const dataDir = path.resolve(process.env.TEST_DATA_DIR ?? ".data/test");
  try {
    return await startEmbedded({ dataDir, settings });
  } catch (error) {
    // Another run in this clone has it: share its server.
    const running = error instanceof EmbeddedError ? await findEmbedded(dataDir) : null;
    if (!running) throw error;
    return { adminUrl: running.adminUrl, stop: async () => undefined };
  }
}

async function oneAtATime<T>(sql: postgres.Sql, work: () => Promise<T>): Promise<T> {
  await sql`select pg_advisory_lock(4711)`;
  try {
    return await work();
  } finally {
    await sql`select pg_advisory_unlock(4711)`;
  }
}

async function makeRole(sql: postgres.Sql, role: string, password: string): Promise<void> {
  const [known] = await sql`select 1 from pg_roles where rolname = ${role}`;
  if (!known) await sql.unsafe(`create role ${role}`);
  await sql.unsafe(
    `alter role ${role} login nosuperuser nobypassrls nocreaterole nocreatedb password '${password}'`,
  );
}

/** A database with every migration applied, kept from run to run until a migration changes. */
async function makeTemplate(
  sql: postgres.Sql,
  server: { adminUrl: string; role: string; password: string },
): Promise<string> {
  const migrations = await readMigrations();
  const state = createHash("sha256")
    .update(migrations.map((migration) => migration.checksum).join())
    .digest("hex");
  const name = `dossier_template_${state.slice(0, 12)}`;
  const known = await sql<
    { datname: string }[]
  >`select datname from pg_database where datname like 'dossier_template_%'`;
  if (known.some(({ datname }) => datname === name)) return name;
  for (const { datname } of known) await sql`drop database if exists ${sql(datname)} with (force)`;
  const unfinished = `${name}_new`;
  await sql.unsafe(`create database ${unfinished} owner ${server.role}`);
  await migrate({ url: urlOf(server, unfinished) });
  await sql.unsafe(`alter database ${unfinished} rename to ${name}`);
  return name;
}

export function urlOf(
  server: { adminUrl: string; role: string; password: string },
  database: string,
): string {
  const url = new URL(server.adminUrl);
  url.username = server.role;
  url.password = server.password;
  url.pathname = `/${database}`;
  return url.toString();
}
