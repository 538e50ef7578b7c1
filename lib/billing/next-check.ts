import { addDays, afterPeriods, leadMs } from "./dates";
import type { Facts, Plan, Running } from "./facts";
import { retrySteps } from "./retry-schedule";
import { isRunning } from "./statuses";

/** When the engine looks at it next; null where nothing is due by itself. */
export function nextCheckAt(facts: Facts, plan: Plan): Date | null {
  if (!isRunning(facts)) return null;
  if (facts.pausedAt) return facts.pauseUntil;
  if (!facts.autoRenew || facts.isNextPaid) return facts.periodEnd;
  if (facts.dunning !== "none" && facts.dunningSince) {
    const next = retrySteps(plan.schedule, plan.terms.period)[facts.dunningStep + 1];
    // A schedule that was shortened meanwhile has no such step: then the end is due at once.
    return next ? addDays(facts.dunningSince, next.day) : facts.dunningSince;
  }
  return new Date(facts.periodEnd.getTime() - leadMs(facts.periodStart, facts.periodEnd));
}

/** When money is asked for next; null when no charge will follow by itself. */
export function nextPaymentAt(facts: Facts, plan: Plan): Date | null {
  if (!isRunning(facts) || !facts.autoRenew || facts.pausedAt) return null;
  if (!facts.isNextPaid) return nextCheckAt(facts, plan);
  const end = nextPeriodEnd(facts, plan);
  return new Date(end.getTime() - leadMs(facts.periodEnd, end));
}

/** The end of the period that comes after the present one. */
export function nextPeriodEnd(facts: Running, { terms, successor }: Plan): Date {
  return successor
    ? afterPeriods(facts.periodEnd, facts.zone, successor.period, 1)
    : afterPeriods(facts.anchorAt, facts.zone, terms.period, facts.cycle + 1);
}
