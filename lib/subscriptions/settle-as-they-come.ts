import { setImmediate as turn } from "node:timers/promises";
import type { Clock } from "../core/clock";
import type { ProjectId } from "../core/ctx";
import { isOwnFault } from "./own-fault";
import { type Answer, settleAttempts } from "./settle";

const mostInGroup = 100;

/**
 * Group commit: one write at a time, which takes all the answers that came while the last one ran. The busier the worker,
 * the larger the groups and the less each charge costs.
 */
export function settleAsTheyCome(projectId: ProjectId, clock: Clock, settled: () => void) {
  const waiting: Answer[] = [];
  let running: Promise<void> | null = null;
  let failure: { error: unknown } | null = null;
  let isStuck = false;

  async function run(): Promise<void> {
    // What was answered with the same reading of the sockets joins the first group.
    await turn();
    while (waiting.length > 0 && !isStuck)
      try {
        await settleAttempts(projectId, clock, waiting.splice(0, mostInGroup));
        settled();
      } catch (error) {
        failure ??= { error };
        // The database is away: what is not written down is asked for again later.
        isStuck = !isOwnFault(error);
      }
    running = null;
  }

  return {
    add(answer: Answer): void {
      waiting.push(answer);
      running ??= run();
    },
    /** Whether nothing more can be written down, so that nothing more should be asked for. */
    isStuck: () => isStuck,
    /** Resolves when all that came is written down, with what went wrong first. */
    async end(): Promise<{ error: unknown } | null> {
      while (running) await running;
      return failure;
    },
  };
}
