import { amountDue } from "./charge-due";
import { addDays, afterPeriods, isChoosable } from "./dates";
import type { EndReason, Facts, Happening, Outcome, Plan, Running } from "./facts";
import { nextPeriodEnd, nextTry } from "./next-check";
import { type Change, moved, refused, stay } from "./outcome";
import { paused, resumed } from "./pause";
import { retrySteps } from "./retry-schedule";
import { isRunning } from "./statuses";

/**
 * Where a subscription goes when something happens to it, and what is to be done for it. Total: what cannot be is refused
 * in words, nothing throws. `now` is the project's time.
 */
export function transition(facts: Facts, happening: Happening, now: Date, plan: Plan): Outcome {
  if (facts.phase === "expired") return afterTheEnd(facts, happening);
  if (happening.type === "end") return ended(facts, plan, now, happening.reason);
  if (!isRunning(facts))
    return refused("not_started", "It has not started: it waits for another subscription to end.");
  switch (happening.type) {
    case "check":
      return check(facts, plan, now);
    case "charge_now":
      return chargeNow(facts, plan, now);
    case "charged":
      return charged(facts, plan, now);
    case "declined":
      return declined(facts, plan, now, happening);
    case "cancel":
      return cancelled(facts, plan, now);
    case "uncancel":
      return uncancelled(facts, plan, now);
    case "pause":
      return paused(facts, plan, now, happening.until);
    case "resume":
      return resumed(facts, plan, now);
    case "defer":
      return deferred(facts, plan, now, happening.until);
    case "discount":
      return withDiscount(facts, plan, happening);
  }
}

function afterTheEnd(facts: Facts, happening: Happening): Outcome {
  if (happening.type === "charged")
    return { ok: true, facts, effects: [{ kind: "park", reason: "paid_after_end" }] };
  if (happening.type === "declined") return stay(facts);
  return refused("ended", "It has ended; start a new subscription instead.");
}

function check(facts: Running, plan: Plan, now: Date): Outcome {
  if (!facts.nextCheckAt || facts.nextCheckAt > now) return refused("not_due", "Nothing is due yet.");
  if (facts.pausedAt) return resumed(facts, plan, now);
  if (facts.isNextPaid)
    return facts.periodEnd > now ? moved(facts, {}, plan) : nextPeriod(facts, plan, facts.periodEnd);
  if (!facts.autoRenew)
    return facts.periodEnd > now ? moved(facts, {}, plan) : ended(facts, plan, now, "cancelled");
  if (facts.dunning !== "none") {
    const next = nextTry(facts, plan);
    if (!next) return ended(facts, plan, now, "unpaid");
    if (facts.isDeclineHard) return declined(facts, plan, now, { isHard: true, isManual: false });
    return charge(facts, plan, now, facts.dunningStep + 1, next.percent);
  }
  return charge(facts, plan, now, 0, 100);
}

function chargeNow(facts: Running, plan: Plan, now: Date): Outcome {
  if (facts.pausedAt) return refused("paused", "It is paused. Resume it first.");
  if (!facts.autoRenew) return refused("autorenew_off", "Auto-renewal is off. Turn it on first.");
  if (facts.isNextPaid) return refused("paid_ahead", "The coming period is paid already.");
  return charge(facts, plan, now, facts.dunningStep, 100);
}

/** A price of nothing, after a discount, needs no gateway. */
function charge(facts: Running, plan: Plan, now: Date, step: number, percent: number): Outcome {
  const purpose = plan.successor ? "migration" : facts.phase === "intro" ? "conversion" : "renewal";
  const amountMinor = amountDue(facts, plan, percent);
  if (amountMinor <= 0n) return charged(facts, plan, now);
  const effect = {
    kind: "charge" as const,
    purpose,
    iteration: facts.iteration + 1,
    amountMinor,
    step,
    percent,
  } as const;
  return { ok: true, facts, effects: [effect] };
}

function charged(facts: Running, plan: Plan, now: Date): Outcome {
  // An answer that came twice pays nothing twice.
  if (facts.isNextPaid) return stay(facts);
  const change = { ...calm, ...discountUsed(facts), ...keptWhilePaused(facts, plan), isNextPaid: true };
  const recovered = facts.dunning === "none" ? [] : (["subscription.recovering"] as const);
  const paid = moved(facts, change, plan, recovered);
  if (facts.pausedAt || facts.periodEnd > now || !paid.ok || !isRunning(paid.facts)) return paid;
  const late = facts.dunning === "none" ? nextPeriod(paid.facts, plan, now) : recover(paid.facts, plan, now);
  return late.ok ? { ...late, effects: [...paid.effects, ...late.effects] } : late;
}

/** Paid while it was paused, since the answer came late: the period joins the time that is kept. */
function keptWhilePaused(facts: Running, plan: Plan): Change {
  if (!facts.pausedAt || plan.successor) return {};
  const periodMs = nextPeriodEnd(facts, plan).getTime() - facts.periodEnd.getTime();
  return { unusedPremiumMs: (facts.unusedPremiumMs ?? 0) + periodMs };
}

/** The boundary: the paid period becomes the present one. Those that passed unpaid before `now` are counted as missed. */
function nextPeriod(facts: Running, plan: Plan, now: Date): Outcome {
  if (plan.successor) return succeeded(facts, plan, now);
  const boundary = (cycle: number) => afterPeriods(facts.anchorAt, facts.zone, plan.terms.period, cycle);
  let cycle = facts.cycle + 1;
  while (boundary(cycle) <= now) cycle += 1;
  const missed = cycle - 1 - facts.cycle;
  const next: Change = {
    ...begun(facts),
    periodStart: boundary(cycle - 1),
    periodEnd: boundary(cycle),
    cycle,
    missedPeriods: facts.missedPeriods + missed,
  };
  const outcome = moved(facts, next, plan, [beginning(facts)]);
  if (outcome.ok && missed > 0) outcome.effects.push({ kind: "missed", periods: missed });
  return outcome;
}

/** Paid after trouble: the cycle moves to the day of the payment. */
function recover(facts: Running, plan: Plan, now: Date): Outcome {
  if (plan.successor) return succeeded(facts, plan, now);
  const end = afterPeriods(now, facts.zone, plan.terms.period, 1);
  const next = { ...begun(facts), periodStart: now, periodEnd: end, anchorAt: now, cycle: 1 };
  // Only a conversion is news: that it recovered was told already.
  return moved(facts, next, plan, facts.phase === "intro" ? ["subscription.convertion"] : []);
}

function succeeded(facts: Running, plan: Plan, now: Date): Outcome {
  const outcome = ended(facts, plan, now, "migrated");
  if (outcome.ok) outcome.effects.push({ kind: "start_successor" });
  return outcome;
}

const begun = (facts: Running): Change => ({
  phase: "recurring",
  iteration: facts.iteration + 1,
  isNextPaid: false,
});

const beginning = (facts: Running) =>
  facts.phase === "intro" ? "subscription.convertion" : ("subscription.renewing" as const);

function declined(
  facts: Running,
  plan: Plan,
  now: Date,
  { isHard, isManual }: { isHard: boolean; isManual: boolean },
): Outcome {
  if (facts.isNextPaid || facts.pausedAt || !facts.autoRenew) return stay(facts);
  // Nothing is due: somebody tried early, it was deferred meanwhile, or the answer came twice.
  const isEarly = facts.nextCheckAt !== null && facts.nextCheckAt > now;
  if (isEarly && (facts.dunning === "none" || !isManual)) return stay(facts);
  if (facts.dunning === "none") {
    const trouble: Change = { dunning: "grace", dunningStep: 0, dunningSince: now, isDeclineHard: isHard };
    return moved(facts, trouble, plan, ["subscription.start_grace", "subscription.start_retry"]);
  }
  if (isManual) return moved(facts, { isDeclineHard: isHard }, plan);
  const steps = retrySteps(plan.schedule, plan.terms.period);
  const dunningStep = facts.dunningStep + 1;
  if (dunningStep + 1 >= steps.length) return ended(facts, plan, now, "unpaid");
  const step = steps[dunningStep];
  const endsGrace = facts.dunning === "grace" && step?.endsGrace === true;
  const change: Change = {
    dunningStep,
    dunningSince: facts.dunningSince && sinceOf(facts.dunningSince, step?.day ?? 0, now),
    isDeclineHard: isHard,
    dunning: endsGrace ? "retry" : facts.dunning,
  };
  return moved(facts, change, plan, endsGrace ? ["subscription.finish_grace"] : []);
}

/** A try that came more than a day late moves those after it as far: a card is not asked again and again within a minute. */
function sinceOf(since: Date, day: number, now: Date): Date {
  const first = addDays(now, -day);
  return first > addDays(since, 1) ? first : since;
}

const calm = { dunning: "none", dunningStep: 0, dunningSince: null, isDeclineHard: false } as const;

function cancelled(facts: Running, plan: Plan, now: Date): Outcome {
  if (!facts.autoRenew) return refused("already", "Auto-renewal is off already.");
  const events =
    facts.dunning === "grace"
      ? (["subscription.unsubscription", "subscription.finish_grace"] as const)
      : (["subscription.unsubscription"] as const);
  const off = moved(facts, { ...calm, autoRenew: false }, plan, events);
  if (!off.ok || facts.pausedAt || facts.isNextPaid || facts.periodEnd > now || !isRunning(off.facts))
    return off;
  // Its paid time is over: only the grace is taken back.
  const over = ended(off.facts, plan, now, "cancelled");
  return over.ok ? { ...over, effects: [...off.effects, ...over.effects] } : over;
}

function uncancelled(facts: Running, plan: Plan, now: Date): Outcome {
  if (facts.autoRenew) return refused("already", "Auto-renewal is on already.");
  if (!facts.pausedAt && !facts.isNextPaid && facts.periodEnd <= now)
    return refused("ended", "Its paid time is over.");
  return moved(facts, { autoRenew: true }, plan, ["subscription.recovering_autorenew"]);
}

function deferred(facts: Running, plan: Plan, now: Date, until: Date): Outcome {
  if (facts.pausedAt) return refused("paused", "It is paused. Resume it first.");
  if (!facts.autoRenew)
    return refused("autorenew_off", "Auto-renewal is off, so there is no charge to defer.");
  if (facts.dunning !== "none") return refused("in_dunning", "A charge failed and is being tried again.");
  if (facts.isNextPaid)
    return refused("paid_ahead", "The coming period is paid already. Defer it after it began.");
  if (!isChoosable(until, now) || until <= facts.periodEnd)
    return refused("bad_date", "Choose a date after the end of the present period, within ten years.");
  return moved(facts, { periodEnd: until, anchorAt: until, cycle: 0 }, plan, ["subscription.defering"]);
}

function withDiscount(
  facts: Running,
  plan: Plan,
  { percent, cycles }: { percent: number; cycles: number },
): Outcome {
  if (!Number.isInteger(percent) || percent < 1 || percent > 100)
    return refused("bad_amount", "Choose a whole percentage from 1 to 100.");
  if (!Number.isInteger(cycles) || cycles < 1 || cycles > 1000)
    return refused("bad_amount", "Choose a number of periods from 1 to 1,000.");
  if (!facts.autoRenew)
    return refused("autorenew_off", "Auto-renewal is off, so nothing will be charged. Turn it on first.");
  return moved(facts, { discountPercent: percent, discountCycles: cycles }, plan);
}

function discountUsed(facts: Running): Change {
  if (facts.discountCycles === null) return {};
  return facts.discountCycles > 1
    ? { discountCycles: facts.discountCycles - 1 }
    : { discountPercent: null, discountCycles: null };
}

function ended(facts: Facts, plan: Plan, now: Date, endReason: EndReason): Outcome {
  const isGrace = isRunning(facts) && facts.dunning === "grace";
  const over: Change = {
    ...calm,
    phase: "expired",
    isNextPaid: false,
    pausedAt: null,
    pauseUntil: null,
    unusedPremiumMs: null,
    endedAt: now,
    endReason,
  };
  const outcome = moved(
    facts,
    over,
    plan,
    isGrace ? ["subscription.finish_grace", "subscription.expiration"] : ["subscription.expiration"],
  );
  if (outcome.ok) outcome.effects.push({ kind: "ended", reason: endReason });
  return outcome;
}
