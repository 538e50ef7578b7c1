import { type AttemptRow, isDelivered } from "./attempt";
import type { Claimed } from "./claim";
import { nextTryAt } from "./schedule";

/** What a delivery is after an attempt, or after its workers died at every try. */
export type Outcome = {
  state: "waiting" | "delivered" | "failed";
  trigger: AttemptRow["trigger"];
  nextAttemptAt: Date | null;
  deliveredAt: Date | null;
};

/** `random` from 0 to 1 spreads the next try. */
export function outcomeOf(claimed: Claimed, attempt: AttemptRow | null, random: number): Outcome {
  const { trigger, attempts: tries, deliveredAt, scheduledAt } = claimed;
  const over = { trigger, nextAttemptAt: null, deliveredAt };
  if (attempt && isDelivered(attempt.status))
    return { ...over, state: "delivered", deliveredAt: deliveredAt ?? endOf(attempt) };
  if (deliveredAt) return { ...over, state: "delivered" };
  if (attempt && isGone(attempt)) return { ...over, state: "failed" };
  const nextAttemptAt = trigger === "schedule" ? attempt && nextAfter(attempt, tries, random) : scheduledAt;
  return nextAttemptAt
    ? { state: "waiting", trigger: "schedule", nextAttemptAt, deliveredAt }
    : { ...over, state: "failed" };
}

function endOf({ startedAt, durationMs }: AttemptRow): Date {
  return new Date(startedAt.getTime() + durationMs);
}

function nextAfter(attempt: AttemptRow, tries: number, random: number): Date | null {
  return nextTryAt({
    tries,
    status: attempt.status ?? null,
    error: attempt.error ?? null,
    retryAfter: attempt.responseHeaders?.["retry-after"] ?? null,
    endedAt: endOf(attempt),
    random,
  });
}

/** The receiver says that it is not there any more and never will be. */
export function isGone({ status }: Pick<AttemptRow, "status">): boolean {
  return status === 410;
}

/** A failure that a person asked for says nothing of the endpoint. */
export function countsForHealth({ trigger }: Pick<AttemptRow, "trigger">): boolean {
  return trigger === "schedule";
}
