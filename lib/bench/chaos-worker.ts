import { setTimeout as wait } from "node:timers/promises";
import { openDatabase } from "../../db/client";
import { processSingleton } from "../core/process-singleton";
import { demoCtx } from "../demo/project";
import { listProjectsWithDue } from "../subscriptions/due";
import { listProjectsToLookUp, lookUpAttempts } from "../subscriptions/janitor";
import { type CrashPoint, renewDue } from "../subscriptions/renew";
import { bankGateway } from "./chaos-bank";
import { fastClock } from "./chaos-clock";

/** The process's one pool, on the run's own server. */
export function openPool(url: string): void {
  processSingleton("database", () => openDatabase({ url, applicationName: "dossier-chaos" }));
}

export type WorkerOrders = {
  bankPort: number;
  databaseUrl: string;
  startedMs: number;
  speed: number;
  /** Where it kills itself, at the n-th time that it comes there; null lives on. */
  die: { at: CrashPoint; after: number } | null;
};

/** A worker as production runs it, but for its clock, its bank and its sudden death. */
export async function chaosWorker({
  bankPort,
  databaseUrl,
  startedMs,
  speed,
  die,
}: WorkerOrders): Promise<object> {
  openPool(databaseUrl);
  const clock = fastClock(startedMs, speed);
  const gateway = bankGateway(bankPort);
  const gateways = { find: async () => gateway, deadlineMs: 400 };
  let left = die?.after ?? 0;
  const reached = (point: CrashPoint) => {
    if (point !== die?.at) return;
    left -= 1;
    if (left <= 0) process.kill(process.pid, "SIGKILL");
  };
  const repeat = async (work: () => Promise<number>) => {
    for (;;) {
      // What fails, such as a database that restarts, is tried again.
      const count = await work().catch(() => 0);
      if (count === 0) await wait(50 + Math.random() * 50);
    }
  };
  void repeat(async () => {
    let count = 0;
    for (const id of await listProjectsWithDue(clock.now()))
      count += await renewDue(demoCtx(id, clock).projectId, clock, { ...gateways, limit: 20, reached });
    return count;
  });
  void repeat(async () => {
    let count = 0;
    for (const id of await listProjectsToLookUp(clock.now()))
      count += await lookUpAttempts(demoCtx(id, clock).projectId, clock, gateways);
    return count;
  });
  return {};
}
