import { systemClock } from "../core/clock";
import { authorizedProject } from "../core/ctx";
import { eachOnItsOwn } from "../core/each-on-its-own";
import { createDeliverer } from "../webhooks/deliver";
import { fanOut, listProjectsWithFacts } from "../webhooks/fan-out";
import type { Job } from "./loop";

/** Turns facts into deliveries: a portion of each project in turn. */
export function fanOutFacts(): Job {
  return {
    name: "webhooks.fan_out",
    everyMs: 200,
    async run({ signal }) {
      let isMoreDue = false;
      const goOn = () => !signal.aborted;
      await eachOnItsOwn(
        await listProjectsWithFacts(),
        async (id) => {
          isMoreDue = (await fanOut(authorizedProject(id), systemClock)) || isMoreDue;
        },
        { failed: (id) => ({ message: "facts were not handed to endpoints", id }), goOn },
      );
      return { isMoreDue };
    },
  };
}

/** Sends deliveries whose time has come. */
export function sendDeliveries(): Job {
  const deliverer = createDeliverer({ clock: systemClock, authorized: authorizedProject });
  return {
    name: "webhooks.deliver",
    everyMs: 200,
    async run({ signal }) {
      await deliverer.run(signal);
      return { isMoreDue: false };
    },
  };
}
