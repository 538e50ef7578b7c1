import { childrenOf, serveChild } from "@/lib/bench/children";
import { benchIngest, ingestRole } from "@/lib/bench/ingest";
import { parseEnv } from "@/lib/core/env";
import { openServingDatabase } from "@/lib/processes/database";
import { runProgram } from "@/lib/processes/program";
import { withLocalSecrets } from "@/lib/processes/secrets";

// npm run bench -- ingest [--connections 16,64,256] [--seconds 5]
const words = process.argv.slice(2);
const option = (name: string) => words[words.indexOf(`--${name}`) + 1];

if (words.includes("--as")) {
  const [role = "", options = "{}"] = words.slice(words.indexOf("--as") + 1);
  await serveChild(() => ingestRole(role, options));
} else {
  await runProgram("bench", async () => {
    const environment = { DATA_DIR: ".data/bench", ...process.env };
    const complete = { ...(await withLocalSecrets(environment)), NODE_ENV: "production", LOG_LEVEL: "warn" };
    const { databaseUrl, dataDir } = parseEnv(complete);
    const serving = await openServingDatabase({ databaseUrl, dataDir });
    Object.assign(process.env, complete, { DATABASE_URL: serving.url });
    const connections = words.includes("--connections") ? `${option("connections")}` : "16,64,256";
    const result = await benchIngest(childrenOf(["bin/run.mjs", "bench", "ingest"], process.env), {
      connections: connections.split(",").map(Number),
      seconds: words.includes("--seconds") ? Number(option("seconds")) : 5,
    });
    process.stdout.write(`${JSON.stringify(result)}\n`);
    setImmediate(() => process.kill(process.pid, "SIGTERM"));
    return { stop: serving.stop };
  });
}
