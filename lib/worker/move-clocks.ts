import { systemClock } from "../core/clock";
import { authorizedProject } from "../core/ctx";
import { eachOnItsOwn } from "../core/each-on-its-own";
import { listMovingClocks, walkClock } from "../subscriptions/move-clock";
import type { Job } from "./loop";

/** What one sandbox may take of a turn before the next one has its own. */
const turnMs = 5_000;

/** Walks the clocks of sandbox projects to where somebody sent them. */
export function moveClocks(): Job {
  return {
    name: "billing.move_clocks",
    everyMs: 1_000,
    async run({ signal }) {
      let isMoreDue = false;
      await eachOnItsOwn(
        await listMovingClocks(),
        async (id) => {
          const started = performance.now();
          const goOn = () => !signal.aborted && performance.now() - started < turnMs;
          const arrived = await walkClock(authorizedProject(id), systemClock, goOn);
          isMoreDue ||= !arrived && performance.now() - started >= turnMs;
        },
        {
          failed: (id) => ({ message: "a sandbox's clock was not moved", id }),
          goOn: () => !signal.aborted,
        },
      );
      return { isMoreDue };
    },
  };
}
