import { parseArgs } from "node:util";
import { liveYears } from "@/lib/bench/years";
import { runOnce } from "@/lib/processes/program";

const { values } = parseArgs({
  options: {
    subscriptions: { type: "string", default: "10000" },
    years: { type: "string", default: "3" },
    seed: { type: "string", default: "1" },
  },
});

// npm run bench -- years: every law of subscriptions over years of renewals, in memory.
await runOnce("bench", async () => {
  const startedAt = performance.now();
  const [subscriptions, years, seed] = [values.subscriptions, values.years, values.seed].map(Number);
  const figures = liveYears({ subscriptions: subscriptions ?? 0, years: years ?? 0, seed: seed ?? 0 });
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  process.stdout.write(`${JSON.stringify({ bench: "years", ...figures, seconds, goalSeconds: 300 })}\n`);
});
