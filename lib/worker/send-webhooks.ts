import { systemClock } from "../core/clock";
import { authorizedProject, type ProjectId } from "../core/ctx";
import { eachOnItsOwn } from "../core/each-on-its-own";
import { createDeliverer } from "../webhooks/deliver";
import { fanOut, listProjectsWithFacts } from "../webhooks/fan-out";
import { handOver, listProjectsToReplay } from "../webhooks/hand-over";
import {
  forgetOldDeliveries,
  listProjectsWithOldDeliveries,
  listProjectsWithUnwanted,
  skipUnwanted,
} from "../webhooks/retention";
import type { Job } from "./loop";
import { createNudge } from "./nudge";

/** Facts were turned into deliveries in this process. */
const handedOut = createNudge();

/** Turns facts into deliveries. */
export function fanOutFacts(): Job {
  return perProject("webhooks.fan_out", 125, listProjectsWithFacts, async (id) => {
    const isMore = await fanOut(id, systemClock);
    handedOut.give();
    return isMore;
  });
}

/** Sends again what people asked for, so many in a second. */
export function replayDeliveries(): Job {
  return perProject("webhooks.replay", 500, listProjectsToReplay, (id) => handOver(id, systemClock));
}

/** Lets go of what waits for endpoints that are off, and of what is older than it is kept. */
export function skipUnwantedDeliveries(): Job {
  return perProject("webhooks.skip", 10_000, listProjectsWithUnwanted, skipUnwanted);
}

export function forgetDeliveries(): Job {
  return perProject("webhooks.forget", 10 * 60_000, listProjectsWithOldDeliveries, forgetOldDeliveries);
}

/** A portion of each project in turn, so that none waits for another's crowd. */
function perProject(
  name: string,
  everyMs: number,
  list: (now: Date) => Promise<string[]>,
  work: (projectId: ProjectId, now: Date) => Promise<boolean>,
): Job {
  return {
    name,
    everyMs,
    async run({ now, signal }) {
      let isMoreDue = false;
      await eachOnItsOwn(
        await list(now),
        async (id) => {
          isMoreDue = (await work(authorizedProject(id), now)) || isMoreDue;
        },
        { failed: (id) => ({ message: `${name} went wrong`, id }), goOn: () => !signal.aborted },
      );
      return { isMoreDue };
    },
  };
}

/** Sends deliveries whose time has come. */
export function sendDeliveries(): Job {
  const deliverer = createDeliverer({ clock: systemClock, authorized: authorizedProject, nudge: handedOut });
  return {
    name: "webhooks.deliver",
    everyMs: 200,
    nudge: handedOut,
    async run({ signal }) {
      await deliverer.run(signal);
      return { isMoreDue: false };
    },
  };
}
