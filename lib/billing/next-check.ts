import { addDays, afterPeriods, leadMs } from "./dates";
import type { Facts, Plan, Running } from "./facts";
import { type RetryStep, retrySteps } from "./retry-schedule";
import { isRunning } from "./statuses";

/** When the engine looks at it next; null where nothing is due by itself. */
export function nextCheckAt(facts: Facts, plan: Plan): Date | null {
  if (!isRunning(facts)) return null;
  if (facts.pausedAt) return facts.pauseUntil;
  if (!facts.autoRenew || facts.isNextPaid) return facts.periodEnd;
  if (facts.dunning !== "none" && facts.dunningSince) {
    const next = nextTry(facts, plan);
    // A schedule that was shortened meanwhile has no such step: then the end is due at once.
    return next ? addDays(facts.dunningSince, next.day) : facts.dunningSince;
  }
  return new Date(facts.periodEnd.getTime() - leadMs(facts.periodStart, facts.periodEnd));
}

/** When money is asked for next, were it nothing after a discount; null when no charge will follow by itself. */
export function nextPaymentAt(facts: Facts, plan: Plan): Date | null {
  if (!isRunning(facts) || !facts.autoRenew) return null;
  if (facts.pausedAt) {
    if (!facts.pauseUntil || isSuccessorPaid(facts, plan)) return null;
    const end = resumedEnd(facts, facts.pauseUntil);
    return new Date(end.getTime() - leadMs(facts.pauseUntil, end));
  }
  if (isSuccessorPaid(facts, plan)) return null;
  if (facts.isNextPaid) {
    const end = nextPeriodEnd(facts, plan);
    return new Date(end.getTime() - leadMs(facts.periodEnd, end));
  }
  if (facts.dunning !== "none" && (facts.isDeclineHard || !nextTry(facts, plan))) return null;
  return nextCheckAt(facts, plan);
}

/** The try that follows the last one; null where none is left. */
export function nextTry(facts: Facts, plan: Plan): RetryStep | null {
  return retrySteps(plan.schedule, plan.terms.period)[facts.dunningStep + 1] ?? null;
}

/** What was paid ahead is the first period of the subscription that takes its place, and no time of its own. */
export function isSuccessorPaid(facts: Running, { successor }: Plan): boolean {
  return facts.isNextPaid && successor !== null;
}

/** Until when it is paid, the period that was paid ahead included. */
export function paidUntil(facts: Running, plan: Plan): Date {
  return facts.isNextPaid && !plan.successor ? nextPeriodEnd(facts, plan) : facts.periodEnd;
}

/** Where the kept time ends that runs again from `now`. Without any, the next charge is due at once. */
export function resumedEnd(facts: Running, now: Date): Date {
  return new Date(now.getTime() + Math.max(1, facts.unusedPremiumMs ?? 0));
}

/** The end of the period that comes after the present one. */
export function nextPeriodEnd(facts: Running, { terms, successor }: Plan): Date {
  return successor
    ? afterPeriods(facts.periodEnd, facts.zone, successor.period, 1)
    : afterPeriods(facts.anchorAt, facts.zone, terms.period, facts.cycle + 1);
}
