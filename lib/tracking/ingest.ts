import { systemClock } from "@/lib/core/clock";
import { driver } from "@/lib/core/database";
import { processSingleton } from "@/lib/core/process-singleton";
import { createRateLimiter } from "@/lib/core/rate-limiter";
import { createIngestHandler, type IngestHandler, type IngestParts } from "./handler";
import { createKeyCache } from "./key-cache";
import { createKnownFunnels } from "./known-funnels";
import { keyLimit, senderLimit } from "./limits";
import { createQueue } from "./queue";
import { writeVisits } from "./write-visits";

/** Requests that wait at present, and what this process has written since its start. */
export type QueueState = { waiting: number; groups: number; visits: number };

export type Ingest = { handle: IngestHandler; state(): QueueState; close(): Promise<void> };

/** A handler with its queue, on the pool of this process. */
export function createIngest(parts: Partial<Omit<IngestParts, "queue">> = {}): Ingest {
  const knownFunnels = createKnownFunnels();
  const queue = createQueue({
    write: async (projectId, visits) => {
      try {
        return await writeVisits(driver(), projectId, visits, knownFunnels);
      } catch (error) {
        // A funnel that is thought to be there may be what went wrong.
        knownFunnels.forget();
        throw error;
      }
    },
  });
  const handle = createIngestHandler({
    clock: systemClock,
    activeKey: createKeyCache(),
    ofSender: createRateLimiter(senderLimit),
    ofKey: createRateLimiter(keyLimit),
    ...parts,
    queue,
  });
  return { handle, state: queue.state, close: queue.close };
}

/** The one ingest of this process: every mount shares its queue and its limits. */
export function ingest(): Ingest {
  return processSingleton("tracking.ingest", () => createIngest());
}
