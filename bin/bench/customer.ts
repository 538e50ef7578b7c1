import { parseArgs } from "node:util";
import { benchCustomer } from "@/lib/bench/customer-bench";

const { values } = parseArgs({
  options: {
    customers: { type: "string", default: "20000" },
    times: { type: "string", default: "200" },
  },
});

await benchCustomer(process.env, { customers: Number(values.customers), times: Number(values.times) });
process.exit(0);
