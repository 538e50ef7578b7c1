import { systemClock } from "../core/clock";
import { authorizedProject } from "../core/ctx";
import { eachOnItsOwn } from "../core/each-on-its-own";
import { advanceReprocess, listProjectsToReprocess } from "../inbound-events/reprocess";
import type { Job } from "./loop";

/** Reads stored events anew where somebody asked for it: a portion of each project in turn. */
export function reprocessInbound(): Job {
  return {
    name: "inbound.reprocess",
    everyMs: 1_000,
    async run({ now, signal }) {
      let isMoreDue = false;
      const goOn = () => !signal.aborted;
      await eachOnItsOwn(
        await listProjectsToReprocess(now),
        async (id) => {
          isMoreDue = (await advanceReprocess(authorizedProject(id), systemClock, { goOn })) || isMoreDue;
        },
        { failed: (id) => ({ message: "a project's events were not read anew", id }), goOn },
      );
      return { isMoreDue };
    },
  };
}
