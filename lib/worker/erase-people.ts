import { systemClock } from "../core/clock";
import { authorizedProject } from "../core/ctx";
import { eachOnItsOwn } from "../core/each-on-its-own";
import { listProjectsToErase } from "../privacy/due";
import { eraseNext } from "../privacy/erase";
import type { Job } from "./loop";

/** Erases the people whose hold is over, one case of each project in a turn. */
export function erasePeople(): Job {
  return {
    name: "privacy.erase",
    everyMs: 2_000,
    async run({ now, signal }) {
      let isMoreDue = false;
      const goOn = () => !signal.aborted;
      await eachOnItsOwn(
        await listProjectsToErase(now),
        async (id) => {
          isMoreDue = (await eraseNext(authorizedProject(id), systemClock, { goOn })) || isMoreDue;
        },
        { failed: (id) => ({ message: "a person was not erased", id }), goOn },
      );
      return { isMoreDue };
    },
  };
}
