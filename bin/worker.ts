import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { runProgram } from "@/lib/processes/program";
import { startWorker } from "@/lib/worker/loop";
import { jobs } from "@/lib/worker/registry";

await runProgram("worker", async () => {
  env();
  log.info("the worker runs", { jobs: jobs.map((job) => job.name) });
  return startWorker(jobs);
});
