import { parseEnv } from "../core/env";
import { openServingDatabase } from "./database";
import type { Running } from "./program";
import { programOf, type Role } from "./roles";
import type { Environment } from "./secrets";
import { supervise } from "./supervise";

/** Database, migrations, then the roles as processes of their own; stops them in the opposite order. */
export async function startRoles(options: {
  environment: Environment;
  roles: readonly Role[];
}): Promise<Running> {
  const { environment, roles } = options;
  const { databaseUrl, dataDir, appUrl, collectorUrl } = parseEnv(environment);
  const database = await openServingDatabase({ databaseUrl, dataDir });
  try {
    const programs = roles.map((role) =>
      programOf(role, "built", { ...environment, DATABASE_URL: database.url }),
    );
    const supervised = await supervise(programs);
    const urls = {
      console: `Console    ${appUrl}`,
      collector: `Collector  ${collectorUrl}`,
      worker: "Worker     runs",
    };
    process.stdout.write(`${roles.map((role) => urls[role]).join("\n")}\n`);
    return {
      failed: supervised.failed,
      kill: supervised.kill,
      stop: async () => {
        await supervised.stop();
        await database.stop();
      },
    };
  } catch (error) {
    await database.stop();
    throw error;
  }
}
