import { runDemo } from "@/lib/demo/run-demo";
import { runProgram } from "@/lib/processes/program";

await runProgram("demo", () =>
  runDemo({
    environment: process.env,
    mode: process.argv.includes("--dev") ? "source" : "built",
    reset: process.argv.includes("--reset"),
  }),
);
