import { systemClock } from "@/lib/core/clock";
import { authorizedProject } from "@/lib/core/ctx";
import { createDeliverer } from "@/lib/webhooks/deliver";
import { startWorker } from "@/lib/worker/loop";
import { fanOutFacts } from "@/lib/worker/send-webhooks";

// What sends webhooks, in a process of its own that a test can kill. Its leases are short, so that the test is.
const deliverer = createDeliverer({ clock: systemClock, authorized: authorizedProject, leaseMs: 6_000 });
const worker = startWorker([
  fanOutFacts(),
  {
    name: "webhooks.deliver",
    everyMs: 100,
    async run({ signal }) {
      await deliverer.run(signal);
      return { isMoreDue: false };
    },
  },
]);
process.send?.({ ready: true });
process.on("message", () => void worker.stop().then(() => process.exit(0)));
process.on("disconnect", () => process.exit(0));
