import { authorizedProject } from "../core/ctx";
import { eachOnItsOwn } from "../core/each-on-its-own";
import { findDuplicates, listProjectsWithCustomers } from "../identity/find-duplicates";
import type { Job } from "./loop";

/** A project rests for this many times as long as its last search took. */
const restFactor = 50;

/** Keeps the queue of duplicates a few minutes behind the visits. */
export function findDuplicatePairs(): Job {
  const restUntil = new Map<string, number>();
  return {
    name: "identity.find_duplicates",
    everyMs: 60_000,
    async run({ now, signal }) {
      const due = (await listProjectsWithCustomers()).filter(
        (id) => performance.now() >= (restUntil.get(id) ?? 0),
      );
      await eachOnItsOwn(
        due,
        async (id) => {
          const started = performance.now();
          try {
            await findDuplicates(authorizedProject(id), now);
          } finally {
            restUntil.set(id, started + (performance.now() - started) * restFactor);
          }
        },
        {
          failed: (id) => ({ message: "a project's duplicates were not searched", id }),
          goOn: () => !signal.aborted,
        },
      );
      return { isMoreDue: false };
    },
  };
}
