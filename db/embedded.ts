import { existsSync } from "node:fs";
import { chmod, mkdir, rm, truncate } from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import postgres from "postgres";
import { EmbeddedError, explain } from "./embedded-error";
import { initialise } from "./embedded-initialise";
import { findPlace, forgetPlace, type Place, readPlace, savePlace } from "./embedded-place";
import { claim, freePort, launch, runningPort, type ServerProcess, stopOrphan } from "./embedded-process";
import { findPrograms } from "./embedded-programs";
import { serverSettings } from "./embedded-settings";
import { currentUserName, serverUser } from "./embedded-user";

export { EmbeddedError } from "./embedded-error";

export type EmbeddedServer = {
  /** For the application: the plain role `dossier`, which owns the database `dossier`. */
  url: string;
  /** The superuser, for making databases in tests and for restarting. */
  adminUrl: string;
  pid: number;
  /** Settles when the server has ended, asked or not. */
  exited: Promise<void>;
  stop(): Promise<void>;
};

type Options = { dataDir: string; settings?: Record<string, string | number> };

const superuser = "dossier_admin";

/** Starts the PostgreSQL of the npm package on DATA_DIR, after making its data at the first call. */
export async function startEmbedded({ dataDir, settings = {} }: Options): Promise<EmbeddedServer> {
  let release = async (): Promise<void> => undefined;
  try {
    await makeFolder(dataDir);
    release = await claim(path.join(dataDir, "postgres.owner"), dataDir);
    const user = await serverUser();
    const programs = await findPrograms(user, dataDir);
    const place = await findPlace(dataDir, user);
    await initialise({ place, programs, user, superuser });
    await stopOrphan(place.dataFolder);
    const logFile = await freshLog(dataDir);
    const start = async (attempt = 1): Promise<ServerProcess> => {
      place.port = await freePort(place.port);
      try {
        return await launch({
          programs,
          user,
          dataFolder: place.dataFolder,
          logFile,
          port: place.port,
          settings: { ...serverSettings, ...settings },
        });
      } catch (error) {
        const passing =
          error instanceof EmbeddedError &&
          /Address already in use|shared memory block/.test(String(error.cause));
        if (!passing || attempt > 20) throw error;
        await wait(250);
        return start(attempt + 1);
      }
    };
    const server = await start();
    await prepare(place);
    await savePlace(dataDir, place);
    const stop = async () => {
      await server.stop();
      await release();
    };
    return { url: urlOf(place), adminUrl: adminUrlOf(place), pid: server.pid, exited: server.exited, stop };
  } catch (error) {
    await release();
    if (error instanceof EmbeddedError) throw error;
    throw explain(String(error), {
      folder: dataDir,
      user: currentUserName(),
      log: path.join(dataDir, "postgres.log"),
    });
  }
}

/** The addresses of the embedded server that runs on DATA_DIR, null if none does. */
export async function findEmbedded(dataDir: string): Promise<{ url: string; adminUrl: string } | null> {
  const place = await readPlace(dataDir);
  if (!place) return null;
  const port = await runningPort(place.dataFolder);
  if (!port) return null;
  return { url: urlOf({ ...place, port }), adminUrl: adminUrlOf({ ...place, port }) };
}

/** Removes the embedded database of DATA_DIR with all its data; stops it first if its owner is gone. */
export async function removeEmbedded(dataDir: string): Promise<void> {
  if (!existsSync(dataDir)) return;
  const release = await claim(path.join(dataDir, "postgres.owner"), dataDir);
  try {
    const place = await readPlace(dataDir);
    if (place) {
      await stopOrphan(place.dataFolder);
      await rm(place.dataFolder, { recursive: true, force: true });
    }
    await forgetPlace(dataDir);
  } finally {
    await release();
  }
}

async function makeFolder(dataDir: string): Promise<void> {
  if (!existsSync(dataDir)) {
    await mkdir(dataDir, { recursive: true });
    await chmod(dataDir, 0o711);
  }
}

async function freshLog(dataDir: string): Promise<string> {
  const file = path.join(dataDir, "postgres.log");
  if (existsSync(file)) await truncate(file, 0);
  return file;
}

async function prepare(place: Place): Promise<void> {
  if (place.prepared) return;
  const sql = postgres(adminUrlOf(place), { max: 1, onnotice: () => undefined });
  try {
    const [role] = await sql`select 1 from pg_roles where rolname = 'dossier'`;
    if (!role) await sql.unsafe("create role dossier");
    await sql.unsafe(
      `alter role dossier login nosuperuser nobypassrls nocreaterole nocreatedb password '${place.password}'`,
    );
    const [database] = await sql`select 1 from pg_database where datname = 'dossier'`;
    if (!database) await sql.unsafe("create database dossier owner dossier");
    await sql.unsafe("revoke all on database dossier from public");
  } finally {
    await sql.end({ timeout: 5 });
  }
  place.prepared = true;
}

function urlOf(place: Place): string {
  return `postgres://dossier:${place.password}@127.0.0.1:${place.port}/dossier`;
}

function adminUrlOf(place: Place): string {
  return `postgres://${superuser}:${place.adminPassword}@127.0.0.1:${place.port}/postgres`;
}
