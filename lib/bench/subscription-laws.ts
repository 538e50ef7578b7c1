import { amountDue } from "../billing/charge-due";
import { afterPeriods, leadMs, longestDays } from "../billing/dates";
import type { Effect, Facts, Happening, Moved, Period, Plan } from "../billing/facts";
import { nextCheckAt, nextPaymentAt, paidUntil } from "../billing/next-check";
import { isActive, isRunning, type Status, statuses } from "../billing/statuses";

function law(isKept: boolean, words: string, facts: Facts): void {
  if (isKept) return;
  const text = JSON.stringify(facts, (_, value) => (typeof value === "bigint" ? `${value}` : value));
  throw new Error(`Broken: ${words}, by ${text}`);
}

/** What holds for any subscription that the engine keeps: the database's own checks, access, and what is due when. */
export function assertLegal(facts: Facts, plan: Plan): void {
  assertStorable(facts);
  assertAccess(facts);
  assertDue(facts, plan);
}

/** As the checks in db/schema/subscriptions.ts have it. */
function assertStorable(facts: Facts): void {
  const isBegun = facts.phase === "intro" || facts.phase === "recurring";
  const { startedAt, periodStart, periodEnd, pausedAt, pauseUntil, unusedPremiumMs, dunningSince } = facts;
  const dates = Object.values(facts).filter((value) => value instanceof Date);
  law(!dates.some((date) => Number.isNaN(date.getTime())), "dates are dates", facts);
  law((facts.phase === "expired") === (facts.endedAt !== null), "what ended says when", facts);
  law((facts.endedAt === null) === (facts.endReason === null), "what ended says why", facts);
  const hasPeriod = periodStart !== null && periodEnd !== null && periodStart < periodEnd;
  law(
    !isBegun || (startedAt !== null && hasPeriod && facts.iteration >= 1),
    "a running one has a period",
    facts,
  );
  law(
    facts.phase !== "upcoming" || (startedAt === null && facts.iteration === 0),
    "upcoming has not begun",
    facts,
  );
  if (pausedAt === null)
    law(pauseUntil === null && unusedPremiumMs === null, "only a pause keeps time", facts);
  else {
    law(isBegun && facts.dunning === "none", "only a running one without trouble is paused", facts);
    law(unusedPremiumMs !== null && unusedPremiumMs >= 0, "a pause keeps time", facts);
    law(pauseUntil === null || pauseUntil > pausedAt, "a pause ends after it began", facts);
  }
  if (facts.dunning === "none")
    law(
      dunningSince === null && facts.dunningStep === 0 && !facts.isDeclineHard,
      "without trouble none is told",
      facts,
    );
  else
    law(
      isBegun && dunningSince !== null && facts.dunningStep >= 0 && !facts.isNextPaid,
      "trouble is unpaid",
      facts,
    );
  law((facts.discountPercent === null) === (facts.discountCycles === null), "a discount has cycles", facts);
  law(
    facts.discountPercent === null || (facts.discountPercent >= 1 && facts.discountPercent <= 100),
    "percent",
    facts,
  );
  law(
    facts.discountCycles === null || (facts.discountCycles >= 1 && facts.discountCycles <= 1000),
    "cycles",
    facts,
  );
  if (!isBegun) law(facts.nextCheckAt === null, "nothing is due before the start and after the end", facts);
  else if (pausedAt)
    law(facts.nextCheckAt?.getTime() === pauseUntil?.getTime(), "a pause ends when it ends", facts);
  else law(facts.nextCheckAt !== null, "a running one is looked at again", facts);
}

const alone: readonly Status[] = ["EXPIRED", "UPCOMING"];

function assertAccess(facts: Facts): void {
  const held = new Set(statuses(facts));
  law(held.size === 1 || !alone.some((status) => held.has(status)), "ended and upcoming stand alone", facts);
  law(!held.has("GRACE") || held.has("RETRY"), "grace lasts while the charge is tried again", facts);
  law(!held.has("PAUSED") || !held.has("RETRY"), "no charge is tried while paused", facts);
  const isOpen = !held.has("EXPIRED") && !held.has("PAUSED") && !held.has("UPCOMING");
  law(
    isActive(facts) === (isOpen && (!held.has("RETRY") || held.has("GRACE"))),
    "access as documented",
    facts,
  );
}

function assertDue(facts: Facts, plan: Plan): void {
  const due = facts.nextCheckAt?.getTime() ?? null;
  law(
    due === (nextCheckAt(facts, plan)?.getTime() ?? null),
    "the next check is what it is derived from",
    facts,
  );
  const { periodStart, periodEnd } = facts;
  const isBegun = facts.phase === "intro" || facts.phase === "recurring";
  if (!isBegun || facts.pausedAt || !periodStart || !periodEnd) return;
  if (!facts.autoRenew || facts.isNextPaid) law(due === periodEnd.getTime(), "due at the boundary", facts);
  else if (facts.dunning === "none")
    law(due === periodEnd.getTime() - leadMs(periodStart, periodEnd), "due before the boundary", facts);
  if (facts.cycle === 0)
    law(facts.anchorAt.getTime() === periodEnd.getTime(), "counted from the period's end", facts);
  else {
    const counted = afterPeriods(facts.anchorAt, facts.zone, plan.terms.period, facts.cycle);
    law(counted.getTime() === periodEnd.getTime(), "a period's end is counted from the anchor", facts);
  }
  const payment = nextPaymentAt(facts, plan);
  law(payment === null || facts.autoRenew, "no payment is announced without auto-renewal", facts);
}

/** What holds from one moment to the next. */
export function assertFollows(
  before: Facts,
  happening: Happening,
  moved: Moved,
  now: Date,
  plan: Plan,
): void {
  const { facts, effects } = moved;
  law(facts.startedAt?.getTime() === before.startedAt?.getTime(), "the start never changes", facts);
  const periods = facts.iteration - before.iteration;
  law(periods === 0 || periods === 1, "at most one period begins", facts);
  law(facts.missedPeriods >= before.missedPeriods, "what was missed stays missed", facts);
  law(before.phase !== "expired" || facts === before, "the end is the end", facts);
  law(facts.phase !== "intro" || before.phase === "intro", "a trial does not come back", facts);
  law(periods === 0 || effects.length > 0, "no period begins in silence", facts);
  const ends = effects.filter(({ kind }) => kind === "ended").length;
  law(
    (ends === 1) === (facts.phase === "expired" && before.phase !== "expired"),
    "each end is told once",
    facts,
  );
  assertTime(before, happening, facts, now, plan);
  for (const effect of effects) if (effect.kind === "charge") assertCharge(before, effect, plan);
}

/** Paid time is neither made nor lost: it grows by a charge and by a deferral alone, and shrinks at the end alone. */
function assertTime(before: Facts, { type }: Happening, after: Facts, now: Date, plan: Plan): void {
  const grownMs = timeLeftMs(after, now, plan) - timeLeftMs(before, now, plan);
  const isFree =
    (type === "check" || type === "charge_now") && isRunning(before) && amountDue(before, plan) === 0n;
  // A resumption without any time left is given the shortest there is.
  const mostMs =
    type === "charged" || isFree
      ? longestMs(plan.terms.period)
      : type === "resume" || type === "check"
        ? 1
        : 0;
  if (type !== "defer") law(grownMs <= mostMs, `${type} gives no time that was not paid`, after);
  if (after.phase !== "expired") law(grownMs >= 0, `${type} takes no time that was paid`, after);
}

/** Access that was paid and not used: neither grace nor the time that passed while nobody charged. */
export function timeLeftMs(facts: Facts, now: Date, plan: Plan): number {
  if (!isRunning(facts)) return 0;
  if (facts.pausedAt) return facts.unusedPremiumMs ?? 0;
  return Math.max(0, paidUntil(facts, plan).getTime() - now.getTime());
}

// The clocks of a zone may go back within it.
const longestMs = (period: Period) => longestDays(period) * 86_400_000 + 3_600_000;

function assertCharge(before: Facts, effect: Effect & { kind: "charge" }, plan: Plan): void {
  const held = statuses(before);
  const forbidding: readonly Status[] = ["AUTORENEW_OFF", "PAUSED", "EXPIRED", "UPCOMING"];
  law(!held.some((status) => forbidding.includes(status)), "no charge against its statuses", before);
  law(!before.isNextPaid && effect.iteration === before.iteration + 1, "no period is charged twice", before);
  const price = (plan.successor ?? plan.terms).priceMinor;
  law(typeof effect.amountMinor === "bigint" && effect.amountMinor > 0n, "an amount is positive", before);
  law(effect.amountMinor <= price, "nobody is charged more than the price", before);
  law(
    (effect.purpose === "migration") === (plan.successor !== null),
    "a successor's charge is a migration",
    before,
  );
}
