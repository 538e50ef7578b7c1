import { systemClock } from "../core/clock";
import { authorizedProject, type ProjectId } from "../core/ctx";
import { eachOnItsOwn } from "../core/each-on-its-own";
import {
  type CountMemory,
  countMemory,
  listProjectsToRecount,
  recountPast,
  recountPresent,
} from "../funnels/due";
import type { Job } from "./loop";

/** A project is left alone for this many times as long as its last count took, so that counting stays a small load. */
const restFactor = 10;

/** What one project may take of a turn before the next one has its own; the rest waits for the next turn. */
const presentBudgetMs = 5_000;
const pastBudgetMs = 60_000;

/** Keeps today's counts a few seconds behind the visits. */
export function countPresentDay(): Job {
  const restUntil = new Map<string, number>();
  const turns = projectTurns();
  return {
    name: "funnels.count_present_day",
    everyMs: 3_000,
    async run({ now, signal }) {
      await turns(now, signal, async (projectId, memory) => {
        const started = performance.now();
        if (started < (restUntil.get(projectId) ?? 0)) return;
        try {
          await recountPresent(projectId, systemClock, memory, presentBudgetMs);
        } finally {
          const ended = performance.now();
          restUntil.set(projectId, ended + (ended - started) * restFactor);
        }
      });
      return { isMoreDue: false };
    },
  };
}

/** Takes in events that came late, and the days on which no worker ran. */
export function countPastDays(): Job {
  const turns = projectTurns();
  return {
    name: "funnels.count_past_days",
    everyMs: 10 * 60_000,
    async run({ now, signal }) {
      await turns(now, signal, (projectId, memory) =>
        recountPast(projectId, systemClock, memory, pastBudgetMs),
      );
      return { isMoreDue: false };
    },
  };
}

type Count = (projectId: ProjectId, memory: CountMemory) => Promise<void>;

/** Gives each due project its turn. One that fails holds up nobody, and each time another one is the first. */
function projectTurns(): (now: Date, signal: AbortSignal, count: Count) => Promise<void> {
  const memory = countMemory();
  let first = "";
  return async (now, signal, count) => {
    const due = (await listProjectsToRecount(now)).toSorted();
    const at = Math.max(
      due.findIndex((id) => id > first),
      0,
    );
    first = due[at] ?? "";
    await eachOnItsOwn(
      [...due.slice(at), ...due.slice(0, at)],
      (id) => count(authorizedProject(id), memory),
      {
        failed: (id) => ({ message: "a project's visits were not counted", id }),
        goOn: () => !signal.aborted,
      },
    );
  };
}
