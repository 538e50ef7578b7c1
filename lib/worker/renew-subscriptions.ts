import { systemClock } from "../core/clock";
import { authorizedProject } from "../core/ctx";
import { eachOnItsOwn } from "../core/each-on-its-own";
import { listProjectsWithDue } from "../subscriptions/due";
import { listProjectsToLookUp, lookUpAttempts } from "../subscriptions/janitor";
import { renewDue } from "../subscriptions/renew";
import type { Job } from "./loop";

/** Charges, resumes and ends what is due: a portion of each project in turn, so that none waits for another's crowd. */
export function renewSubscriptions(): Job {
  return {
    name: "billing.renew",
    everyMs: 1_000,
    async run({ now, signal }) {
      let count = 0;
      await eachOnItsOwn(
        await listProjectsWithDue(now),
        async (id) => {
          count += await renewDue(authorizedProject(id), systemClock, { signal });
        },
        {
          failed: (id) => ({ message: "due subscriptions were not looked at", id }),
          goOn: () => !signal.aborted,
        },
      );
      return { isMoreDue: count > 0 };
    },
  };
}

/** Finds out what became of charges and refunds that nobody settled. */
export function lookUpUnknown(): Job {
  return {
    name: "billing.look_up",
    everyMs: 5_000,
    async run({ now, signal }) {
      let count = 0;
      await eachOnItsOwn(
        await listProjectsToLookUp(now),
        async (id) => {
          count += await lookUpAttempts(authorizedProject(id), systemClock);
        },
        {
          failed: (id) => ({ message: "unsettled charges were not asked for", id }),
          goOn: () => !signal.aborted,
        },
      );
      return { isMoreDue: count > 0 };
    },
  };
}
