import { afterPeriods } from "./dates";
import type { Facts, Terms } from "./facts";
import { nextCheckAt } from "./next-check";

const quiet = {
  isNextPaid: false,
  pausedAt: null,
  pauseUntil: null,
  unusedPremiumMs: null,
  dunning: "none",
  dunningStep: 0,
  dunningSince: null,
  isDeclineHard: false,
  discountPercent: null,
  discountCycles: null,
  missedPeriods: 0,
  endedAt: null,
  endReason: null,
} as const;

/** A subscription whose first period, trial or not, begins now. */
export function started(terms: Terms, zone: string, now: Date, { withIntro = true } = {}): Facts {
  const intro = withIntro ? terms.intro : null;
  const end = afterPeriods(now, zone, intro?.period ?? terms.period, 1);
  const facts: Facts = {
    ...quiet,
    phase: intro ? "intro" : "recurring",
    autoRenew: true,
    startedAt: now,
    periodStart: now,
    periodEnd: end,
    iteration: 1,
    // Paid periods are counted from the end of the trial.
    anchorAt: intro ? end : now,
    zone,
    cycle: intro ? 0 : 1,
    nextCheckAt: null,
  };
  return { ...facts, nextCheckAt: nextCheckAt(facts, { terms, schedule: "smart", successor: null }) };
}

/** One that waits for the end of another. */
export function upcoming(zone: string, now: Date): Facts {
  return {
    ...quiet,
    phase: "upcoming",
    autoRenew: true,
    startedAt: null,
    periodStart: null,
    periodEnd: null,
    iteration: 0,
    anchorAt: now,
    zone,
    cycle: 0,
    nextCheckAt: null,
  };
}

/** The one that waited begins, with its first period paid. It ends there if auto-renewal was turned off meanwhile. */
export function startedAfter(waiting: Facts, terms: Terms, now: Date, autoRenew: boolean): Facts {
  const facts = { ...started(terms, waiting.zone, now, { withIntro: false }), autoRenew };
  return { ...facts, nextCheckAt: nextCheckAt(facts, { terms, schedule: "smart", successor: null }) };
}
