import { describe, expect, test } from "vitest";
import {
  at,
  bought,
  follow,
  followAll,
  paidCharge,
  planOf,
  told,
  weekTrial,
} from "@/tests/subscription-cases";
import type { Facts, Happening } from "./facts";
import { transition } from "./transition";

const plan = planOf();
const check: Happening = { type: "check" };
const cancel: Happening = { type: "cancel" };
const trialPlan = planOf(weekTrial);

function refusal(facts: Facts, happening: Happening, now: Date): string {
  const outcome = transition(facts, happening, now, plan);
  return outcome.ok ? "accepted" : outcome.code;
}

describe("a pause", () => {
  const paused = followAll(bought(plan), plan, [["2026-01-31 10:00", { type: "pause", until: null }]]);

  test("keeps the time that was paid and not used, and gives it back", () => {
    expect(paused).toMatchObject({ unusedPremiumMs: 10 * 86_400_000, nextCheckAt: null });
    const resumed = follow(paused, { type: "resume" }, at("2026-06-01 10:00"), plan).facts;
    expect(resumed).toMatchObject({
      iteration: 1,
      periodEnd: at("2026-06-11 10:00"),
      nextCheckAt: at("2026-06-11 08:00"),
    });
    const renewed = followAll(resumed, plan, [
      ["2026-06-11 08:00", paidCharge],
      ["2026-06-11 10:00", check],
    ]);
    expect(renewed.periodEnd).toEqual(at("2026-07-11 10:00"));
  });

  test("outlives a cancellation, and the rest of the time ends without a charge", () => {
    const resumed = followAll(paused, plan, [
      ["2026-02-20 10:00", cancel],
      ["2026-03-01 10:00", { type: "resume" }],
    ]);
    expect(resumed.nextCheckAt).toEqual(at("2026-03-11 10:00"));
    expect(told(follow(resumed, check, at("2026-03-11 10:00"), plan))).toEqual([
      "expiration",
      "ended: cancelled",
    ]);
  });

  test("takes a period that was paid ahead with it", () => {
    const resumed = followAll(bought(plan), plan, [
      ["2026-02-10 08:00", paidCharge],
      ["2026-02-10 09:00", { type: "pause", until: at("2026-03-01 10:00") }],
      ["2026-03-01 10:00", check],
    ]);
    expect(resumed).toMatchObject({ iteration: 2, isNextPaid: false, periodEnd: at("2026-03-29 11:00") });
  });

  test.each<[string, Date | null]>([
    ["in the past", at("2026-01-30 10:00")],
    ["now", at("2026-01-31 10:00")],
    ["that is no date", new Date(Number.NaN)],
    ["beyond ten years", at("2036-02-02 10:00")],
  ])("until a date %s is refused", (_, until) => {
    expect(refusal(bought(plan), { type: "pause", until }, at("2026-01-31 10:00"))).toBe("bad_date");
  });
});

describe("a deferral", () => {
  const now = at("2026-01-20 10:00");

  test("moves the boundary and the days that follow it", () => {
    const facts = follow(bought(plan), { type: "defer", until: at("2026-02-28 10:00") }, now, plan).facts;
    expect(facts.nextCheckAt).toEqual(at("2026-02-28 08:00"));
    const renewed = followAll(facts, plan, [
      ["2026-02-28 08:00", paidCharge],
      ["2026-02-28 10:00", check],
    ]);
    expect(renewed).toMatchObject({ iteration: 2, periodEnd: at("2026-03-28 10:00") });
  });

  test("of a trial makes it longer", () => {
    const later: Happening = { type: "defer", until: at("2026-01-24 10:00") };
    const facts = followAll(bought(trialPlan), trialPlan, [
      ["2026-01-12 10:00", later],
      ["2026-01-24 08:00", paidCharge],
      ["2026-01-24 10:00", check],
    ]);
    expect(facts).toMatchObject({ phase: "recurring", periodEnd: at("2026-02-24 10:00") });
  });

  test.each([
    ["to the present end", at("2026-02-10 10:00"), now],
    ["to a date that has passed, while the end went unseen", at("2026-02-11 10:00"), at("2026-02-20 10:00")],
    ["beyond ten years", at("2036-02-02 10:00"), now],
    ["to no date", new Date(Number.NaN), now],
  ])("%s is refused", (_, until, when) => {
    expect(refusal(bought(plan), { type: "defer", until }, when)).toBe("bad_date");
  });
});
