import { parseArgs } from "node:util";
import { systemClock } from "@/lib/core/clock";
import { closeDatabase } from "@/lib/core/database";
import { parseEnv } from "@/lib/core/env";
import { runSeed } from "@/lib/demo/seed-command";
import { findServingDatabase, openServingDatabase } from "@/lib/processes/database";
import { withLocalSecrets } from "@/lib/processes/secrets";

const { values } = parseArgs({
  options: {
    customers: { type: "string", default: "2400" },
    project: { type: "string", default: "nightleaf" },
    "sessions-per-customer": { type: "string", default: "1.45" },
    days: { type: "string", default: "90" },
    heavy: { type: "boolean", default: false },
  },
});

const environment = await withLocalSecrets(process.env);
const env = parseEnv(environment);
const running = await findServingDatabase(env);
const own = running ? null : await openServingDatabase(env);
const databaseUrl = running ?? own?.url ?? "";
Object.assign(process.env, environment, { DATABASE_URL: databaseUrl });
try {
  const { projectId, rows, seconds, rowsPerSecond } = await runSeed({
    databaseUrl,
    projectSlug: values.project,
    customers: Number(values.customers),
    sessionsPerCustomer: Number(values["sessions-per-customer"]),
    days: Number(values.days),
    heavy: values.heavy,
    clock: systemClock,
    print: (line) => process.stdout.write(`${line}\n`),
  });
  process.stdout.write(
    `${JSON.stringify({ seed: values.project, projectId, rows, seconds, rowsPerSecond })}\n`,
  );
} finally {
  await closeDatabase();
  await own?.stop();
}
