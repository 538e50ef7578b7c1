import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { removeEmbedded } from "../../db/embedded";
import { StartFailure } from "./failure";
import { listen } from "./listen";
import { roles } from "./roles";
import { type Environment, withLocalSecrets } from "./secrets";

export type BootFigures = {
  firstAnswerMs: number;
  runsMs: number[];
  restingMegabytes: Record<string, number>;
};

/** Starts the built product on data of its own, several times; the very first start, which makes the data, is not counted. */
export async function measureBoot({
  environment,
  runs,
}: {
  environment: Environment;
  runs: number;
}): Promise<BootFigures> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "dossier-boot-"));
  await chmod(dataDir, 0o755);
  const [port, collectorPort] = await freePorts();
  const ports = { PORT: String(port), COLLECTOR_PORT: String(collectorPort) };
  const { DATABASE_URL: _, APP_URL: __, COLLECTOR_URL: ___, ...inherited } = environment;
  const complete = await withLocalSecrets({ ...inherited, ...ports, DATA_DIR: dataDir, LOG_LEVEL: "warn" });
  const runsMs: number[] = [];
  let restingMegabytes: Record<string, number> = {};
  try {
    for (let run = 0; run <= runs; run++) {
      const startedAt = performance.now();
      const child = spawn(process.execPath, ["bin/start.mjs"], {
        env: { ...complete, NODE_ENV: "production" },
        stdio: ["ignore", "ignore", "inherit"],
      });
      const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      await firstAnswer(`http://127.0.0.1:${port}/sign-in`, child);
      if (run > 0) runsMs.push(Math.round(performance.now() - startedAt));
      if (run === runs) restingMegabytes = await memoryOfRoles(child);
      child.kill("SIGTERM");
      await ended;
    }
  } finally {
    await removeEmbedded(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  }
  const median = runsMs.toSorted((a, b) => a - b)[Math.floor(runsMs.length / 2)] ?? 0;
  return { firstAnswerMs: median, runsMs, restingMegabytes };
}

async function firstAnswer(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null)
      throw new StartFailure("The product did not start: look at the message above.");
    const answer = await fetch(url).catch(() => null);
    if (answer) {
      await answer.text();
      if (answer.status < 500) return;
    }
    await wait(10);
  }
}

/** Resident memory of the supervisor's children by role; Linux only, empty elsewhere. */
async function memoryOfRoles(supervisor: ChildProcess): Promise<Record<string, number>> {
  await wait(5_000);
  const found: Record<string, number> = {};
  for (const entry of process.platform === "linux" ? await readdir("/proc") : []) {
    const status = /^\d+$/.test(entry) ? await readFile(`/proc/${entry}/status`, "utf8").catch(() => "") : "";
    if (!status.includes(`\nPPid:\t${supervisor.pid}\n`)) continue;
    const command = await readFile(`/proc/${entry}/cmdline`, "utf8").catch(() => "");
    const role = roles.find((known) => command.includes(`dist/${known}.js`));
    const kilobytes = Number(/\nVmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
    if (role) found[role] = Math.round(kilobytes / 1024);
  }
  return found;
}

async function freePorts(): Promise<[number, number]> {
  const probes = [createServer(), createServer()] as const;
  const ports: number[] = [];
  for (const probe of probes) {
    await listen(probe, { port: 0, host: "127.0.0.1", name: "bench", variable: "PORT" });
    ports.push((probe.address() as AddressInfo).port); // a server that listens on a port has one
  }
  await Promise.all(probes.map((probe) => new Promise((resolve) => probe.close(resolve))));
  return [ports[0] ?? 0, ports[1] ?? 0];
}
