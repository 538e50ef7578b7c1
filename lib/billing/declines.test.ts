import { describe, expect, test } from "vitest";
import {
  at,
  bought,
  follow,
  followAll,
  paidCharge,
  planOf,
  softDecline,
  told,
  weekTrial,
} from "@/tests/subscription-cases";
import type { Happening } from "./facts";
import { nextPaymentAt } from "./next-check";
import { isActive, statuses } from "./statuses";

const plan = planOf();
const due = at("2026-02-10 08:00");
const boundary = at("2026-02-10 10:00");
const check: Happening = { type: "check" };
const cancel: Happening = { type: "cancel" };
const trialPlan = planOf(weekTrial);

describe("a decline", () => {
  const declinedAt = (...days: number[]): [string, Happening][] =>
    days.map((day) => [`2026-02-${10 + day} 08:00`, softDecline]);

  test("of the last try ends it unpaid", () => {
    const facts = followAll(bought(plan), plan, declinedAt(0, 2, 7, 12));
    const last = follow(facts, softDecline, at("2026-03-02 08:00"), plan);
    expect(told(last)).toEqual(["expiration", "ended: unpaid"]);
  });

  test("opens grace, which a later one takes away", () => {
    const grace = follow(bought(plan), softDecline, due, plan);
    expect(told(grace)).toEqual(["start_grace", "start_retry"]);
    expect(statuses(grace.facts)).toEqual(["RECURRING", "GRACE", "RETRY"]);
    const second = follow(grace.facts, softDecline, at("2026-02-12 08:00"), plan);
    expect([told(second), isActive(second.facts)]).toEqual([[], true]);
    const third = follow(second.facts, softDecline, at("2026-02-17 08:00"), plan);
    expect([told(third), statuses(third.facts)]).toEqual([["finish_grace"], ["RECURRING", "RETRY"]]);
    expect(isActive(third.facts)).toBe(false);
  });

  test("that is told twice takes one step", () => {
    const grace = follow(bought(plan), softDecline, due, plan).facts;
    expect(follow(grace, softDecline, at("2026-02-10 08:05"), plan).facts).toEqual(grace);
  });

  test("of a charge whose date was moved meanwhile opens no trouble", () => {
    const later = followAll(bought(plan), plan, [
      ["2026-02-10 08:01", { type: "defer", until: at("2026-03-20 10:00") }],
    ]);
    expect(follow(later, softDecline, at("2026-02-10 08:02"), plan).facts).toEqual(later);
  });

  test("of a charge that a person asked for before it was due changes nothing", () => {
    const manual: Happening = { type: "declined", isHard: true, isManual: true };
    const facts = bought(plan);
    expect(follow(facts, manual, at("2026-01-20 10:00"), plan).facts).toEqual(facts);
    const grace = follow(facts, softDecline, due, plan).facts;
    const tried = follow(grace, manual, at("2026-02-11 10:00"), plan).facts;
    expect(tried).toEqual({ ...grace, isDeclineHard: true });
  });

  test("for good asks for no money, but goes the way of the schedule", () => {
    let current = follow(bought(plan), { type: "declined", isHard: true, isManual: false }, due, plan).facts;
    const story: string[][] = [];
    while (current.nextCheckAt) {
      expect(nextPaymentAt(current, plan)).toBeNull();
      const next = follow(current, check, current.nextCheckAt, plan);
      story.push(told(next));
      current = next.facts;
    }
    expect(story).toEqual([[], ["finish_grace"], [], ["expiration", "ended: unpaid"]]);
    expect(current.endedAt).toEqual(at("2026-03-02 08:00"));
  });

  test("that comes late, since nobody was there, moves the tries after it, and no hour of lateness does", () => {
    const facts = followAll(bought(plan), plan, [["2026-02-10 08:00", softDecline]]);
    const punctual = follow(facts, softDecline, at("2026-02-13 08:00"), plan).facts;
    expect(punctual.nextCheckAt).toEqual(at("2026-02-17 08:00"));
    const late = follow(facts, softDecline, at("2026-03-20 08:00"), plan).facts;
    expect(late.nextCheckAt).toEqual(at("2026-03-25 08:00"));
    expect(follow(late, softDecline, at("2026-03-20 08:01"), plan).facts).toEqual(late);
  });

  test("in the middle of a schedule that was made shorter: the next check ends it", () => {
    const facts = followAll(bought(plan), plan, declinedAt(0, 2, 7, 12));
    const short = { ...plan, schedule: "short" } as const;
    expect(told(follow(facts, check, at("2026-03-02 08:00"), short))).toEqual([
      "expiration",
      "ended: unpaid",
    ]);
  });

  test("and a success: the cycle counts from the payment", () => {
    const facts = followAll(bought(plan), plan, declinedAt(0));
    const recovered = follow(facts, paidCharge, at("2026-02-12 08:00"), plan);
    expect(told(recovered)).toEqual(["recovering"]);
    expect(recovered.facts).toMatchObject({
      iteration: 2,
      dunning: "none",
      periodStart: at("2026-02-12 08:00"),
      periodEnd: at("2026-03-12 08:00"),
      startedAt: at("2026-01-10 10:00"),
    });
  });

  test("and a success before the boundary: the cycle stays", () => {
    const facts = followAll(bought(plan), plan, declinedAt(0));
    const recovered = follow(facts, paidCharge, at("2026-02-10 09:00"), plan);
    expect(told(recovered)).toEqual(["recovering"]);
    expect(recovered.facts).toMatchObject({ iteration: 1, isNextPaid: true, nextCheckAt: boundary });
  });

  test("and a recovered trial converts from the day of the payment", () => {
    const trouble = followAll(bought(trialPlan), trialPlan, [["2026-01-17 08:00", softDecline]]);
    const recovered = follow(trouble, paidCharge, at("2026-01-19 08:00"), trialPlan);
    expect(told(recovered)).toEqual(["recovering", "convertion"]);
    expect(recovered.facts).toMatchObject({ phase: "recurring", periodEnd: at("2026-02-19 08:00") });
  });

  test("and a cancellation: only paid time is left", () => {
    const facts = followAll(bought(plan), plan, declinedAt(0));
    const before = follow(facts, cancel, at("2026-02-10 09:00"), plan);
    expect(told(before)).toEqual(["unsubscription", "finish_grace"]);
    expect(statuses(before.facts)).toEqual(["RECURRING", "AUTORENEW_OFF"]);
    const later = follow(facts, cancel, at("2026-02-11 09:00"), plan);
    expect(told(later)).toEqual(["unsubscription", "finish_grace", "expiration", "ended: cancelled"]);
    expect(told(follow(later.facts, paidCharge, at("2026-02-11 09:01"), plan))).toEqual([
      "park: paid_after_end",
    ]);
  });
});
