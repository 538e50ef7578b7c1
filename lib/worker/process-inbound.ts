import { systemClock } from "../core/clock";
import { authorizedProject } from "../core/ctx";
import { eachOnItsOwn } from "../core/each-on-its-own";
import { listProjectsWithEvents } from "../inbound-events/due";
import { processDue } from "../inbound-events/process";
import type { Job } from "./loop";

/** Works on what providers sent: a portion of each project in turn, so that none waits for another's crowd. */
export function processInbound(): Job {
  return {
    name: "inbound.process",
    everyMs: 500,
    async run({ now, signal }) {
      let count = 0;
      const goOn = () => !signal.aborted;
      await eachOnItsOwn(
        await listProjectsWithEvents(now),
        async (id) => {
          count += await processDue(authorizedProject(id), systemClock, { goOn });
        },
        { failed: (id) => ({ message: "a project's inbound events were not processed", id }), goOn },
      );
      return { isMoreDue: count > 0 };
    },
  };
}
