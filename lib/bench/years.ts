import { amountDue } from "../billing/charge-due";
import { addDays } from "../billing/dates";
import type { Effect, Facts, Happening, Period, Plan, Terms } from "../billing/facts";
import { started, startedAfter, upcoming } from "../billing/start";
import { isRunning } from "../billing/statuses";
import { transition } from "../billing/transition";
import { type Chance, chanceOf } from "./chance";
import { assertFollows, assertLegal } from "./subscription-laws";

export type YearsFigures = {
  subscriptions: number;
  years: number;
  seed: number;
  /** Happenings, after each of which every law was checked. */
  steps: number;
  paid: number;
  free: number;
  declined: number;
  lateAnswers: number;
  doubledAnswers: number;
  outages: number;
  missedPeriods: number;
  actions: number;
  refusedActions: number;
  migrated: number;
  ended: number;
  running: number;
  paidAfterEnd: number;
};

type Charge = Extract<Effect, { kind: "charge" }>;

const begin = new Date("2026-01-01T00:00:00Z");
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const zones = ["UTC", "America/New_York", "Europe/London", "Asia/Kolkata", "Australia/Lord_Howe"] as const;
const periods: readonly [Period, ...Period[]] = [
  { unit: "months", count: 1 },
  { unit: "months", count: 1 },
  { unit: "months", count: 1 },
  { unit: "weeks", count: 1 },
  { unit: "weeks", count: 4 },
  { unit: "months", count: 3 },
  { unit: "years", count: 1 },
];

/**
 * Subscriptions that live for years among agents who act, cards that decline, answers that come late or twice, and
 * workers that stand still. Each has a ledger of its own, which must agree with its facts: a period for each payment.
 */
export function liveYears({
  subscriptions,
  years,
  seed,
}: Pick<YearsFigures, "subscriptions" | "years" | "seed">): YearsFigures {
  const figures: YearsFigures = {
    ...{
      subscriptions,
      years,
      seed,
      steps: 0,
      paid: 0,
      free: 0,
      declined: 0,
      lateAnswers: 0,
      doubledAnswers: 0,
    },
    ...{ outages: 0, missedPeriods: 0, actions: 0, refusedActions: 0, migrated: 0, ended: 0, running: 0 },
    paidAfterEnd: 0,
  };
  for (let index = 0; index < subscriptions; index++) {
    try {
      new Life(chanceOf(seed + index), figures).live(addDays(begin, years * 365));
    } catch (cause) {
      throw new Error(`Subscription ${index} of seed ${seed}: ${String(cause)}`, { cause });
    }
  }
  return figures;
}

class Life {
  private now: Date;
  private plan: Plan;
  private facts: Facts;
  /** Periods that money or a whole discount gave. */
  private given = 0;
  private open: { charge: Charge; answerAt: Date; isManual: boolean } | null = null;
  private actionAt: Date;

  constructor(
    private readonly chance: Chance,
    private readonly figures: YearsFigures,
  ) {
    this.now = new Date(begin.getTime() + chance.upTo(90 * dayMs));
    this.plan = { terms: this.someTerms(), schedule: chance.oneOf(["smart", "short"]), successor: null };
    this.facts = started(this.plan.terms, chance.oneOf(zones), this.now);
    this.actionAt = this.someActionTime();
  }

  live(until: Date): void {
    assertLegal(this.facts, this.plan);
    for (;;) {
      const checkAt = this.open ? this.open.answerAt : this.facts.nextCheckAt;
      const isAction = !checkAt || this.actionAt <= checkAt;
      const at = isAction ? this.actionAt : checkAt;
      if (at > until || this.facts.phase === "expired") break;
      if (at > this.now) this.now = at;
      if (isAction) this.act();
      else if (this.open) this.answer(this.open);
      else this.work();
      this.agree();
    }
    if (this.open) this.answer(this.open);
    this.figures.missedPeriods += this.facts.missedPeriods;
    if (isRunning(this.facts)) this.figures.running += 1;
    else this.figures.ended += 1;
  }

  /** A worker comes by, mostly in time. */
  private work(): void {
    const lateMs = this.chance.isHit(0.004) ? this.chance.upTo(60 * dayMs) : this.chance.upTo(30_000);
    if (lateMs > dayMs) this.figures.outages += 1;
    this.now = new Date(this.now.getTime() + lateMs);
    this.happen({ type: "check" });
  }

  private ask(charge: Charge, isManual: boolean): void {
    if (this.open) throw new Error("a second charge was asked for while one is open");
    const isLate = this.chance.isHit(0.02);
    const answerMs = isLate ? this.chance.upTo(3 * dayMs) : this.chance.upTo(20_000);
    if (isLate) {
      this.figures.lateAnswers += 1;
      // Agents act in the meantime too.
      if (this.chance.isHit(0.5)) this.actionAt = new Date(this.now.getTime() + this.chance.upTo(answerMs));
    }
    this.open = { charge, answerAt: new Date(this.now.getTime() + answerMs), isManual };
  }

  private answer({ isManual }: { isManual: boolean }): void {
    this.open = null;
    const isPaid = this.chance.isHit(this.facts.dunning === "none" ? 0.9 : 0.35);
    const happening: Happening = isPaid
      ? { type: "charged" }
      : { type: "declined", isHard: this.chance.isHit(0.15), isManual };
    this.figures[isPaid ? "paid" : "declined"] += 1;
    if (isPaid && isRunning(this.facts)) this.given += 1;
    this.happen(happening);
    // A doubled success reaches the facts only while the period waits for its boundary: later the ledger refuses it.
    if (!this.chance.isHit(0.02) || (isPaid && !this.facts.isNextPaid) || isManual) return;
    this.figures.doubledAnswers += 1;
    const before = this.facts;
    this.happen(happening);
    if (this.facts !== before && JSON.stringify(this.facts) !== JSON.stringify(before))
      throw new Error("an answer that came twice changed something");
  }

  private act(): void {
    this.actionAt = this.someActionTime();
    const { chance, facts } = this;
    if (chance.isHit(0.06)) {
      this.migrate();
      return;
    }
    // A person's charge waits for the one that is open, as the console has it.
    const action = this.someAction();
    if (this.open && (action.type === "charge_now" || action.type === "discount")) return;
    this.figures.actions += 1;
    if (!this.happen(action)) this.figures.refusedActions += 1;
    if (facts.pausedAt && action.type === "pause" && this.facts !== facts)
      throw new Error("it was paused twice");
  }

  private someAction(): Happening {
    const { chance, now } = this;
    return chance.oneOf<() => Happening>([
      () => ({ type: chance.isHit(0.3) ? "cancel" : "uncancel" }),
      () => ({ type: "uncancel" }),
      () => ({ type: "pause", until: chance.isHit(0.7) ? addDays(now, 1 + chance.upTo(60)) : null }),
      () => ({ type: "resume" }),
      () => ({ type: "resume" }),
      () => ({ type: "charge_now" }),
      () => ({ type: "defer", until: addDays(now, chance.upTo(45)) }),
      () => ({ type: "discount", percent: chance.oneOf([10, 33, 50, 100]), cycles: 1 + chance.upTo(4) }),
      () => (chance.isHit(0.1) ? { type: "end", reason: "refunded" } : { type: "resume" }),
    ])();
  }

  /** Another plan takes its place when its paid time ends. */
  private migrate(): void {
    if (this.open || this.facts.isNextPaid || this.facts.pausedAt || this.plan.successor) return;
    this.plan = { ...this.plan, successor: { ...this.someTerms(), intro: null } };
  }

  private happen(happening: Happening): boolean {
    this.figures.steps += 1;
    const before = Object.freeze(this.facts);
    const isAsking = happening.type === "check" || happening.type === "charge_now";
    const isFree = isAsking && isRunning(before) && amountDue(before, this.plan) === 0n;
    const outcome = transition(before, happening, this.now, this.plan);
    if (!outcome.ok) {
      if (happening.type === "check") throw new Error(`a check that was due was refused: ${outcome.code}`);
      return false;
    }
    assertLegal(outcome.facts, this.plan);
    assertFollows(before, happening, outcome, this.now, this.plan);
    this.facts = outcome.facts;
    for (const effect of outcome.effects) {
      if (effect.kind === "charge") this.ask(effect, happening.type === "charge_now");
      if (effect.kind === "park") this.figures.paidAfterEnd += 1;
      if (effect.kind === "start_successor") this.succeed();
    }
    if (isFree && periodsOf(outcome.facts) > periodsOf(before)) {
      this.figures.free += 1;
      this.given += 1;
    }
    return true;
  }

  private succeed(): void {
    const terms = this.plan.successor;
    if (!terms) throw new Error("a successor began that nobody planned");
    this.figures.migrated += 1;
    const { zone, autoRenew, endedAt } = this.facts;
    this.plan = { ...this.plan, terms, successor: null };
    this.facts = startedAfter(upcoming(zone, this.now), terms, endedAt ?? this.now, autoRenew);
    this.given = 0;
    assertLegal(this.facts, this.plan);
  }

  private agree(): void {
    if (!isRunning(this.facts)) return;
    if (periodsOf(this.facts) !== this.given)
      throw new Error(`${this.given} periods were given, and ${periodsOf(this.facts)} begun or paid`);
  }

  private someTerms(): Terms {
    const { chance } = this;
    const hasTrial = chance.isHit(0.4);
    const intro = { period: { unit: "days", count: 3 + chance.upTo(12) } as const, priceMinor: null };
    return {
      currency: "USD",
      exponent: 2,
      priceMinor: BigInt(1 + chance.upTo(20_000)),
      period: chance.oneOf(periods),
      intro: hasTrial ? intro : null,
    };
  }

  private someActionTime(): Date {
    return new Date(this.now.getTime() + hourMs + this.chance.upTo(120 * dayMs));
  }
}

/** Periods after the first that have begun or are paid. */
function periodsOf({ iteration, isNextPaid }: Facts): number {
  return iteration - 1 + (isNextPaid ? 1 : 0);
}
