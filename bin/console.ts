import next from "next";
import { sendConsoleToLog } from "@/lib/core/console-to-log";
import { env } from "@/lib/core/env";
import { startConsole } from "@/lib/processes/console-server";
import { runProgram } from "@/lib/processes/program";

const dev = process.argv.includes("--dev");

await runProgram("console", async () => {
  const { host, port } = env();
  // Next's development server has its own console.
  if (!dev) sendConsoleToLog();
  const application = next({ dev, dir: process.cwd(), hostname: host, port });
  await application.prepare();
  const handle = application.getRequestHandler();
  return startConsole(
    {
      handle: (request, response) => handle(request, response),
      upgrade: dev ? application.getUpgradeHandler() : null,
      close: () => application.close(),
    },
    env(),
  );
});
