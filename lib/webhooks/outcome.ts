import { type AttemptRow, isDelivered } from "./attempt";
import type { Claimed } from "./claim";
import { mostTries, nextTryAt } from "./schedule";

/** What a delivery is after an attempt. */
export type Outcome = {
  state: "waiting" | "delivered" | "failed";
  trigger: AttemptRow["trigger"];
  nextAttemptAt: Date | null;
  deliveredAt: Date | null;
};

/** `random` from 0 to 1 spreads the next try. */
export function outcomeOf(claimed: Claimed, attempt: AttemptRow, random: number): Outcome {
  const { trigger, attempts: tries, deliveredAt } = claimed;
  const endedAt = new Date(attempt.startedAt.getTime() + attempt.durationMs);
  const over = { trigger, nextAttemptAt: null, deliveredAt };
  if (isDelivered(attempt.status))
    return { ...over, state: "delivered", deliveredAt: deliveredAt ?? endedAt };
  if (deliveredAt) return { ...over, state: "delivered" };
  // One that a person asked for does not enter the schedule, but one that stood in it goes on where it was.
  const isInSchedule = trigger === "schedule" || (tries > 0 && tries < mostTries);
  if (!isInSchedule || isGone(attempt)) return { ...over, state: "failed" };
  const nextAttemptAt = nextTryAt({
    tries,
    status: attempt.status ?? null,
    error: attempt.error ?? null,
    retryAfter: attempt.responseHeaders?.["retry-after"] ?? null,
    endedAt,
    random,
  });
  return nextAttemptAt
    ? { state: "waiting", trigger: "schedule", nextAttemptAt, deliveredAt }
    : { ...over, state: "failed" };
}

/** The receiver says that it is not there any more and never will be. */
export function isGone({ status }: Pick<AttemptRow, "status">): boolean {
  return status === 410;
}

/** A failure that a person asked for says nothing of the endpoint. */
export function countsForHealth({ trigger }: Pick<AttemptRow, "trigger">): boolean {
  return trigger === "schedule";
}
