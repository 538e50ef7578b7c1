import { listProjectsToSeal, sealAudit } from "../audit/seal";
import { authorizedProject } from "../core/ctx";
import { eachOnItsOwn } from "../core/each-on-its-own";
import type { Job } from "./loop";

/** Extends each project's hash chain over its audit log. */
export function sealAuditLogs(): Job {
  return {
    name: "audit.seal",
    everyMs: 30_000,
    async run({ now, signal }) {
      let isMoreDue = false;
      await eachOnItsOwn(
        await listProjectsToSeal(now),
        async (id) => {
          const sealed = await sealAudit(authorizedProject(id), now);
          isMoreDue ||= sealed.isMoreDue;
        },
        {
          failed: (id) => ({ message: "a project's audit log was not sealed", id }),
          goOn: () => !signal.aborted,
        },
      );
      return { isMoreDue };
    },
  };
}
