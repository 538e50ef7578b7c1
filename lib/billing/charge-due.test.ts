import { describe, expect, test } from "vitest";
import {
  at,
  bought,
  follow,
  followAll,
  monthly,
  paidCharge,
  planOf,
  softDecline,
  told,
} from "@/tests/subscription-cases";
import { amountDue } from "./charge-due";
import type { Facts, Happening } from "./facts";
import { nextPaymentAt } from "./next-check";
import { started } from "./start";
import { transition } from "./transition";

const plan = planOf();
const due = at("2026-02-10 08:00");
const boundary = at("2026-02-10 10:00");
const check: Happening = { type: "check" };
const cancel: Happening = { type: "cancel" };

function refusal(facts: Facts, happening: Happening, now: Date): string {
  const outcome = transition(facts, happening, now, plan);
  return outcome.ok ? "accepted" : outcome.code;
}

describe("an early success", () => {
  const paid = followAll(bought(plan), plan, [["2026-02-10 08:01", paidCharge]]);

  test("leaves the present period until the boundary", () => {
    expect(paid).toMatchObject({
      isNextPaid: true,
      iteration: 1,
      periodEnd: boundary,
      nextCheckAt: boundary,
    });
    const begun = follow(paid, check, boundary, plan).facts;
    expect(begun).toMatchObject({ iteration: 2, periodStart: boundary, periodEnd: at("2026-03-10 10:00") });
  });

  test("that is told twice pays once", () => {
    expect(follow(paid, paidCharge, at("2026-02-10 08:02"), plan)).toEqual({
      ok: true,
      facts: paid,
      effects: [],
    });
  });

  test("and a cancellation after it: access ends at the new boundary", () => {
    const off = followAll(paid, plan, [
      ["2026-02-10 09:00", cancel],
      ["2026-02-10 10:00", check],
    ]);
    expect(off).toMatchObject({ iteration: 2, nextCheckAt: at("2026-03-10 10:00") });
    expect(told(follow(off, check, at("2026-03-10 10:00"), plan))).toEqual([
      "expiration",
      "ended: cancelled",
    ]);
  });

  test("can be uncancelled even where its boundary waits to be seen", () => {
    const off = followAll(paid, plan, [["2026-02-10 09:00", cancel]]);
    expect(follow(off, { type: "uncancel" }, at("2026-02-10 10:05"), plan).facts.autoRenew).toBe(true);
  });

  test("whose answer comes during a pause joins the time that is kept", () => {
    const paused = followAll(bought(plan), plan, [["2026-02-10 09:00", { type: "pause", until: null }]]);
    const late = follow(paused, paidCharge, at("2026-02-10 09:30"), plan).facts;
    expect(late.unusedPremiumMs).toBe((28 * 24 + 1) * 3_600_000);
    const resumed = follow(late, { type: "resume" }, at("2026-05-01 10:00"), plan).facts;
    expect(resumed).toMatchObject({ iteration: 2, isNextPaid: false, periodEnd: at("2026-05-29 11:00") });
  });
});

describe("a discount", () => {
  test("to nothing needs no gateway, and is used up period by period", () => {
    const free = follow(
      bought(plan),
      { type: "discount", percent: 100, cycles: 2 },
      at("2026-01-20 10:00"),
      plan,
    ).facts;
    const first = follow(free, check, due, plan);
    expect(first.effects).toEqual([]);
    expect(first.facts).toMatchObject({ isNextPaid: true, discountPercent: 100, discountCycles: 1 });
    const second = followAll(first.facts, plan, [
      ["2026-02-10 10:00", check],
      ["2026-03-10 08:00", check],
    ]);
    expect(second).toMatchObject({ isNextPaid: true, discountPercent: null, discountCycles: null });
    const third = follow(second, check, at("2026-03-10 10:00"), plan).facts;
    expect(told(follow(third, check, at("2026-04-10 08:00"), plan))).toEqual([
      "renewal 999 for 4, step 0 at 100 %",
    ]);
  });

  test("makes a part of the smallest price small, but never nothing", () => {
    const cheap = planOf({ ...monthly, priceMinor: 1n, period: { unit: "days", count: 1 } });
    const facts = started(cheap.terms, "UTC", at("2026-01-10 10:00"));
    const halved = follow(
      facts,
      { type: "discount", percent: 33, cycles: 9 },
      at("2026-01-10 10:00"),
      cheap,
    ).facts;
    const declined = follow(halved, softDecline, at("2026-01-11 08:00"), cheap).facts;
    expect(told(follow(declined, check, at("2026-01-13 08:00"), cheap))).toEqual([
      "renewal 1 for 2, step 1 at 70 %",
    ]);
  });

  test("to nothing, asked for by a person during trouble, counts from that day", () => {
    const facts = followAll(bought(plan), plan, [
      ["2026-02-10 08:00", softDecline],
      ["2026-02-20 10:00", { type: "discount", percent: 100, cycles: 1 }],
    ]);
    const free = follow(facts, { type: "charge_now" }, at("2026-02-20 11:00"), plan).facts;
    expect(free).toMatchObject({ iteration: 2, dunning: "none", periodEnd: at("2026-03-20 11:00") });
  });

  test("is taken off each try, and rounded once", () => {
    const facts = followAll(bought(plan), plan, [
      ["2026-01-20 10:00", { type: "discount", percent: 50, cycles: 1 }],
      ["2026-02-10 08:00", softDecline],
      ["2026-02-12 08:00", softDecline],
      ["2026-02-17 08:00", softDecline],
    ]);
    expect(told(follow(facts, check, at("2026-02-22 08:00"), plan))).toEqual([
      "renewal 350 for 2, step 3 at 70 %",
    ]);
    const recovered = follow(facts, paidCharge, at("2026-02-22 08:00"), plan).facts;
    expect(recovered).toMatchObject({ discountPercent: null, discountCycles: null });
  });

  test.each([
    [0, 1],
    [101, 1],
    [33.3, 1],
    [Number.NaN, 1],
    [50, 0],
    [50, 1001],
    [50, 1.5],
  ])("of %d %% for %d periods is refused", (percent, cycles) => {
    expect(refusal(bought(plan), { type: "discount", percent, cycles }, at("2026-01-20 10:00"))).toBe(
      "bad_amount",
    );
  });
});

describe("with a successor that waits", () => {
  const pair = planOf(monthly, {
    successor: { ...monthly, priceMinor: 4999n, period: { unit: "years", count: 1 } },
  });
  const paid = followAll(bought(pair), pair, [["2026-02-10 08:00", paidCharge]]);

  test("its price is charged before the boundary, without the discount of the former", () => {
    const cheaper = follow(
      bought(pair),
      { type: "discount", percent: 50, cycles: 3 },
      at("2026-01-20 10:00"),
      pair,
    );
    expect(told(follow(cheaper.facts, check, due, pair))).toEqual(["migration 4999 for 2, step 0 at 100 %"]);
    const tried = followAll(cheaper.facts, pair, [
      ["2026-02-10 08:00", softDecline],
      ["2026-02-12 08:00", softDecline],
      ["2026-02-17 08:00", softDecline],
    ]);
    expect(told(follow(tried, check, at("2026-02-22 08:00"), pair))).toEqual([
      "migration 3499 for 2, step 3 at 70 %",
    ]);
  });

  test("the former ends at the boundary and the successor begins", () => {
    expect(nextPaymentAt(paid, pair)).toBeNull();
    const over = follow(paid, check, boundary, pair);
    expect(told(over)).toEqual(["expiration", "ended: migrated", "start successor"]);
    expect(over.facts).toMatchObject({ endedAt: boundary, iteration: 1 });
  });

  test("a cancellation after the charge still lets it begin", () => {
    const off = followAll(paid, pair, [["2026-02-10 09:00", cancel]]);
    expect(told(follow(off, check, boundary, pair))).toEqual([
      "expiration",
      "ended: migrated",
      "start successor",
    ]);
  });

  test("a cancelled or unpaid former does not start it", () => {
    const off = followAll(bought(pair), pair, [["2026-01-20 10:00", cancel]]);
    expect(told(follow(off, check, boundary, pair))).toEqual(["expiration", "ended: cancelled"]);
    const unpaid = followAll(bought(pair), pair, [
      ["2026-02-10 08:00", softDecline],
      ["2026-02-12 08:00", softDecline],
      ["2026-02-17 08:00", softDecline],
      ["2026-02-22 08:00", softDecline],
    ]);
    expect(told(follow(unpaid, softDecline, at("2026-03-02 08:00"), pair))).toEqual([
      "expiration",
      "ended: unpaid",
    ]);
  });

  test("paid after trouble, it begins on the day of the payment", () => {
    const trouble = followAll(bought(pair), pair, [["2026-02-10 08:00", softDecline]]);
    const over = follow(trouble, paidCharge, at("2026-02-12 08:00"), pair);
    expect(told(over)).toEqual(["recovering", "expiration", "ended: migrated", "start successor"]);
    expect(over.facts.endedAt).toEqual(at("2026-02-12 08:00"));
  });

  test("a pause after the charge keeps the former's own time, and the charge stays good for the successor", () => {
    const paused = follow(
      paid,
      { type: "pause", until: at("2026-03-01 10:00") },
      at("2026-02-10 09:00"),
      pair,
    ).facts;
    expect(paused.unusedPremiumMs).toBe(3_600_000);
    const resumed = follow(paused, check, at("2026-03-01 10:00"), pair).facts;
    expect(resumed).toMatchObject({ isNextPaid: true, iteration: 1, nextCheckAt: at("2026-03-01 11:00") });
    expect(told(follow(resumed, check, at("2026-03-01 11:00"), pair))).toEqual([
      "expiration",
      "ended: migrated",
      "start successor",
    ]);
  });
});

test("a part of a price of three digits is one that cards can hold, where the price is", () => {
  const due = (priceMinor: bigint, discountPercent: number | null, percent: number) => {
    const terms = { ...monthly, currency: "KWD", exponent: 3, priceMinor };
    const facts = { ...bought(planOf(terms)), discountPercent, discountCycles: discountPercent && 1 };
    return amountDue(facts, planOf(terms), percent);
  };
  expect(due(3_490n, null, 100)).toBe(3_490n);
  expect(due(3_490n, null, 70)).toBe(2_440n);
  expect(due(3_490n, 15, 100)).toBe(2_970n);
  expect(due(10n, null, 1)).toBe(10n);
  expect(due(3_495n, null, 70)).toBe(2_447n);
});
