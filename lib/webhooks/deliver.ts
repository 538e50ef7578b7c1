import { setMaxListeners } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "../core/clock";
import type { ProjectId } from "../core/ctx";
import { write } from "../core/database";
import { showId } from "../core/ids";
import { log } from "../core/log";
import type { SafeFetch } from "../core/safe-fetch";
import { attempt } from "./attempt";
import { type Claimed, claim, isWornOut, listDue, presentVersions, type Wish } from "./claim";
import { thinBody } from "./envelope";
import { createLeases } from "./leases";
import { type Result, settle } from "./settle";
import { createSlots } from "./slots";

export type Deliverer = {
  /** Sends what is due until nothing is; once stopped, what is on its way is ended or given back. */
  run(signal: AbortSignal): Promise<void>;
};

type Options = {
  clock: Clock;
  /** Grants the right to a project that was found to have something due. */
  authorized: (projectId: string) => ProjectId;
  /** Taken where something was made due just now. */
  nudge?: { take(): boolean };
  send?: SafeFetch;
  leaseMs?: number;
  /** How long a stop waits for answers. */
  patienceMs?: number;
};

const usualLeaseMs = 60_000;
/** An attempt takes 20 seconds at most; it must be over, and written down, before its lease ends. */
const mostNeededMs = 25_000;
const usualPatienceMs = 15_000;
const listEveryMs = 100;
/** What is claimed waits in memory: whether its endpoint is still what it was is looked at this often, or nothing begins. */
const lookEveryMs = 100;
const mostUnseenMs = 1_000;
const mostClaimed = 250;
const projectsAtOnce = 4;
const mostResults = 500;
/** What a worker that dies has sent and not written down is sent twice. */
const mostUnwritten = 300;
/** One crowded endpoint makes no other wait until its results are written. */
const mostUnwrittenOfEndpoint = 30;
const pauseMs = 50;
/** Between two transactions of results: what comes in the meantime is written together. */
const turnEveryMs = 20;

/** What sends deliveries in one process; it remembers between two runs how quickly endpoints answer. */
export function createDeliverer({ clock, authorized, nudge, send, ...options }: Options): Deliverer {
  const leaseMs = options.leaseMs ?? usualLeaseMs;
  const patienceMs = options.patienceMs ?? usualPatienceMs;
  const neededMs = Math.min(mostNeededMs, leaseMs / 2);
  const leases = createLeases(leaseMs);
  const slots = createSlots<Claimed>();
  const results: Result[] = [];
  let wake: () => void = () => undefined;
  const unwritten = new Map<string, number>();
  const count = (endpointId: string, by: number) => {
    const sum = (unwritten.get(endpointId) ?? 0) + by;
    if (sum === 0) unwritten.delete(endpointId);
    else unwritten.set(endpointId, sum);
  };
  const mayBegin = ({ endpointId }: { endpointId: string }) =>
    (unwritten.get(endpointId) ?? 0) < mostUnwrittenOfEndpoint;
  let writing = 0;
  let isStopping = false;

  let lookedAt = Number.NEGATIVE_INFINITY;

  /** Gives back what waits for endpoints that were changed or switched off since. */
  const lookAgain = async (due: Map<string, string>) => {
    const lanes = slots.lanesThatWait();
    if (lanes.length === 0 || performance.now() - lookedAt < lookEveryMs) return;
    const startedAt = performance.now();
    const versions = await presentVersions(lanes);
    lookedAt = startedAt;
    const changed = slots.takeBack(({ endpointId, version }) => versions.get(endpointId) !== version);
    for (const claimed of changed) {
      addResult({ claimed, attempt: null, isGivenBack: true });
      due.set(claimed.endpointId, claimed.projectId);
    }
  };

  const addResult = (result: Result) => {
    results.push(result);
    count(result.claimed.endpointId, 1);
  };

  const begin = (stop: AbortSignal) => {
    if (performance.now() - lookedAt > mostUnseenMs) return;
    while (results.length + writing < mostUnwritten) {
      const next = slots.begin(performance.now(), mayBegin);
      if (!next) return;
      const { item: claimed, end } = next;
      void sendOne(claimed, clock, { send, signal: stop }).then((result) => {
        end(performance.now());
        if (result) addResult(result);
        // What waits in memory need not wait for the database as well.
        if (!isStopping) begin(stop);
        wake();
      });
    }
  };

  /** Until something is over, or for a moment. */
  const woken = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pauseMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const wishesOf = (due: ReadonlyMap<string, string>): Map<string, Wish[]> => {
    const wishes = new Map<string, Wish[]>();
    let free = mostClaimed - slots.waiting();
    for (const [endpointId, projectId] of due) {
      const most = Math.min(free, slots.roomOf(slots.laneOf(projectId, endpointId), performance.now()));
      if (most <= 0) continue;
      free -= most;
      wishes.set(projectId, [...(wishes.get(projectId) ?? []), { endpointId, most }]);
    }
    return wishes;
  };

  const settleAndClaim = async (id: string, over: Result[], wishes: Wish[], due: Map<string, string>) => {
    const projectId = authorized(id);
    try {
      const { claimed, more } = await write(projectId, async (tx) => {
        await settle(tx, projectId, clock, over);
        return claim(tx, projectId, wishes, leases, clock.now());
      });
      for (const { endpointId } of wishes) if (!more.has(endpointId)) due.delete(endpointId);
      for (const each of claimed) {
        if (isWornOut(each)) addResult({ claimed: each, attempt: null, isGivenBack: false });
        else slots.laneOf(id, each.endpointId).waiting.push(each);
      }
    } catch (error) {
      if (over.length === 0 || !isAboutData(error)) {
        for (const each of over) addResult(each);
        throw error;
      }
      await settleApart(projectId, clock, over);
    }
  };

  /** Writes what is over and takes what is due, in one transaction for each project. */
  const turn = async (due: Map<string, string>): Promise<void> => {
    const over = results.splice(0, mostResults);
    writing = over.length;
    const wishes = wishesOf(due);
    const waiting = [...new Set([...over.map(({ claimed }) => claimed.projectId), ...wishes.keys()])];
    const failures: unknown[] = [];
    const work = async () => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        const own = over.filter(({ claimed }) => claimed.projectId === id);
        await settleAndClaim(id, own, wishes.get(id) ?? [], due).catch((error) => failures.push(error));
      }
    };
    await Promise.all(Array.from({ length: projectsAtOnce }, work));
    writing = 0;
    for (const { claimed } of over) count(claimed.endpointId, -1);
    if (failures.length > 0) throw failures[0];
  };

  return {
    async run(signal) {
      const due = new Map<string, string>();
      const stop = new AbortController();
      setMaxListeners(0, stop.signal);
      let patience: NodeJS.Timeout | undefined;
      const stopping = () => {
        isStopping = true;
        patience = setTimeout(() => stop.abort(), patienceMs);
        wake();
      };
      signal.addEventListener("abort", stopping, { once: true });
      if (signal.aborted) stopping();
      let listedAt = Number.NEGATIVE_INFINITY;
      let turnedAt = Number.NEGATIVE_INFINITY;
      try {
        for (;;) {
          if (signal.aborted) due.clear();
          else if (nudge?.take() || performance.now() - listedAt >= listEveryMs) {
            for (const { projectId, endpointId } of await listDue(clock.now()))
              due.set(endpointId, projectId);
            listedAt = performance.now();
          }
          const latest = clock.now().getTime() + neededMs;
          const untried = slots.takeBack(({ leasedUntil }) => isStopping || leasedUntil.getTime() < latest);
          for (const claimed of untried) addResult({ claimed, attempt: null, isGivenBack: true });
          turnedAt = performance.now();
          await turn(due);
          await lookAgain(due);
          if (!isStopping) begin(stop.signal);
          const isIdle = slots.running() + slots.waiting() + results.length + due.size === 0;
          if (isIdle) return;
          if (results.length === 0) await woken();
          const earliest = turnedAt + turnEveryMs - performance.now();
          if (earliest > 1) await wait(earliest);
        }
      } finally {
        signal.removeEventListener("abort", stopping);
        clearTimeout(patience);
      }
    },
  };
}

/** Null where it went wrong in a way of our own: its lease ends then, and the try counts. */
async function sendOne(
  claimed: Claimed,
  clock: Clock,
  how: { send?: SafeFetch; signal: AbortSignal },
): Promise<Result | null> {
  const { projectId, endpointId, profileId, eventId, trigger, url, secrets, body } = claimed;
  try {
    const row = await attempt(
      {
        ...{ projectId, deliveryId: claimed.id, endpointId, profileId, eventId, trigger, url, secrets },
        number: trigger === "schedule" ? claimed.attempts : 0,
        body: body ?? thinBody(claimed),
        isThin: body === null,
      },
      clock,
      how,
    );
    return { claimed, attempt: row, isGivenBack: row.error === "stopped" };
  } catch (error) {
    log.error("a delivery could not be attempted", { delivery: showId("delivery", claimed.id), error });
    return null;
  }
}

/** One that the database refuses must not keep the others from being written. */
async function settleApart(projectId: ProjectId, clock: Clock, over: readonly Result[]): Promise<void> {
  for (const result of over) {
    try {
      await write(projectId, (tx) => settle(tx, projectId, clock, [result]));
    } catch (error) {
      if (!isAboutData(error)) throw error;
      log.error("an attempt could not be written", {
        delivery: showId("delivery", result.claimed.id),
        error,
      });
    }
  }
}

function isAboutData(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return /^2[23]...$/.test(String(Reflect.get(error, "code"))) || isAboutData(error.cause);
}
