import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { type Clock, systemClock } from "../core/clock";
import { log, withRequestId } from "../core/log";
import type { Nudge } from "./nudge";
import { pauseMs } from "./schedule";

export type Job = {
  /** Shown in the log, such as "webhooks.deliver". */
  name: string;
  everyMs: number;
  /** Its next run need not be waited for once this is given; the job takes it. */
  nudge?: Nudge;
  /** Does one portion and says whether more is due. It must be harmless when two workers run it at the same time. */
  run(turn: { now: Date; signal: AbortSignal }): Promise<{ isMoreDue: boolean }>;
};

export type Worker = { stop(): Promise<void> };

/** Runs each job by itself, again and again; stopping lets the portions that run come to their end. */
export function startWorker(jobs: readonly Job[], clock: Clock = systemClock): Worker {
  const stopping = new AbortController();
  const loops = jobs.map((job) => repeat(job, clock, stopping.signal));
  // Without a job there is nothing that keeps the process alive for those to come.
  const alive = setInterval(() => undefined, 60_000);
  return {
    stop: async () => {
      stopping.abort();
      clearInterval(alive);
      await Promise.all(loops);
    },
  };
}

async function repeat(job: Job, clock: Clock, signal: AbortSignal): Promise<void> {
  let failures = 0;
  let isMoreDue = true;
  while (!signal.aborted) {
    try {
      ({ isMoreDue } = await withRequestId(randomUUID(), () => job.run({ now: clock.now(), signal })));
      if (failures > 0) log.info("a job works again", { job: job.name, failures });
      failures = 0;
    } catch (error) {
      failures += 1;
      log.error("a job failed", { job: job.name, failures, error });
    }
    const pause = pauseMs({ everyMs: job.everyMs, isMoreDue, failures, random: Math.random() });
    if (job.nudge && failures === 0) await job.nudge.wait(pause, signal);
    else await wait(pause, undefined, { signal }).catch(() => undefined);
  }
}
