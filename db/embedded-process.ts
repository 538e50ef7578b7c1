import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, statSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import net from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { foreignEnvironment } from "../lib/core/env";
import { EmbeddedError, explain } from "./embedded-error";
import type { Programs } from "./embedded-programs";
import { currentUserName, type SystemUser } from "./embedded-user";

export type Launch = {
  programs: Programs;
  user: SystemUser | null;
  dataFolder: string;
  logFile: string;
  port: number;
  settings: Record<string, string | number>;
};

export type ServerProcess = { pid: number; exited: Promise<void>; stop(): Promise<void> };

export function serverEnvironment(): NodeJS.ProcessEnv {
  return foreignEnvironment({ LC_ALL: "C", TZ: "UTC" });
}

/** Starts the server in its own process group and waits until it accepts connections. */
export async function launch(options: Launch): Promise<ServerProcess> {
  const offset = statSync(options.logFile, { throwIfNoEntry: false })?.size ?? 0;
  const output = openSync(options.logFile, "a", 0o600);
  const flags = Object.entries({ ...options.settings, port: options.port }).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  const child = spawn(options.programs.postgres, ["-D", options.dataFolder, ...flags], {
    ...(options.user ? { uid: options.user.uid, gid: options.user.gid } : {}),
    cwd: options.dataFolder,
    env: serverEnvironment(),
    detached: true,
    stdio: ["ignore", output, output],
  });
  closeSync(output);
  let ended = false;
  let failure = "";
  const exited = new Promise<void>((resolve) => {
    const end = (error?: unknown) => {
      ended = true;
      if (error) failure = String(error);
      resolve();
    };
    child.once("exit", () => end());
    child.once("error", end);
  });
  while (!ended && (await statusOf(options.dataFolder, child.pid)) !== "ready")
    await Promise.race([wait(25), exited]);
  if (ended || !child.pid) {
    const printed = (await readFile(options.logFile)).subarray(offset).toString();
    throw explain(`${printed}\n${failure}`, {
      folder: options.dataFolder,
      user: options.user?.name ?? currentUserName(),
      log: options.logFile,
    });
  }
  const pid = child.pid;
  return { pid, exited, stop: () => stopServer(pid, exited) };
}

/** Ends a server that a killed process left behind, and removes its pid file if it is a leftover. */
export async function stopOrphan(dataFolder: string): Promise<void> {
  const pid = (await pidFile(dataFolder))?.pid;
  if (!pid) return;
  if (isServerOf(pid, dataFolder)) {
    await stopServer(pid, gone(pid, dataFolder));
  } else {
    await rm(path.join(dataFolder, "postmaster.pid"), { force: true });
  }
}

/** The port of the server that runs on the folder, null if none does. */
export async function runningPort(dataFolder: string): Promise<number | null> {
  const file = await pidFile(dataFolder);
  return file && file.status === "ready" && isServerOf(file.pid, dataFolder) ? file.port : null;
}

/** The wished port if it is free on loopback, else one that the system picks. */
export async function freePort(wished: number): Promise<number> {
  const bound = await bind(wished);
  return bound ?? (await bind(0)) ?? wished;
}

function bind(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once("error", () => resolve(null));
    probe.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : null));
    });
  });
}

async function stopServer(pid: number, exited: Promise<void>): Promise<void> {
  for (const [signal, patienceMs] of [
    ["SIGINT", 20_000],
    ["SIGQUIT", 10_000],
  ] as const) {
    send(pid, signal);
    const patience = new AbortController();
    const isGone = await Promise.race([
      exited.then(() => true),
      wait(patienceMs, false, { signal: patience.signal }).catch(() => false),
    ]);
    patience.abort();
    if (isGone) return;
  }
  throw new EmbeddedError(
    `PostgreSQL (process ${pid}) does not stop: end it with "kill -9 ${pid}" and start again.`,
  );
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

async function gone(pid: number, dataFolder: string): Promise<void> {
  while (isServerOf(pid, dataFolder)) await wait(25);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

// A pid may have passed to another program since the file was written.
function isServerOf(pid: number, dataFolder: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform !== "linux") return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(dataFolder);
  } catch {
    return false; // ended in between
  }
}

async function statusOf(dataFolder: string, pid: number | undefined): Promise<string | null> {
  const file = await pidFile(dataFolder);
  return file && file.pid === pid ? file.status : null;
}

async function pidFile(dataFolder: string): Promise<{ pid: number; port: number; status: string } | null> {
  try {
    const lines = (await readFile(path.join(dataFolder, "postmaster.pid"), "utf8")).split("\n");
    return { pid: Number(lines[0]), port: Number(lines[3]), status: (lines[7] ?? "").trim() };
  } catch {
    return null; // no server, or none that we may see
  }
}

/** Takes the folder for this process; throws a sentence if a living process has it. */
export async function claim(file: string, dataDir: string): Promise<() => Promise<void>> {
  const mine = JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid) });
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      await writeFile(file, mine, { flag: "wx", mode: 0o600 });
      return () => rm(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      const owner: { pid: number; startedAt: string | null } = JSON.parse(
        (await readFile(file, "utf8")) || '{"pid":0}',
      );
      if (
        owner.pid > 0 &&
        isAlive(owner.pid) &&
        owner.startedAt === startOf(owner.pid) &&
        owner.pid !== process.pid
      ) {
        throw new EmbeddedError(
          `Dossier already runs on ${dataDir} (process ${owner.pid}): stop it first, or set DATA_DIR, PORT and COLLECTOR_PORT to others.`,
        );
      }
      await rm(file, { force: true });
    }
  }
  throw new EmbeddedError(`Another process is just starting on ${dataDir}: wait a moment and look again.`);
}

function startOf(pid: number): string | null {
  if (process.platform !== "linux") return null;
  try {
    return (
      readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ")[19] ?? null
    );
  } catch {
    return null;
  }
}
