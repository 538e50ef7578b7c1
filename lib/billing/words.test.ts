import { describe, expect, test } from "vitest";
import {
  at,
  bought,
  follow,
  followAll,
  inEachStatus,
  monthly,
  paidCharge,
  planOf,
  softDecline,
  weekTrial,
} from "@/tests/subscription-cases";
import type { EndReason, Facts, Happening } from "./facts";
import { retrySteps } from "./retry-schedule";
import { isActive, mainStatus, statuses } from "./statuses";
import { durationText, utcText, whatHappensNext, whyAccess } from "./words";

const plan = planOf();

describe("in each status", () => {
  const rows: [held: string, main: string, kind: string, next: string, why: string][] = [
    [
      "INTRO",
      "INTRO",
      "charge",
      "$9.99 will be charged on 12 Mar 2026, 08:00 UTC and the trial becomes a paid subscription.",
      "Has access because the free trial lasts until 12 Mar 2026, 10:00 UTC.",
    ],
    [
      "RECURRING",
      "RECURRING",
      "charge",
      "$9.99 will be charged on 10 Mar 2026, 08:00 UTC for the next period.",
      "Has access because the time until 10 Mar 2026, 10:00 UTC is paid.",
    ],
    [
      "INTRO+AUTORENEW_OFF",
      "AUTORENEW_OFF",
      "expire",
      "Auto-renew is off, so nothing will be charged; access ends on 12 Mar 2026, 10:00 UTC.",
      "Has access because the free trial lasts until 12 Mar 2026, 10:00 UTC.",
    ],
    [
      "RECURRING+AUTORENEW_OFF",
      "AUTORENEW_OFF",
      "expire",
      "Auto-renew is off, so nothing will be charged; access ends on 10 Mar 2026, 10:00 UTC.",
      "Has access because the time until 10 Mar 2026, 10:00 UTC is paid.",
    ],
    [
      "RECURRING+GRACE+RETRY",
      "GRACE",
      "retry",
      "Try 1 of 4 on 12 Feb 2026, 08:00 UTC: $9.99.",
      "Has access although the charge of 10 Feb 2026, 08:00 UTC failed: grace lasts until 17 Feb 2026, 08:00 UTC.",
    ],
    [
      "RECURRING+RETRY",
      "RETRY",
      "retry",
      "Try 3 of 4 on 22 Feb 2026, 08:00 UTC: $6.99 (70 % of the price).",
      "No access: the charge of 10 Feb 2026, 08:00 UTC failed, grace has ended, and it is being tried again.",
    ],
    [
      "RECURRING+PAUSED",
      "PAUSED",
      "resume",
      "It resumes by itself on 1 Apr 2026, 10:00 UTC.",
      "No access: paused since 6 Mar 2026, 10:00 UTC, until 1 Apr 2026, 10:00 UTC. It keeps 4 days of paid time.",
    ],
    [
      "RECURRING+PAUSED",
      "PAUSED",
      "wait",
      "It stays paused until someone resumes it.",
      "No access: paused since 6 Mar 2026, 10:00 UTC, until someone resumes it. It keeps 4 days of paid time.",
    ],
    [
      "RECURRING+AUTORENEW_OFF+PAUSED",
      "PAUSED",
      "resume",
      "It resumes by itself on 1 Apr 2026, 10:00 UTC.",
      "No access: paused since 7 Mar 2026, 10:00 UTC, until 1 Apr 2026, 10:00 UTC. It keeps 3 days of paid time.",
    ],
    [
      "EXPIRED",
      "EXPIRED",
      "nothing",
      "Nothing happens any more.",
      "No access: it ended on 6 Mar 2026, 10:00 UTC because it was refunded.",
    ],
    [
      "UPCOMING",
      "UPCOMING",
      "wait",
      "It starts when the former subscription ends its paid period.",
      "No access yet: it starts when the former subscription ends its paid period.",
    ],
  ];

  test("what it is, what follows and why there is access or not", () => {
    const found = inEachStatus(plan).map(({ held, facts }) => {
      const next = whatHappensNext(facts, plan);
      return [held.join("+"), mainStatus(facts), next.kind, next.words, whyAccess(facts, plan)];
    });
    expect(found).toEqual(rows);
  });
});

describe("in particular", () => {
  const due = "2026-02-10 08:00";
  const next = (facts: Facts, of = plan) => whatHappensNext(facts, of).words;
  const paid = followAll(bought(plan), plan, [[due, paidCharge]]);

  test("a period that was paid ahead begins by itself, and counts as paid time", () => {
    expect(next(paid)).toBe("The next period is paid already and begins on 10 Feb 2026, 10:00 UTC.");
    expect(whyAccess(paid, plan)).toBe("Has access because the time until 10 Mar 2026, 10:00 UTC is paid.");
    const off = follow(paid, { type: "cancel" }, at("2026-02-10 09:00"), plan).facts;
    expect(next(off)).toBe("The next period is paid already and begins on 10 Feb 2026, 10:00 UTC.");
  });

  test("a trial that was paid ahead is a trial until its own end", () => {
    const trial = planOf(weekTrial);
    const facts = followAll(bought(trial), trial, [["2026-01-17 08:00", paidCharge]]);
    expect(whyAccess(facts, trial)).toBe(
      "Has access because the free trial lasts until 17 Jan 2026, 10:00 UTC.",
    );
  });

  test("a paid trial is called one", () => {
    const trial = planOf({ ...weekTrial, intro: { period: { unit: "weeks", count: 1 }, priceMinor: 100n } });
    expect(whyAccess(bought(trial), trial)).toBe(
      "Has access because the paid trial lasts until 17 Jan 2026, 10:00 UTC.",
    );
  });

  test("a successor is charged by its own price, and begins where it was paid", () => {
    const pair = planOf(monthly, {
      successor: { ...monthly, currency: "JPY", exponent: 0, priceMinor: 4_800n },
    });
    expect(next(bought(pair), pair)).toBe(
      "¥4,800 will be charged on 10 Feb 2026, 08:00 UTC for the subscription that takes its place.",
    );
    const ahead = followAll(bought(pair), pair, [[due, paidCharge]]);
    expect(next(ahead, pair)).toBe(
      "The subscription that takes its place is paid already and begins on 10 Feb 2026, 10:00 UTC.",
    );
    expect(whyAccess(ahead, pair)).toBe("Has access because the time until 10 Feb 2026, 10:00 UTC is paid.");
  });

  test("a discount shows in the amount, and one that takes all says so", () => {
    const off = (percent: number) =>
      follow(bought(plan), { type: "discount", percent, cycles: 1 }, at("2026-01-20 10:00"), plan).facts;
    expect(whatHappensNext(off(50), plan)).toMatchObject({
      amountMinor: 500n,
      words: "$5.00 will be charged on 10 Feb 2026, 08:00 UTC for the next period.",
    });
    expect(next(off(100))).toBe("Nothing will be charged on 10 Feb 2026, 08:00 UTC for the next period.");
  });

  test("a card that is refused for good is not tried again", () => {
    const facts = follow(
      bought(plan),
      { type: "declined", isHard: true, isManual: false },
      at(due),
      plan,
    ).facts;
    expect(whatHappensNext(facts, plan)).toMatchObject({
      kind: "retry",
      amountMinor: null,
      words: "The bank refuses this card for good, so it is not tried again without a new one.",
    });
  });

  test("where a shorter schedule left no try, the end is told", () => {
    const facts = followAll(bought(plan), plan, [
      [due, softDecline],
      ["2026-02-12 08:00", softDecline],
      ["2026-02-17 08:00", softDecline],
    ]);
    expect(whatHappensNext(facts, planOf(monthly, { schedule: "short" }))).toMatchObject({
      kind: "expire",
      words: "No try is left; the subscription ends on 22 Feb 2026, 08:00 UTC.",
    });
  });

  test.each<[EndReason, string]>([
    ["cancelled", "auto-renewal had been turned off"],
    ["unpaid", "no try to charge it succeeded"],
    ["refunded", "it was refunded"],
    ["migrated", "another subscription took its place"],
    ["erased", "the customer was erased"],
    ["ended_by_provider", "its provider ended it"],
    ["never_started", "the subscription before it was not renewed"],
  ])("an end that is %s gives its reason", (reason, words) => {
    const over = follow(
      bought(plan),
      { type: "end", reason } satisfies Happening,
      at("2026-01-20 10:00"),
      plan,
    ).facts;
    expect(whyAccess(over, plan)).toBe(`No access: it ended on 20 Jan 2026, 10:00 UTC because ${words}.`);
  });
});

describe("grace", () => {
  const periods = [
    [{ unit: "weeks", count: 1 }, "smart", 7],
    [{ unit: "weeks", count: 1 }, "short", 2],
    [{ unit: "months", count: 1 }, "smart", 7],
    [{ unit: "months", count: 1 }, "short", 7],
    [{ unit: "years", count: 1 }, "smart", 7],
    [{ unit: "years", count: 1 }, "short", 7],
  ] as const;

  test.each(periods)(
    "of %o by the %s schedule is told to end on the day on which access ends",
    (period, schedule, days) => {
      const of = planOf({ ...monthly, period }, { schedule });
      let facts = bought(of);
      const failed = facts.nextCheckAt ?? new Date(0);
      facts = follow(facts, softDecline, failed, of).facts;
      const told = whyAccess(facts, of);
      let now = failed;
      while (isActive(facts)) {
        now = facts.nextCheckAt ?? now;
        facts = follow(facts, softDecline, now, of).facts;
      }
      expect((now.getTime() - failed.getTime()) / 86_400_000).toBe(days);
      expect(told).toContain(`grace lasts until ${utcText(now)}.`);
      expect(statuses(facts)).not.toContain("GRACE");
    },
  );
});

describe("the schedules as FunnelFox publishes them", () => {
  const shown = (name: "smart" | "short", unit: "weeks" | "months" | "years") =>
    retrySteps(name, { unit, count: 1 })
      .map(({ day, percent, endsGrace }) => `D${day} ${percent}${endsGrace ? " grace off" : ""}`)
      .join(", ");

  test.each([
    ["smart", "weeks", "D0 100, D2 70, D7 50"],
    ["smart", "months", "D0 100, D2 100, D7 100 grace off, D12 70, D20 50"],
    ["smart", "years", "D0 100, D2 100, D7 100 grace off, D12 100, D22 70, D33 50"],
    ["short", "weeks", "D0 100, D2 70"],
    ["short", "months", "D0 100, D7 70 grace off, D20 50"],
    ["short", "years", "D0 100, D7 100 grace off, D15 70, D33 50"],
  ] as const)("%s for %s", (name, unit, expected) => {
    expect(shown(name, unit)).toBe(expected);
  });

  test.each([
    [{ unit: "days", count: 7 }, 3],
    [{ unit: "days", count: 8 }, 5],
    [{ unit: "minutes", count: 1_000 }, 3],
    [{ unit: "weeks", count: 4 }, 5],
    [{ unit: "days", count: 31 }, 5],
    [{ unit: "days", count: 32 }, 6],
    [{ unit: "months", count: 2 }, 6],
  ] as const)("the length of %o chooses among them", (period, steps) => {
    expect(retrySteps("smart", period)).toHaveLength(steps);
  });
});

test.each([
  [0, "0 minutes"],
  [59_999, "0 minutes"],
  [60_000, "1 minute"],
  [3_599_999, "59 minutes"],
  [3_600_000, "1 hour"],
  [86_399_999, "23 hours"],
  [86_400_000, "1 day"],
  [31 * 86_400_000, "31 days"],
])("%d milliseconds are %s", (ms, words) => {
  expect(durationText(ms)).toBe(words);
});
