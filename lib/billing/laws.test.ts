import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { assertFollows, assertLegal } from "@/lib/bench/subscription-laws";
import { at, bought, follow, planOf } from "@/tests/subscription-cases";
import { happening, meant, type Story, storable, story } from "@/tests/subscription-stories";
import type { Facts, Happening, Outcome, Plan } from "./facts";
import { nextPaymentAt } from "./next-check";
import { simulate } from "./simulate";
import { started, startedAfter, upcoming } from "./start";
import { isActive, isRunning } from "./statuses";
import { transition } from "./transition";
import { whatHappensNext, whyAccess } from "./words";

// Thousands of cases, on machines that do other work too.
vi.setConfig({ testTimeout: 60_000 });

// 2,000 at each change; PROPERTY_RUNS=100000 for a night.
const numRuns = Number(process.env.PROPERTY_RUNS ?? 2_000);
const long = 600_000;

type Moment = { before: Facts; happening: Happening; now: Date; outcome: Outcome };

/** Lives through a story, each moment checked by the laws; nothing that is handed in may be changed. */
function live({ plan, zone, start, withIntro, steps }: Story, each: (moment: Moment) => void): Facts {
  let facts = started(plan.terms, zone, start, { withIntro });
  let now = start;
  let happening: Happening = { type: "check" };
  assertLegal(facts, plan);
  const happen = (what: Happening): Outcome => {
    const before = Object.freeze(facts);
    const outcome = transition(before, Object.freeze(what), now, plan);
    if (outcome.ok) {
      assertLegal(outcome.facts, plan);
      assertFollows(before, what, outcome, now, plan);
      facts = outcome.facts;
    } else expect(outcome.words).toMatch(/^[A-Z].*\.$/);
    each({ before, happening: what, now, outcome });
    return outcome;
  };
  for (const { wait, what } of steps) {
    const from = wait.fromDue && facts.nextCheckAt && facts.nextCheckAt > now ? facts.nextCheckAt : now;
    now = new Date(from.getTime() + wait.ms);
    happening = meant(what, now, happening);
    const outcome = happen(happening);
    const asks = outcome.ok && outcome.effects.some(({ kind }) => kind === "charge");
    if (what.type === "worker" && asks) {
      happening = what.pays ? { type: "charged" } : { type: "declined", isHard: false, isManual: false };
      happen(happening);
    }
  }
  return facts;
}

const never = new Date("2300-01-01T00:00:00Z");

describe("over any story", () => {
  test("each moment keeps the laws, the end is the end, and a period is paid once", { timeout: long }, () => {
    fc.assert(
      fc.property(story, (each) => {
        const paid = new Set<number>();
        live(each, ({ before, happening, outcome }) => {
          if (before.phase === "expired") {
            if (!outcome.ok) expect(outcome.code).toBe("ended");
            else expect(["charged", "declined"]).toContain(happening.type);
          } else if (happening.type === "charged" && outcome.ok && outcome.facts !== before) {
            expect(paid.has(before.iteration + 1)).toBe(false);
            paid.add(before.iteration + 1);
          }
        });
      }),
      { numRuns },
    );
  });

  test("told again it comes to the same, and what is announced comes true", { timeout: long }, () => {
    fc.assert(
      fc.property(story, (each) => {
        const history: Moment[] = [];
        const lived = live(each, (moment) => history.push(moment));
        expect(replayed(each, history)).toEqual(lived);
        expectTrueWords(lived, each.plan);
        // A discount can make periods free, which no card declines.
        if (lived.discountPercent === null) expectTrueDates(lived, each.plan);
      }),
      { numRuns },
    );
  });
});

function replayed({ plan, zone, start, withIntro }: Story, history: readonly Moment[]): Facts {
  const first = started(plan.terms, zone, start, { withIntro });
  return history.reduce<Facts>((facts, { happening: what, now }) => {
    const outcome = transition(facts, what, now, plan);
    return outcome.ok ? outcome.facts : facts;
  }, first);
}

function expectTrueWords(facts: Facts, plan: Plan): void {
  const next = whatHappensNext(facts, plan);
  expect(next.at).toEqual(facts.nextCheckAt);
  expect(next.words).toMatch(/^[A-Z\p{Sc}].*[^ ]\.$/u);
  const why = whyAccess(facts, plan);
  expect(why.startsWith("Has access")).toBe(isActive(facts));
  for (const words of [next.words, why]) expect(words).not.toMatch(/undefined|null|NaN|Invalid|\bon [.,]/);
}

function expectTrueDates(facts: Facts, plan: Plan): void {
  const paying = simulate(facts, plan, { until: never, pays: true, most: 4 });
  expect(nextPaymentAt(facts, plan)).toEqual(paying.find(({ charge }) => charge !== null)?.at ?? null);
  const last = simulate(facts, plan, { until: never, pays: false, most: 8 }).at(-1)?.facts ?? facts;
  expect(last.phase === "expired" || (last.pausedAt !== null && last.pauseUntil === null)).toBe(true);
}

test("however it is paused and resumed, the paid time is used up exactly", () => {
  const pauses = fc.array(fc.record({ usedMs: fc.nat(9 * 86_400_000), restMs: fc.nat(90 * 86_400_000) }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(pauses, (each) => {
      const plan = planOf();
      let facts = follow(bought(plan), { type: "cancel" }, at("2026-01-10 10:00"), plan).facts;
      let now = at("2026-01-10 10:00");
      let usedMs = 0;
      for (const pause of each) {
        const leftMs = (facts.nextCheckAt ?? now).getTime() - now.getTime();
        const nextMs = Math.min(pause.usedMs, leftMs);
        now = new Date(now.getTime() + nextMs);
        usedMs += nextMs;
        facts = follow(facts, { type: "pause", until: null }, now, plan).facts;
        now = new Date(now.getTime() + pause.restMs);
        facts = follow(facts, { type: "resume" }, now, plan).facts;
      }
      const restMs = (facts.nextCheckAt ?? now).getTime() - now.getTime();
      // Each resumption without any time left is given a millisecond.
      expect(usedMs + restMs).toBeGreaterThanOrEqual(31 * 86_400_000);
      expect(usedMs + restMs).toBeLessThanOrEqual(31 * 86_400_000 + each.length);
    }),
    { numRuns: 1_000 },
  );
});

test("any state that the database holds takes any happening, without a fault", () => {
  fc.assert(
    fc.property(storable, happening, fc.integer({ min: -400, max: 4_000 }), (facts, what, days) => {
      const now = new Date(at("2026-01-10 10:00").getTime() + days * 86_400_000);
      const plan = planOf();
      assertLegal(facts, plan);
      const told = meant(what, now, { type: "check" });
      const outcome = transition(Object.freeze(facts), told, now, plan);
      if (!outcome.ok) return;
      assertLegal(outcome.facts, plan);
      assertFollows(facts, told, outcome, now, plan);
    }),
    { numRuns: 10_000 },
  );
});

describe("one that waits", () => {
  test("takes nothing but its end", () => {
    fc.assert(
      fc.property(story, ({ plan, zone, start, steps }) => {
        const facts = upcoming(zone, start);
        assertLegal(facts, plan);
        for (const { what } of steps) {
          const outcome = transition(facts, meant(what, start, { type: "check" }), start, plan);
          if (outcome.ok)
            expect(outcome.facts).toMatchObject({ phase: "expired", startedAt: null, iteration: 0 });
          else expect(outcome.code).toBe("not_started");
        }
      }),
      { numRuns: 500 },
    );
  });

  test("begins with a paid period and no trial", () => {
    fc.assert(
      fc.property(story, fc.boolean(), ({ plan, zone, start }, autoRenew) => {
        const facts = startedAfter(upcoming(zone, start), plan.terms, start, autoRenew);
        assertLegal(facts, plan);
        expect(isRunning(facts) && isActive(facts)).toBe(true);
        expect(facts).toMatchObject({ phase: "recurring", iteration: 1, startedAt: start, autoRenew });
      }),
      { numRuns: 500 },
    );
  });
});
