import { systemClock } from "@/lib/core/clock";
import { closeDatabase } from "@/lib/core/database";
import { parseEnv } from "@/lib/core/env";
import { runSeed } from "@/lib/demo/seed-command";
import { readSeedArguments } from "@/lib/demo/seed-options";
import { findServingDatabase, openServingDatabase } from "@/lib/processes/database";
import { runOnce } from "@/lib/processes/program";
import { withLocalSecrets } from "@/lib/processes/secrets";

await runOnce("seed", async () => {
  const wanted = readSeedArguments(process.argv.slice(2));
  const environment = await withLocalSecrets(process.env);
  const env = parseEnv(environment);
  const running = await findServingDatabase(env);
  const own = running ? null : await openServingDatabase(env);
  const databaseUrl = running ?? own?.url ?? "";
  Object.assign(process.env, environment, { DATABASE_URL: databaseUrl });
  try {
    const { projectId, rows, seconds, rowsPerSecond } = await runSeed({
      ...wanted,
      databaseUrl,
      clock: systemClock,
      print: (line) => process.stdout.write(`${line}\n`),
    });
    process.stdout.write(
      `${JSON.stringify({ seed: wanted.projectSlug, projectId, rows, seconds, rowsPerSecond })}\n`,
    );
  } finally {
    await closeDatabase();
    await own?.stop();
  }
});
