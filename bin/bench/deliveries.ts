import { parseArgs } from "node:util";
import { childrenOf, serveChild } from "@/lib/bench/children";
import { benchDeliveries } from "@/lib/bench/deliveries";
import { startBenchReceiver } from "@/lib/bench/receiver";
import { printFigures } from "@/lib/bench/report";
import { parseEnv } from "@/lib/core/env";
import { openServingDatabase } from "@/lib/processes/database";
import { runProgram } from "@/lib/processes/program";
import { withLocalSecrets } from "@/lib/processes/secrets";
import { startWorker } from "@/lib/worker/loop";
import { fanOutFacts, sendDeliveries } from "@/lib/worker/send-webhooks";

// npm run bench -- deliveries [--deliveries 5000] [--endpoints 10] [--seconds 20] [--crowd 100000] [--perSecond 100]
const words = process.argv.slice(2);

if (words.includes("--as")) {
  const [role = ""] = words.slice(words.indexOf("--as") + 1);
  await serveChild(async () => {
    if (role === "receiver") return startBenchReceiver();
    startWorker([fanOutFacts(), sendDeliveries()]);
    return {};
  });
} else {
  const { values } = parseArgs({
    options: {
      deliveries: { type: "string", default: "5000" },
      endpoints: { type: "string", default: "10" },
      seconds: { type: "string", default: "20" },
      crowd: { type: "string", default: "100000" },
      perSecond: { type: "string", default: "100" },
    },
  });
  await runProgram("bench", async () => {
    const environment = { DATA_DIR: ".data/bench", ...process.env, WEBHOOK_ALLOW_PRIVATE: "127.0.0.0/8" };
    const complete = { ...(await withLocalSecrets(environment)), NODE_ENV: "production", LOG_LEVEL: "warn" };
    const { databaseUrl, dataDir } = parseEnv(complete);
    const serving = await openServingDatabase({ databaseUrl, dataDir });
    Object.assign(process.env, complete, { DATABASE_URL: serving.url });
    const figures = await benchDeliveries(childrenOf(["bin/run.mjs", "bench", "deliveries"], process.env), {
      deliveries: Number(values.deliveries),
      endpoints: Number(values.endpoints),
      seconds: Number(values.seconds),
      crowd: Number(values.crowd),
      perSecond: Number(values.perSecond),
    });
    await printFigures("deliveries", serving.url, figures);
    setImmediate(() => process.kill(process.pid, "SIGTERM"));
    return { stop: serving.stop };
  });
}
