import { systemClock } from "../core/clock";
import { authorizedProject } from "../core/ctx";
import { listProjectsToRecount, recountPast, recountPresent } from "../funnels/due";
import type { Job } from "./loop";

/** A project is left alone for this many times as long as its last count took, so that counting stays a small load. */
const restFactor = 10;

/** Keeps today's counts a few seconds behind the visits. */
export function countPresentDay(): Job {
  const restUntil = new Map<string, number>();
  return {
    name: "funnels.count_present_day",
    everyMs: 3_000,
    async run({ now, signal }) {
      for (const projectId of await listProjectsToRecount(now)) {
        if (signal.aborted) break;
        const started = performance.now();
        if (started < (restUntil.get(projectId) ?? 0)) continue;
        await recountPresent(authorizedProject(projectId), systemClock);
        const ended = performance.now();
        restUntil.set(projectId, ended + (ended - started) * restFactor);
      }
      return { isMoreDue: false };
    },
  };
}

/** Takes in events that came late, and the days on which no worker ran. */
export function countPastDays(): Job {
  return {
    name: "funnels.count_past_days",
    everyMs: 10 * 60_000,
    async run({ now, signal }) {
      for (const projectId of await listProjectsToRecount(now)) {
        if (signal.aborted) break;
        await recountPast(authorizedProject(projectId), systemClock);
      }
      return { isMoreDue: false };
    },
  };
}
