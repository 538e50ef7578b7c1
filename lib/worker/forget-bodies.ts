import { authorizedProject } from "../core/ctx";
import { eachOnItsOwn } from "../core/each-on-its-own";
import { forgetBodies, listProjectsToForgetBodies } from "../inbound-events/forget-bodies";
import type { Job } from "./loop";

/** Empties what providers sent once its retention is over. */
export function forgetInboundBodies(): Job {
  return {
    name: "inbound.forget_bodies",
    everyMs: 10 * 60_000,
    async run({ now, signal }) {
      let isMoreDue = false;
      const goOn = () => !signal.aborted;
      await eachOnItsOwn(
        await listProjectsToForgetBodies(now),
        async (id) => {
          isMoreDue = (await forgetBodies(authorizedProject(id), now)) || isMoreDue;
        },
        { failed: (id) => ({ message: "old bodies of events were not emptied", id }), goOn },
      );
      return { isMoreDue };
    },
  };
}
