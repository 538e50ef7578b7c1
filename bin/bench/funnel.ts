import { parseArgs } from "node:util";
import { benchFunnel } from "@/lib/bench/funnel-bench";

const { values } = parseArgs({
  options: {
    sessions: { type: "string", default: "1000000" },
    times: { type: "string", default: "200" },
  },
});

await benchFunnel(process.env, { sessions: Number(values.sessions), times: Number(values.times) });
process.exit(0);
