import { assertFollows, assertLegal } from "@/lib/bench/subscription-laws";
import type { Effect, Facts, Happening, Moved, Plan, Terms } from "@/lib/billing/facts";
import { started, upcoming } from "@/lib/billing/start";
import { type Status, statuses } from "@/lib/billing/statuses";
import { transition } from "@/lib/billing/transition";

export const monthly: Terms = {
  currency: "USD",
  exponent: 2,
  priceMinor: 999n,
  period: { unit: "months", count: 1 },
  intro: null,
};

export const weekTrial: Terms = {
  ...monthly,
  intro: { period: { unit: "weeks", count: 1 }, priceMinor: null },
};

export function planOf(terms: Terms = monthly, change: Partial<Plan> = {}): Plan {
  return { terms, schedule: "smart", successor: null, ...change };
}

/** "2026-02-10 08:00" in UTC. */
export function at(text: string): Date {
  return new Date(`${text.replace(" ", "T")}:00.000Z`);
}

/** Bought on 10 January 2026 at 10:00. */
export function bought(plan: Plan): Facts {
  return started(plan.terms, "UTC", at("2026-01-10 10:00"), { withIntro: plan.terms.intro !== null });
}

export const paidCharge: Happening = { type: "charged" };
export const softDecline: Happening = { type: "declined", isHard: false, isManual: false };

/** What follows, with the laws of subscriptions checked; a refusal is an error. */
export function follow(facts: Facts, happening: Happening, now: Date, plan: Plan): Moved {
  const outcome = transition(facts, happening, now, plan);
  if (!outcome.ok) throw new Error(`${happening.type} was refused: ${outcome.code}`);
  assertLegal(outcome.facts, plan);
  assertFollows(facts, happening, outcome, now, plan);
  return outcome;
}

export function followAll(facts: Facts, plan: Plan, happenings: readonly [string, Happening][]): Facts {
  return happenings.reduce(
    (current, [when, happening]) => follow(current, happening, at(when), plan).facts,
    facts,
  );
}

/** Each status set that can hold, with facts that have it on 9 March 2026 under the monthly plan; due at `checkedAt`. */
export function inEachStatus(plan: Plan): { held: Status[]; facts: Facts }[] {
  const trial = started(weekTrial, "UTC", at("2026-03-05 10:00"));
  const paid = started(plan.terms, "UTC", at("2026-02-10 10:00"), { withIntro: false });
  const grace = followAll(bought(plan), plan, [["2026-02-10 08:00", softDecline]]);
  const pause = (until: Date | null): Happening => ({ type: "pause", until });
  const all = [
    trial,
    paid,
    followAll(trial, plan, [["2026-03-06 10:00", { type: "cancel" }]]),
    followAll(paid, plan, [["2026-03-06 10:00", { type: "cancel" }]]),
    grace,
    followAll(grace, plan, [
      ["2026-02-12 08:00", softDecline],
      ["2026-02-17 08:00", softDecline],
    ]),
    followAll(paid, plan, [["2026-03-06 10:00", pause(at("2026-04-01 10:00"))]]),
    followAll(paid, plan, [["2026-03-06 10:00", pause(null)]]),
    followAll(paid, plan, [
      ["2026-03-06 10:00", { type: "cancel" }],
      ["2026-03-07 10:00", pause(at("2026-04-01 10:00"))],
    ]),
    followAll(paid, plan, [["2026-03-06 10:00", { type: "end", reason: "refunded" }]]),
    upcoming("UTC", at("2026-03-06 10:00")),
  ];
  return all.map((facts) => ({ held: statuses(facts), facts }));
}

/** The charge that is asked for, and the events and ends that follow, in short words. */
export function told({ effects }: Moved): string[] {
  return effects.map(inWords);
}

function inWords(effect: Effect): string {
  switch (effect.kind) {
    case "charge":
      return `${effect.purpose} ${effect.amountMinor} for ${effect.iteration}, step ${effect.step} at ${effect.percent} %`;
    case "event":
      return effect.type.replace("subscription.", "");
    case "ended":
      return `ended: ${effect.reason}`;
    case "missed":
      return `missed ${effect.periods}`;
    case "park":
      return `park: ${effect.reason}`;
    case "start_successor":
      return "start successor";
  }
}
