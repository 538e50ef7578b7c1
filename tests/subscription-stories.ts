import fc from "fast-check";
import { addDays, afterPeriods } from "@/lib/billing/dates";
import type { Facts, Happening, Period, Plan, Terms } from "@/lib/billing/facts";
import { nextCheckAt } from "@/lib/billing/next-check";
import { planOf } from "./subscription-cases";

/** What a year of support, cards and workers may do to one subscription. Waits are of project time before each. */
export type Story = {
  plan: Plan;
  zone: string;
  start: Date;
  withIntro: boolean;
  steps: { wait: Wait; what: Told }[];
};

/** Until its next check and so much longer, or plainly so long. */
export type Wait = { fromDue: boolean; ms: number };

export type Told =
  | Happening
  | { type: "pause_days" | "defer_days"; days: number }
  | { type: "again" }
  /** A worker comes by, and the gateway answers what it asks. */
  | { type: "worker"; pays: boolean };

export const billingZones = [
  "UTC",
  "America/New_York",
  "Europe/London",
  "Asia/Kolkata",
  "Pacific/Apia",
  "America/Sao_Paulo",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
] as const;

const day = 86_400_000;

const period: fc.Arbitrary<Period> = fc.oneof(
  fc.record({ unit: fc.constant("minutes" as const), count: fc.constantFrom(1, 10, 45, 1000) }),
  fc.record({
    unit: fc.constantFrom("days" as const, "weeks" as const, "months" as const),
    count: fc.constantFrom(1, 2, 3, 6, 30),
  }),
  fc.record({ unit: fc.constant("years" as const), count: fc.constantFrom(1, 2) }),
);

const price = fc.oneof(
  fc.bigInt({ min: 1n, max: 20n }),
  fc.bigInt({ min: 1n, max: 100_000n }),
  fc.bigInt({ min: 1n, max: 9_000_000_000_000n }),
);

const terms: fc.Arbitrary<Terms> = fc.record({
  currency: fc.constantFrom("USD", "JPY", "KWD"),
  exponent: fc.constant(2),
  priceMinor: price,
  period,
  intro: fc.option(fc.record({ period, priceMinor: fc.option(price) })),
});

const plan: fc.Arbitrary<Plan> = fc.record({
  terms,
  schedule: fc.constantFrom("smart" as const, "short" as const),
  successor: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: terms }),
});

export const happening: fc.Arbitrary<Told> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ type: fc.constant("worker" as const), pays: fc.constant(true) }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant("worker" as const), pays: fc.constant(false) }) },
  { weight: 3, arbitrary: fc.constant({ type: "check" as const }) },
  { weight: 2, arbitrary: fc.constant({ type: "charged" as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("declined" as const),
      isHard: fc.boolean(),
      isManual: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ type: "again" as const }) },
  {
    weight: 5,
    arbitrary: fc.constantFrom<Told>(
      { type: "cancel" },
      { type: "uncancel" },
      { type: "uncancel" },
      { type: "resume" },
      { type: "resume" },
      { type: "charge_now" },
      { type: "pause", until: null },
    ),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom("pause_days" as const, "defer_days" as const),
      days: fc.oneof(
        fc.integer({ min: -2, max: 90 }),
        fc.constantFrom(3_000, 4_000, 100_000_000, Number.NaN),
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("discount" as const),
      percent: fc.constantFrom(0, 1, 33, 50, 99, 100, 101, 12.5, Number.NaN),
      cycles: fc.constantFrom(0, 1, 2, 1000, 1001),
    }),
  },
);

const ending: fc.Arbitrary<Told> = fc.record({
  type: fc.constant("end" as const),
  reason: fc.constantFrom("refunded" as const, "erased" as const, "ended_by_provider" as const),
});

const wait: fc.Arbitrary<Wait> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ fromDue: fc.constant(true), ms: fc.constantFrom(0, 0, 0, 1, 60_000) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ fromDue: fc.constant(false), ms: fc.integer({ min: 0, max: 3 * 3_600_000 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ fromDue: fc.constant(false), ms: fc.integer({ min: 0, max: 40 * day }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ fromDue: fc.constant(true), ms: fc.integer({ min: 0, max: 400 * day }) }),
  },
);

export const story: fc.Arbitrary<Story> = fc.record({
  plan,
  zone: fc.constantFrom(...billingZones),
  start: fc.date({
    min: new Date("2024-01-01T00:00:00Z"),
    max: new Date("2030-12-31T00:00:00Z"),
    noInvalidDate: true,
  }),
  withIntro: fc.boolean(),
  steps: fc.array(
    fc.record({
      wait,
      what: fc.oneof({ weight: 100, arbitrary: happening }, { weight: 1, arbitrary: ending }),
    }),
    { minLength: 1, maxLength: 25, size: "max" },
  ),
});

const instantOf = (min: string, max: string) =>
  fc.date({ min: new Date(min), max: new Date(max), noInvalidDate: true });

/** Running facts of the monthly plan that the database would hold, those among them to which no story leads. */
export const storable: fc.Arbitrary<Facts> = fc
  .record({
    phase: fc.constantFrom("intro" as const, "recurring" as const),
    autoRenew: fc.boolean(),
    anchorAt: instantOf("2025-12-01", "2026-02-01"),
    zone: fc.constantFrom(...billingZones),
    cycle: fc.nat(3),
    iteration: fc.integer({ min: 1, max: 50 }),
    state: fc.constantFrom("calm", "paid", "paused", "grace", "retry"),
    pauseDays: fc.option(fc.integer({ min: 1, max: 60 })),
    unusedPremiumMs: fc.nat(90 * day),
    dunningStep: fc.nat(6),
    isDeclineHard: fc.boolean(),
    discount: fc.option(
      fc.record({ percent: fc.integer({ min: 1, max: 100 }), cycles: fc.integer({ min: 1, max: 9 }) }),
    ),
  })
  .map(({ state, pauseDays, unusedPremiumMs, dunningStep, isDeclineHard, discount, ...held }) => {
    const end = afterPeriods(held.anchorAt, held.zone, { unit: "months", count: 1 }, held.cycle);
    const begin = addDays(end, -28);
    const isPaused = state === "paused";
    const isTrouble = state === "grace" || state === "retry";
    const facts: Facts = {
      ...held,
      startedAt: begin,
      periodStart: begin,
      periodEnd: end,
      isNextPaid: state === "paid",
      pausedAt: isPaused ? begin : null,
      pauseUntil: isPaused && pauseDays ? addDays(begin, pauseDays) : null,
      unusedPremiumMs: isPaused ? unusedPremiumMs : null,
      dunning: isTrouble ? state : "none",
      dunningStep: isTrouble ? dunningStep : 0,
      dunningSince: isTrouble ? end : null,
      isDeclineHard: isTrouble && isDeclineHard,
      discountPercent: discount?.percent ?? null,
      discountCycles: discount?.cycles ?? null,
      missedPeriods: 0,
      endedAt: null,
      endReason: null,
      nextCheckAt: null,
    };
    return { ...facts, nextCheckAt: nextCheckAt(facts, planOf()) };
  });

/** The happening that is meant at `now`; "again" is the one before. */
export function meant(what: Told, now: Date, before: Happening): Happening {
  const later = (days: number) => new Date(now.getTime() + days * day);
  switch (what.type) {
    case "again":
      return before;
    case "worker":
      return { type: "check" };
    case "pause_days":
      return { type: "pause", until: later(what.days) };
    case "defer_days":
      return { type: "defer", until: later(what.days) };
    default:
      return what;
  }
}
