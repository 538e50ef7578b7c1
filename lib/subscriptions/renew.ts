import type { Clock } from "../core/clock";
import type { ProjectId } from "../core/ctx";
import { gatewayDeadlineMs, within } from "../gateways/gateway";
import { findGateway } from "../gateways/registry";
import { giveBack, leaseMs, markSent } from "./attempts";
import type { Charging } from "./charging";
import { claimDue } from "./due";
import { settleAsTheyCome } from "./settle-as-they-come";

/** Where a process may die; the chaos run kills it at each. */
export type CrashPoint = "claimed" | "marked_sent" | "called" | "answered" | "settled_some" | "settled_all";

/** Where charges go, and how long a call may take; both are given only to rehearse failures. */
export type Gateways = { find?: typeof findGateway; deadlineMs?: number };

export type RenewOptions = {
  limit?: number;
  /** Charges asked for at the same time. */
  concurrency?: number;
  reached?: (point: CrashPoint) => void;
  /** Asks to come to an end: calls under way are waited for, no other begins. */
  signal?: AbortSignal;
} & Gateways;

/** One portion of a project's due work: claimed, sent, settled. Returns how many were due. */
export async function renewDue(
  projectId: ProjectId,
  clock: Clock,
  { limit = 50, ...options }: RenewOptions = {},
): Promise<number> {
  const { charges, count } = await claimDue(projectId, clock, limit);
  options.reached?.("claimed");
  await sendCharges(projectId, clock, charges, options);
  return count;
}

/** Sends charges that are written down, and settles those whose gateways have answered while others are asked. */
export async function sendCharges(
  projectId: ProjectId,
  clock: Clock,
  charges: readonly Charging[],
  {
    concurrency = 10,
    reached = () => undefined,
    find = findGateway,
    deadlineMs = gatewayDeadlineMs,
    signal: stop,
  }: Omit<RenewOptions, "limit"> = {},
): Promise<void> {
  if (charges.length === 0) return;
  // A call that begins later than this could outlast the lease.
  const last = clock.now().getTime() + leaseMs - deadlineMs;
  await markSent(
    projectId,
    charges.map(({ request }) => request.attemptId),
    clock.now(),
  );
  reached("marked_sent");
  const waiting = [...charges];
  const settling = settleAsTheyCome(projectId, clock, () => reached("settled_some"));
  const work = async () => {
    while (!stop?.aborted && !settling.isStuck() && clock.now().getTime() <= last) {
      const next = waiting.shift();
      if (!next) return;
      const { provider, request } = next;
      reached("called");
      const outcome = await within(
        async (signal) => {
          const gateway = await find(projectId, provider);
          return gateway ? gateway.charge(request, signal) : { state: "unknown" as const, why: "no gateway" };
        },
        deadlineMs,
        stop,
      );
      reached("answered");
      settling.add({ attemptId: request.attemptId, outcome });
    }
  };
  const all = await Promise.allSettled(Array.from({ length: Math.min(concurrency, charges.length) }, work));
  const failure = await settling.end();
  await giveBack(
    projectId,
    waiting.map(({ request }) => request.attemptId),
    clock.now(),
  );
  reached("settled_all");
  for (const each of all) if (each.status === "rejected") throw each.reason;
  if (failure) throw failure.error;
}
