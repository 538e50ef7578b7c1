import { parseArgs } from "node:util";
import { benchDuplicates } from "@/lib/bench/duplicates-bench";

const { values } = parseArgs({
  options: {
    customers: { type: "string", default: "1000000" },
    times: { type: "string", default: "3" },
  },
});

await benchDuplicates(process.env, { customers: Number(values.customers), times: Number(values.times) });
process.exit(0);
