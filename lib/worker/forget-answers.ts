import { authorizedProject } from "../core/ctx";
import { eachOnItsOwn } from "../core/each-on-its-own";
import { forgetAnswers, listProjectsToForget } from "../core/idempotency";
import type { Job } from "./loop";

/** Deletes what was kept for repeated requests to the API, once its time is over. */
export function forgetOldAnswers(): Job {
  return {
    name: "api.forget_answers",
    everyMs: 10 * 60_000,
    async run({ now, signal }) {
      await eachOnItsOwn(await listProjectsToForget(now), (id) => forgetAnswers(authorizedProject(id), now), {
        failed: (id) => ({ message: "a project's old answers were not deleted", id }),
        goOn: () => !signal.aborted,
      });
      return { isMoreDue: false };
    },
  };
}
