import { describe, expect, test } from "vitest";
import {
  at,
  bought,
  follow,
  followAll,
  inEachStatus,
  paidCharge,
  planOf,
  softDecline,
  told,
  weekTrial,
} from "@/tests/subscription-cases";
import type { Facts, Happening } from "./facts";
import { statuses } from "./statuses";
import { transition } from "./transition";

const plan = planOf();
const check: Happening = { type: "check" };
const cancel: Happening = { type: "cancel" };
const trialPlan = planOf(weekTrial);

function refusal(facts: Facts, happening: Happening, now: Date): string {
  const outcome = transition(facts, happening, now, plan);
  return outcome.ok ? "accepted" : outcome.code;
}

describe("at the next check", () => {
  const rows: [name: string, happenings: [string, Happening][], checkedAt: string, told: string[]][] = [
    [
      "RECURRING is charged 2 hours before its end",
      [],
      "2026-02-10 08:00",
      ["renewal 999 for 2, step 0 at 100 %"],
    ],
    [
      "RECURRING whose next period is paid enters it",
      [["2026-02-10 08:00", paidCharge]],
      "2026-02-10 10:00",
      ["renewing"],
    ],
    [
      "AUTORENEW_OFF ends",
      [["2026-01-20 10:00", cancel]],
      "2026-02-10 10:00",
      ["expiration", "ended: cancelled"],
    ],
    [
      "PAUSED resumes",
      [["2026-02-01 10:00", { type: "pause", until: at("2026-03-01 10:00") }]],
      "2026-03-01 10:00",
      ["resuming"],
    ],
    [
      "PAUSED with AUTORENEW_OFF resumes",
      [
        ["2026-01-20 10:00", cancel],
        ["2026-02-01 10:00", { type: "pause", until: at("2026-03-01 10:00") }],
      ],
      "2026-03-01 10:00",
      ["resuming"],
    ],
    [
      "GRACE with RETRY is charged again",
      [["2026-02-10 08:00", softDecline]],
      "2026-02-12 08:00",
      ["renewal 999 for 2, step 1 at 100 %"],
    ],
    [
      "RETRY alone is charged again, in part",
      [
        ["2026-02-10 08:00", softDecline],
        ["2026-02-12 08:00", softDecline],
        ["2026-02-17 08:00", softDecline],
      ],
      "2026-02-22 08:00",
      ["renewal 699 for 2, step 3 at 70 %"],
    ],
  ];

  test.each(rows)("%s", (_, happenings, checkedAt, expected) => {
    const facts = followAll(bought(plan), plan, happenings);
    expect(facts.nextCheckAt).toEqual(at(checkedAt));
    expect(refusal(facts, check, new Date(at(checkedAt).getTime() - 1))).toBe("not_due");
    expect(told(follow(facts, check, at(checkedAt), plan))).toEqual(expected);
  });

  test("INTRO is charged, and becomes RECURRING in its second period", () => {
    const trial = bought(trialPlan);
    expect(trial.nextCheckAt).toEqual(at("2026-01-17 08:00"));
    expect(told(follow(trial, check, at("2026-01-17 08:00"), trialPlan))).toEqual([
      "conversion 999 for 2, step 0 at 100 %",
    ]);
    const converted = followAll(trial, trialPlan, [["2026-01-17 08:00", paidCharge]]);
    expect(statuses(converted)).toEqual(["INTRO"]);
    const begun = follow(converted, check, at("2026-01-17 10:00"), trialPlan);
    expect(told(begun)).toEqual(["convertion"]);
    expect(begun.facts).toMatchObject({
      phase: "recurring",
      iteration: 2,
      startedAt: at("2026-01-10 10:00"),
      periodEnd: at("2026-02-17 10:00"),
    });
  });

  test("INTRO with AUTORENEW_OFF ends without a charge", () => {
    const off = followAll(bought(trialPlan), trialPlan, [["2026-01-12 10:00", cancel]]);
    expect(statuses(off)).toEqual(["INTRO", "AUTORENEW_OFF"]);
    expect(off.nextCheckAt).toEqual(at("2026-01-17 10:00"));
    expect(told(follow(off, check, at("2026-01-17 10:00"), trialPlan))).toEqual([
      "expiration",
      "ended: cancelled",
    ]);
  });

  test("PAUSED without a date, UPCOMING and EXPIRED do nothing", () => {
    for (const { held, facts } of inEachStatus(plan)) {
      if (facts.nextCheckAt) continue;
      expect(["PAUSED", "EXPIRED", "UPCOMING"]).toContain(held.at(-1));
      expect(["not_due", "ended", "not_started"]).toContain(refusal(facts, check, at("2030-01-01 00:00")));
    }
  });
});

describe("while nobody was there for several periods", () => {
  test("one charge is made, for the present period, and the others are told as missed", () => {
    const facts = bought(plan);
    const back = at("2026-05-20 12:00");
    expect(told(follow(facts, check, back, plan))).toEqual(["renewal 999 for 2, step 0 at 100 %"]);
    const paid = follow(facts, paidCharge, back, plan);
    expect(told(paid)).toEqual(["renewing", "missed 3"]);
    expect(paid.facts).toMatchObject({
      iteration: 2,
      missedPeriods: 3,
      periodStart: at("2026-05-10 10:00"),
      periodEnd: at("2026-06-10 10:00"),
      nextCheckAt: at("2026-06-10 08:00"),
    });
  });

  test("a period that was paid ahead has its turn, then one charge follows", () => {
    const paid = followAll(bought(plan), plan, [["2026-02-10 08:00", paidCharge]]);
    const back = at("2026-05-20 12:00");
    const begun = follow(paid, check, back, plan);
    expect(told(begun)).toEqual(["renewing"]);
    expect(told(follow(begun.facts, check, back, plan))).toEqual(["renewal 999 for 3, step 0 at 100 %"]);
    expect(told(follow(begun.facts, paidCharge, back, plan))).toEqual(["renewing", "missed 2"]);
  });

  test("what was cancelled ends without a charge", () => {
    const off = followAll(bought(plan), plan, [["2026-01-20 10:00", cancel]]);
    expect(told(follow(off, check, at("2026-09-01 10:00"), plan))).toEqual([
      "expiration",
      "ended: cancelled",
    ]);
  });
});

describe("is refused", () => {
  const rows: [happening: Happening, codes: string[]][] = [
    [
      { type: "charge_now" },
      [
        "",
        "",
        "autorenew_off",
        "autorenew_off",
        "",
        "",
        "paused",
        "paused",
        "paused",
        "ended",
        "not_started",
      ],
    ],
    [cancel, ["", "", "already", "already", "", "", "", "", "already", "ended", "not_started"]],
    [
      { type: "uncancel" },
      ["already", "already", "", "", "already", "already", "already", "already", "", "ended", "not_started"],
    ],
    [
      { type: "pause", until: null },
      [
        "trial",
        "",
        "trial",
        "",
        "in_dunning",
        "in_dunning",
        "already",
        "already",
        "already",
        "ended",
        "not_started",
      ],
    ],
    [
      { type: "resume" },
      [
        "not_paused",
        "not_paused",
        "not_paused",
        "not_paused",
        "not_paused",
        "not_paused",
        "",
        "",
        "",
        "ended",
        "not_started",
      ],
    ],
    [
      { type: "defer", until: at("2026-06-01 10:00") },
      [
        "",
        "",
        "autorenew_off",
        "autorenew_off",
        "in_dunning",
        "in_dunning",
        "paused",
        "paused",
        "paused",
        "ended",
        "not_started",
      ],
    ],
    [
      { type: "discount", percent: 50, cycles: 1 },
      ["", "", "autorenew_off", "autorenew_off", "", "", "", "", "autorenew_off", "ended", "not_started"],
    ],
    [{ type: "end", reason: "refunded" }, ["", "", "", "", "", "", "", "", "", "ended", ""]],
  ];

  test.each(rows)("%o by exactly the states that cannot take it", (happening, codes) => {
    const now = at("2026-03-08 10:00");
    const found = inEachStatus(plan).map(({ facts }) =>
      refusal(facts, happening, now).replace("accepted", ""),
    );
    expect(found).toEqual(codes);
  });
});
