import { parseArgs } from "node:util";
import { benchChaos } from "@/lib/bench/chaos";
import { startBank } from "@/lib/bench/chaos-bank";
import { chaosWorker } from "@/lib/bench/chaos-worker";
import { childrenOf, serveChild } from "@/lib/bench/children";
import { withLocalSecrets } from "@/lib/processes/secrets";

// npm run bench -- chaos [--renewals 10000] [--seconds 240] [--patience 1800]
const words = process.argv.slice(2);

if (words.includes("--as")) {
  const [role = "", options = "{}"] = words.slice(words.indexOf("--as") + 1);
  await serveChild(() => (role === "bank" ? startBank() : chaosWorker(JSON.parse(options))));
} else {
  const { values } = parseArgs({
    options: {
      renewals: { type: "string", default: "10000" },
      seconds: { type: "string", default: "240" },
      patience: { type: "string", default: "1800" },
    },
  });
  const dataDir = `${process.env.DATA_DIR || ".data"}/chaos-${process.pid}`;
  const environment = await withLocalSecrets({ DATA_DIR: dataDir, ...process.env });
  Object.assign(process.env, environment, { NODE_ENV: "production", LOG_LEVEL: "fatal" });
  const result = await benchChaos(childrenOf(["bin/run.mjs", "bench", "chaos"], process.env), {
    renewals: Number(values.renewals),
    faultSeconds: Number(values.seconds),
    patienceSeconds: Number(values.patience),
    dataDir,
  });
  process.stdout.write(`${JSON.stringify({ bench: "chaos", ...result })}\n`);
  process.exit(0);
}
