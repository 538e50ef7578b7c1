import { startCollector } from "@/lib/tracking/collector-server";
import { ingest } from "@/lib/tracking/ingest";

// A collector in a process of its own, so that a test can kill it.
const collector = await startCollector({
  host: "127.0.0.1",
  port: 0,
  trustedProxies: ["127.0.0.1/32"],
  ingest: ingest(),
});
process.send?.({ port: collector.port });
process.on("disconnect", () => process.exit(0));
