import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { listening } from "@/lib/processes/listen";
import { runProgram } from "@/lib/processes/program";
import { startCollector } from "@/lib/tracking/collector-server";
import { ingest } from "@/lib/tracking/ingest";

await runProgram("collector", async () => {
  const { collectorPort: port, collectorUrl, host, trustedProxies } = env();
  const collector = await listening(() => startCollector({ host, port, trustedProxies, ingest: ingest() }), {
    host,
    port,
    name: "collector",
    variable: "COLLECTOR_PORT",
  });
  log.info("the collector listens", { url: collectorUrl });
  return { stop: collector.close };
});
