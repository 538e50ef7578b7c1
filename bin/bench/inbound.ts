import { childrenOf, serveChild } from "@/lib/bench/children";
import { benchInbound, inboundRole } from "@/lib/bench/inbound";
import { parseEnv } from "@/lib/core/env";
import { openServingDatabase } from "@/lib/processes/database";
import { runProgram } from "@/lib/processes/program";
import { withLocalSecrets } from "@/lib/processes/secrets";

// npm run bench -- inbound [--rate 200] [--seconds 20]
const words = process.argv.slice(2);
const option = (name: string) => words[words.indexOf(`--${name}`) + 1];

if (words.includes("--as")) {
  const [role = "", options = "{}"] = words.slice(words.indexOf("--as") + 1);
  await serveChild(() => inboundRole(role, options));
} else {
  await runProgram("bench", async () => {
    const environment = { DATA_DIR: ".data/bench", ...process.env };
    const complete = { ...(await withLocalSecrets(environment)), NODE_ENV: "production", LOG_LEVEL: "warn" };
    const { databaseUrl, dataDir } = parseEnv(complete);
    const serving = await openServingDatabase({ databaseUrl, dataDir });
    Object.assign(process.env, complete, { DATABASE_URL: serving.url });
    await benchInbound(childrenOf(["bin/run.mjs", "bench", "inbound"], process.env), serving.url, {
      rate: words.includes("--rate") ? Number(option("rate")) : 200,
      seconds: words.includes("--seconds") ? Number(option("seconds")) : 20,
    });
    setImmediate(() => process.kill(process.pid, "SIGTERM"));
    return { stop: serving.stop };
  });
}
