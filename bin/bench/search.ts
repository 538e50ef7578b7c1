import { parseArgs } from "node:util";
import { benchSearch } from "@/lib/bench/search";

const { values } = parseArgs({
  options: {
    customers: { type: "string", multiple: true, default: ["100000", "1000000"] },
    times: { type: "string", default: "40" },
  },
});

await benchSearch(process.env, { sizes: values.customers.map(Number), times: Number(values.times) });
process.exit(0);
