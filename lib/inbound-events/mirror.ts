import { afterPeriods } from "../billing/dates";
import type { Facts, Period } from "../billing/facts";
import { isRunning } from "../billing/statuses";
import type { SubscriptionEventType } from "../events/catalogue";
import type { ProductFact } from "./facts";
import type { SubscriptionSaid } from "./fold";

const shortestMs = 1_000;

/** A subscription as our own tables hold one, of what its provider said. Always legal, however little that was. */
export function mirrorOf(said: SubscriptionSaid, period: Period, now: Date): Facts {
  const phase = said.phase ?? (said.endedAt ? "expired" : said.isTrial ? "intro" : "recurring");
  const startedAt = dateOf(said.startedAt) ?? dateOf(said.periodStart) ?? said.since;
  const periodStart = dateOf(said.periodStart) ?? startedAt;
  const periodEnd = later(dateOf(said.periodEnd) ?? afterPeriods(periodStart, "UTC", period, 1), periodStart);
  const base: Facts = {
    ...{ phase, autoRenew: said.autoRenew ?? phase !== "expired", startedAt, periodStart, periodEnd },
    iteration: Math.max(1, said.iteration ?? said.periods),
    ...{ anchorAt: periodStart, zone: "UTC", cycle: 1, isNextPaid: false },
    ...{ pausedAt: null, pauseUntil: null, unusedPremiumMs: null },
    ...{ dunning: "none", dunningStep: 0, dunningSince: null, isDeclineHard: false },
    ...{ discountPercent: null, discountCycles: null, missedPeriods: 0 },
    ...{ endedAt: null, endReason: null, nextCheckAt: null },
  };
  if (phase === "upcoming")
    return {
      ...base,
      startedAt: null,
      periodStart: null,
      periodEnd: null,
      iteration: 0,
      anchorAt: said.since,
    };
  if (phase === "expired")
    return {
      ...base,
      autoRenew: false,
      endedAt: dateOf(said.endedAt) ?? said.at,
      endReason: said.endReason ?? "ended_by_provider",
    };
  const pausedAt = said.pause ? (dateOf(said.pause.since) ?? said.at) : null;
  // One that is announced has not begun.
  if (said.pause && pausedAt && pausedAt <= now) {
    const until = dateOf(said.pause.until);
    const pauseUntil = until && until > pausedAt ? until : null;
    const unusedPremiumMs = Math.max(0, periodEnd.getTime() - pausedAt.getTime());
    return { ...base, pausedAt, pauseUntil, unusedPremiumMs, nextCheckAt: pauseUntil };
  }
  const dunning = said.dunning ?? "none";
  if (dunning === "none") return { ...base, nextCheckAt: periodEnd };
  return { ...base, dunning, dunningSince: said.dunningSince ?? said.at, nextCheckAt: periodEnd };
}

const days = 86_400_000;

/** The period that a span of time most likely is: months and years differ in length, and stores round. */
export function periodBetween({ start, end }: { start: Date; end: Date }): Period {
  const length = Math.max(1, (end.getTime() - start.getTime()) / days);
  const years = Math.round(length / 365.25);
  if (years >= 1 && Math.abs(length - years * 365.25) <= 2) return { unit: "years", count: years };
  const months = Math.round(length / 30.44);
  if (months >= 1 && Math.abs(length - months * 30.44) <= 2.6) return { unit: "months", count: months };
  const whole = Math.round(length);
  return whole % 7 === 0 ? { unit: "weeks", count: whole / 7 } : { unit: "days", count: whole };
}

function later(end: Date, start: Date): Date {
  return end > start ? end : new Date(start.getTime() + shortestMs);
}

function dateOf(text: string | null | undefined): Date | null {
  return text ? new Date(text) : null;
}

/** What endpoints are told where a mirror went from one state to another: nothing where they are alike. */
export function eventsBetween(before: Facts | null, after: Facts): SubscriptionEventType[] {
  const told = new Set<SubscriptionEventType>();
  if (!before) {
    if (after.phase === "intro") told.add("subscription.starting_trial");
    if (after.phase === "recurring") told.add("subscription.convertion");
  } else if (isRunning(after)) {
    const isLonger = before.periodEnd !== null && after.periodEnd > before.periodEnd;
    const wasRunning = isRunning(before);
    if (before.phase === "upcoming" || (before.phase === "intro" && after.phase === "recurring"))
      told.add("subscription.convertion");
    else if (before.dunning !== "none" && after.dunning === "none") told.add("subscription.recovering");
    else if (before.phase === "expired" || after.iteration > before.iteration || isMoved(before, after)) {
      if (isLonger || before.phase === "expired") told.add("subscription.renewing");
    } else if (isLonger) told.add("subscription.defering");
    if (before.pausedAt && !after.pausedAt) told.add("subscription.resuming");
    if (wasRunning && before.autoRenew && !after.autoRenew) told.add("subscription.unsubscription");
    if (wasRunning && !before.autoRenew && after.autoRenew) told.add("subscription.recovering_autorenew");
  }
  if (isRunning(after)) {
    if (!before?.pausedAt && after.pausedAt) told.add("subscription.pausing");
    if (before?.dunning !== "grace" && after.dunning === "grace") told.add("subscription.start_grace");
    if (before?.dunning === "grace" && after.dunning === "retry") told.add("subscription.finish_grace");
    if (before?.dunning !== "retry" && after.dunning === "retry") told.add("subscription.start_retry");
  }
  if (after.phase === "expired" && before?.phase !== "expired") told.add("subscription.expiration");
  return [...told];
}

function isMoved(before: Facts, after: Facts): boolean {
  return before.periodStart !== null && after.periodStart !== null && after.periodStart > before.periodStart;
}

/** Stores name a product and not its period, which shows in the first time that was paid. */
export function withPeriod(product: ProductFact, { firstPaid }: SubscriptionSaid): ProductFact {
  return product.period || !firstPaid ? product : { ...product, period: periodBetween(firstPaid) };
}
