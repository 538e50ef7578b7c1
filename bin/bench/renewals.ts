import { parseArgs } from "node:util";
import postgres from "postgres";
import { benchRenewals } from "@/lib/bench/renewals";
import { printFigures } from "@/lib/bench/report";
import { parseEnv } from "@/lib/core/env";
import { openServingDatabase } from "@/lib/processes/database";
import { runProgram } from "@/lib/processes/program";
import { withLocalSecrets } from "@/lib/processes/secrets";

// npm run bench -- renewals [--renewals 2000] [--due 50000] [--concurrency 10]
const { values } = parseArgs({
  options: {
    renewals: { type: "string", default: "2000" },
    due: { type: "string", default: "0" },
    concurrency: { type: "string", default: "10" },
  },
});

await runProgram("bench", async () => {
  const environment = { DATA_DIR: ".data/bench", ...process.env };
  const complete = { ...(await withLocalSecrets(environment)), NODE_ENV: "production", LOG_LEVEL: "warn" };
  const { databaseUrl, dataDir } = parseEnv(complete);
  const serving = await openServingDatabase({ databaseUrl, dataDir });
  Object.assign(process.env, complete, { DATABASE_URL: serving.url });
  const bare = postgres(serving.url, { max: 10, onnotice: () => undefined });
  const figures = await benchRenewals(bare, {
    renewals: Number(values.renewals),
    due: Number(values.due),
    concurrency: Number(values.concurrency),
  });
  await bare.end();
  await printFigures("renewals", serving.url, figures);
  setImmediate(() => process.kill(process.pid, "SIGTERM"));
  return { stop: serving.stop };
});
