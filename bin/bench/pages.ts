import { parseArgs } from "node:util";
import { benchPages } from "@/lib/bench/pages-bench";

const { values } = parseArgs({ options: { customers: { type: "string", default: "20000" } } });

await benchPages(process.env, { customers: Number(values.customers) });
process.exit(0);
