import { isChoosable } from "./dates";
import type { Outcome, Plan, Running } from "./facts";
import { isSuccessorPaid, paidUntil, resumedEnd } from "./next-check";
import { moved, refused } from "./outcome";

/** Stops access and keeps what was paid and not used. A null `until` is open-ended. */
export function paused(facts: Running, plan: Plan, now: Date, until: Date | null): Outcome {
  if (facts.pausedAt) return refused("already", "It is paused already.");
  if (facts.dunning !== "none") return refused("in_dunning", "A charge failed and is being tried again.");
  if (facts.phase === "intro") return refused("trial", "A trial cannot be paused. Cancel or defer it.");
  if (until && !isChoosable(until, now))
    return refused("bad_date", "Choose a date in the future, within ten years.");
  const unusedPremiumMs = Math.max(0, paidUntil(facts, plan).getTime() - now.getTime());
  return moved(facts, { pausedAt: now, pauseUntil: until, unusedPremiumMs }, plan, ["subscription.pausing"]);
}

/** Gives the kept time back from now on; the cycle counts from its end. */
export function resumed(facts: Running, plan: Plan, now: Date): Outcome {
  if (!facts.pausedAt) return refused("not_paused", "It is not paused.");
  const end = resumedEnd(facts, now);
  // A period that was paid ahead is part of the time that was kept.
  const isMerged = facts.isNextPaid && !isSuccessorPaid(facts, plan);
  const change = {
    pausedAt: null,
    pauseUntil: null,
    unusedPremiumMs: null,
    periodStart: now,
    periodEnd: end,
    anchorAt: end,
    cycle: 0,
    isNextPaid: facts.isNextPaid && !isMerged,
    iteration: facts.iteration + (isMerged ? 1 : 0),
  };
  return moved(facts, change, plan, ["subscription.resuming"]);
}
