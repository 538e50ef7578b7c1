import postgres from "postgres";
import { driverIsPatched } from "../../db/client";
import { type EmbeddedServer, findEmbedded, removeEmbedded, startEmbedded } from "../../db/embedded";
import { migrate } from "../../db/migrate";
import { log } from "../core/log";
import { StartFailure } from "./failure";

export type ServingDatabase = { url: string; stop(): Promise<void> };

const oldestVersion = 150_000;

/** The database to serve from, checked and migrated: the given one, or the embedded one of DATA_DIR. */
export async function openServingDatabase(options: {
  databaseUrl: string | null;
  dataDir: string;
}): Promise<ServingDatabase> {
  if (!driverIsPatched()) {
    throw new StartFailure(
      "The database driver lacks its patch, without which a database restart ends Dossier: run npx patch-package.",
    );
  }
  const database = options.databaseUrl
    ? { url: options.databaseUrl, stop: async () => undefined }
    : await keepEmbedded(options.dataDir);
  try {
    await checkDatabase(database.url);
    await migrate({
      url: database.url,
      onApplied: (name) => log.info("migrated", { migration: name }),
      onWaiting: () => log.info("waiting for another process that migrates"),
    });
    return database;
  } catch (error) {
    await database.stop();
    throw error;
  }
}

/** The address of a database that serves already: the given one, or the embedded one if it runs. */
export async function findServingDatabase(options: {
  databaseUrl: string | null;
  dataDir: string;
}): Promise<string | null> {
  return options.databaseUrl ?? (await findEmbedded(options.dataDir))?.url ?? null;
}

export { removeEmbedded as removeEmbeddedDatabase };

/** Refuses a database that Dossier must not serve from; throws one sentence. */
export async function checkDatabase(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => undefined });
  try {
    const [row] = await sql<{ version: number; name: string; is_super: boolean; bypasses: boolean }[]>`
      select current_setting('server_version_num')::int as version, current_user as name, rolsuper as is_super, rolbypassrls as bypasses
      from pg_roles where rolname = current_user`;
    if (!row) throw new StartFailure("The database does not know its own role: look at DATABASE_URL.");
    if (row.version < oldestVersion) {
      throw new StartFailure(
        `The database is PostgreSQL ${Math.floor(row.version / 10_000)}, and Dossier needs 15 or newer: upgrade it, or leave DATABASE_URL out.`,
      );
    }
    if (row.is_super || row.bypasses) {
      const right = row.is_super ? "a superuser" : "allowed to bypass row-level security";
      throw new StartFailure(
        `The database role "${row.name}" is ${right}, so nothing would keep projects apart: use a plain role that owns the database in DATABASE_URL.`,
      );
    }
  } catch (error) {
    if (error instanceof StartFailure) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartFailure(
      `The database does not answer (${reason}): check that it runs and that DATABASE_URL is right.`,
      { cause: error },
    );
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Starts the embedded server again, on the same port, should it end by itself. */
async function keepEmbedded(dataDir: string): Promise<ServingDatabase> {
  let isStopping = false;
  let server = await startEmbedded({ dataDir });
  const { url } = server;
  const watch = (watched: EmbeddedServer): void => {
    void watched.exited.then(async () => {
      if (isStopping) return;
      log.error("the embedded database ended and is started again");
      try {
        server = await startEmbedded({ dataDir });
        watch(server);
      } catch (error) {
        log.fatal("the embedded database does not start again", { error });
      }
    });
  };
  watch(server);
  return {
    url,
    stop: () => {
      isStopping = true;
      return server.stop();
    },
  };
}
