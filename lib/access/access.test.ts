import { describe, expect, test } from "vitest";
import { accessFrom, type Source } from "./access";
import { durationEnd, durations } from "./durations";

const premium = { id: "e1", name: "Premium" };
const coach = { id: "e2", name: "Coach" };
const day = (n: number) => new Date(Date.UTC(2026, 7, n));
const source = (id: string, values: Partial<Source>): Source => ({
  kind: "grant",
  id,
  entitlementIds: ["e1"],
  isActive: true,
  until: day(20),
  renews: false,
  words: "",
  ...values,
});

describe("access", () => {
  test("is because of what lasts the longest, and what lasts for life lasts longer than any date", () => {
    const sources = [
      source("a", {}),
      source("b", { until: day(25), renews: true }),
      source("c", { until: null }),
    ];
    const [access] = accessFrom([premium], sources);
    expect(access).toMatchObject({ isActive: true, until: null, because: { id: "c" } });
    expect(access?.sources.map(({ id }) => id)).toEqual(["c", "b", "a"]);
    expect(accessFrom([premium], sources.slice(0, 2))[0]).toMatchObject({ until: day(25), renews: true });
  });

  test("is open by anything that is, however long ago or late the rest ended", () => {
    const sources = [source("a", { isActive: false, until: day(30) }), source("b", { until: day(21) })];
    expect(accessFrom([premium], sources)).toMatchObject([{ isActive: true, because: { id: "b" } }]);
  });

  test("that is over says what ended last", () => {
    const sources = [1, 3, 2].map((n) => source(`s${n}`, { isActive: false, until: day(n) }));
    expect(accessFrom([premium], sources)).toMatchObject([{ isActive: false, until: day(3) }]);
  });

  test("leaves out what nothing opened, and puts what is open first", () => {
    const ended = source("a", { entitlementIds: ["e2"], isActive: false });
    const names = (sources: Source[]) =>
      accessFrom([coach, premium], sources).map(({ entitlement }) => entitlement.name);
    expect(names([])).toEqual([]);
    expect(names([ended])).toEqual(["Coach"]);
    expect(names([ended, source("b", {})])).toEqual(["Premium", "Coach"]);
    expect(names([source("c", { entitlementIds: ["e1", "e2"] })])).toEqual(["Coach", "Premium"]);
  });
});

test("each duration ends when a calendar says, at the end of a shorter month too", () => {
  const start = new Date("2026-08-31T23:30:00.000Z");
  expect(
    Object.fromEntries(durations.map((each) => [each, durationEnd(start, each)?.toISOString()])),
  ).toEqual({
    daily: "2026-09-01T23:30:00.000Z",
    three_day: "2026-09-03T23:30:00.000Z",
    weekly: "2026-09-07T23:30:00.000Z",
    two_week: "2026-09-14T23:30:00.000Z",
    monthly: "2026-09-30T23:30:00.000Z",
    two_month: "2026-10-31T23:30:00.000Z",
    three_month: "2026-11-30T23:30:00.000Z",
    six_month: "2027-02-28T23:30:00.000Z",
    yearly: "2027-08-31T23:30:00.000Z",
    lifetime: undefined,
  });
});
