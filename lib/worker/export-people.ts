import { systemClock } from "../core/clock";
import { authorizedProject } from "../core/ctx";
import { eachOnItsOwn } from "../core/each-on-its-own";
import { listProjectsToExpire, listProjectsToExport } from "../privacy/due";
import { expireExports, exportNext } from "../privacy/export";
import type { Job } from "./loop";

/** Makes the exports that were asked for, one of each project in a turn. */
export function exportPeople(): Job {
  return {
    name: "privacy.export",
    everyMs: 2_000,
    async run({ now, signal }) {
      let isMoreDue = false;
      const goOn = () => !signal.aborted;
      await eachOnItsOwn(
        await listProjectsToExport(now),
        async (id) => {
          isMoreDue = (await exportNext(authorizedProject(id), systemClock, { goOn })) || isMoreDue;
        },
        { failed: (id) => ({ message: "a person was not exported", id }), goOn },
      );
      return { isMoreDue };
    },
  };
}

/** Removes exports a week after they were made. */
export function expireOldExports(): Job {
  return {
    name: "privacy.expire_exports",
    everyMs: 10 * 60_000,
    async run({ now, signal }) {
      await eachOnItsOwn(
        await listProjectsToExpire(now),
        async (id) => {
          await expireExports(authorizedProject(id), now);
        },
        {
          failed: (id) => ({ message: "old exports were not removed", id }),
          goOn: () => !signal.aborted,
        },
      );
      return { isMoreDue: false };
    },
  };
}
