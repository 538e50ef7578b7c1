import { parseArgs } from "node:util";
import { benchList } from "@/lib/bench/list";

const { values } = parseArgs({
  options: {
    customers: { type: "string", multiple: true, default: ["100000", "1000000"] },
    times: { type: "string", default: "30" },
  },
});

await benchList(process.env, { sizes: values.customers.map(Number), times: Number(values.times) });
process.exit(0);
