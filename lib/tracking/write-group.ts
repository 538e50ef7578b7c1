import { setTimeout as wait } from "node:timers/promises";
import { log } from "@/lib/core/log";
import type { TurnedAway } from "./funnel-plan";
import type { Visit } from "./visit";
import { failureOf, type WriteFailure } from "./write-failure";
import type { Counts, Written } from "./write-visits";

/** What became of one visit. Only `stored` may be acknowledged. */
export type Outcome =
  | ({ status: "stored" } & Counts)
  | { status: "turned-away"; reason: TurnedAway }
  | { status: "refused" }
  | { status: "unavailable" };

export type Write = (visits: readonly Visit[]) => Promise<Written[]>;

const pausesMs = [10, 50, 200, 500];

/**
 * Writes a group, again where that may help. When one of its visits is at fault the halves are written by themselves, down
 * to that visit: it alone is refused, or put off when another try may store it. Ends early when nobody waits any more.
 */
export async function writeGroup(
  visits: readonly Visit[],
  write: Write,
  isAwaited: () => boolean = () => true,
): Promise<Outcome[]> {
  const written = isAwaited() ? await writeWithPatience(visits, write) : "unavailable";
  if (typeof written !== "string") return written.map(outcomeOf);
  if (written === "unavailable") return visits.map(() => ({ status: "unavailable" }));
  if (visits.length === 1) return [{ status: written === "data" ? "refused" : "unavailable" }];
  const middle = Math.ceil(visits.length / 2);
  const first = await writeGroup(visits.slice(0, middle), write, isAwaited);
  return [...first, ...(await writeGroup(visits.slice(middle), write, isAwaited))];
}

function outcomeOf(written: Written): Outcome {
  if ("turnedAway" in written) return { status: "turned-away", reason: written.turnedAway };
  return { status: "stored", ...written };
}

async function writeWithPatience(
  visits: readonly Visit[],
  write: Write,
): Promise<Written[] | Exclude<WriteFailure, "again">> {
  for (const pauseMs of [...pausesMs, null]) {
    try {
      return await write(visits);
    } catch (error) {
      const failure = failureOf(error);
      const isOver = pauseMs === null || (failure !== "again" && failure !== "race");
      if (isOver) {
        log.error("visits were not written", { visits: visits.length, failure, error });
        return failure === "again" ? "unavailable" : failure;
      }
      await wait(pauseMs * (0.5 + Math.random()));
    }
  }
  return "unavailable";
}
