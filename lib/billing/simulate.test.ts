import { expect, test } from "vitest";
import { at, bought, follow, followAll, monthly, planOf, weekTrial } from "@/tests/subscription-cases";
import { simulate } from "./simulate";

const plan = planOf();
const told = (steps: ReturnType<typeof simulate>) =>
  steps.map(({ at: when, charge, events, isActive }) =>
    [
      when.toISOString().slice(0, 16),
      charge ? `${charge.amountMinor}${charge.isPaid ? "" : " declined"}` : "-",
      events.map((event) => event.replace("subscription.", "")).join(" "),
      isActive ? "access" : "no access",
    ].join(", "),
  );

test("a trial that pays: charged 2 hours early, converted and renewed at the boundaries", () => {
  const trial = planOf(weekTrial);
  expect(told(simulate(bought(trial), trial, { until: at("2026-03-17 10:00"), pays: true }))).toEqual([
    "2026-01-17T08:00, 999, , access",
    "2026-01-17T10:00, -, convertion, access",
    "2026-02-17T08:00, 999, , access",
    "2026-02-17T10:00, -, renewing, access",
    "2026-03-17T08:00, 999, , access",
    "2026-03-17T10:00, -, renewing, access",
  ]);
});

test("one whose card is declined: grace, retries, the end", () => {
  expect(told(simulate(bought(plan), plan, { until: at("2027-01-01 00:00"), pays: false }))).toEqual([
    "2026-02-10T08:00, 999 declined, start_grace start_retry, access",
    "2026-02-12T08:00, 999 declined, , access",
    "2026-02-17T08:00, 999 declined, finish_grace, no access",
    "2026-02-22T08:00, 699 declined, , no access",
    "2026-03-02T08:00, 500 declined, expiration, no access",
  ]);
});

test("a discount is used up, then the price is back", () => {
  const facts = follow(
    bought(plan),
    { type: "discount", percent: 100, cycles: 1 },
    at("2026-01-20 10:00"),
    plan,
  ).facts;
  expect(told(simulate(facts, plan, { until: at("2026-03-10 08:00"), pays: true }))).toEqual([
    "2026-02-10T08:00, -, , access",
    "2026-02-10T10:00, -, renewing, access",
    "2026-03-10T08:00, 999, , access",
  ]);
});

test("a pause with a date resumes, one without stays", () => {
  const until = at("2026-03-01 10:00");
  const pause = (date: Date | null) =>
    followAll(bought(plan), plan, [["2026-01-31 10:00", { type: "pause", until: date }]]);
  expect(told(simulate(pause(until), plan, { until: at("2026-03-11 09:00"), pays: true }))).toEqual([
    "2026-03-01T10:00, -, resuming, access",
    "2026-03-11T08:00, 999, , access",
  ]);
  expect(simulate(pause(null), plan, { until: at("2030-01-01 00:00"), pays: true })).toEqual([]);
});

test("a successor is paid, and the former makes room", () => {
  const pair = planOf(monthly, { successor: { ...monthly, priceMinor: 4_999n } });
  expect(told(simulate(bought(pair), pair, { until: at("2027-01-01 00:00"), pays: true }))).toEqual([
    "2026-02-10T08:00, 4999, , access",
    "2026-02-10T10:00, -, expiration, no access",
  ]);
});

test("it ends at the given date and after the given steps, and changes nothing", () => {
  const facts = Object.freeze(bought(plan));
  expect(simulate(facts, plan, { until: at("2026-02-10 07:59"), pays: true })).toEqual([]);
  expect(simulate(facts, plan, { until: at("2100-01-01 00:00"), pays: true })).toHaveLength(36);
  expect(simulate(facts, plan, { until: at("2100-01-01 00:00"), pays: true, most: 5 })).toHaveLength(5);
});
