import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test, vi } from "vitest";
import { at } from "@/tests/subscription-cases";
import { billingZones } from "@/tests/subscription-stories";
import { addDays, afterPeriods, isChoosable, isKnownZone, leadMs, longestDays } from "./dates";
import type { Period } from "./facts";

// Thousands of cases, on machines that do other work too.
vi.setConfig({ testTimeout: 60_000 });

const month: Period = { unit: "months", count: 1 };
const year: Period = { unit: "years", count: 1 };

// Local times that the clock changes of each zone skip or repeat.
const restless: Record<(typeof billingZones)[number], string> = {
  UTC: "23:59",
  "America/New_York": "02:30",
  "Europe/London": "01:30",
  "Asia/Kolkata": "00:15",
  "Pacific/Apia": "03:30",
  "America/Sao_Paulo": "00:30",
  "Australia/Lord_Howe": "02:15",
  "Africa/Casablanca": "02:30",
};

const local = (date: string, time: string, zone: string) =>
  new Date(Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone).epochMilliseconds);

describe.each(billingZones)("months in %s", (zone) => {
  const begin = Temporal.PlainDate.from("2000-01-01");
  // Samoa had no 30 December 2011.
  const isSkipped = (date: Temporal.PlainDate) => zone === "Pacific/Apia" && date.toString() === "2011-12-30";

  test("every day of the month keeps to itself for 600 months: none is skipped, doubled or moved", {
    timeout: 60_000,
  }, () => {
    const wrong: string[] = [];
    for (let anchorDay = 1; anchorDay <= 31; anchorDay++) {
      const anchor = local(`2000-01-${String(anchorDay).padStart(2, "0")}`, restless[zone], zone);
      let before = anchor;
      for (let months = 1; months <= 600; months++) {
        const found = afterPeriods(anchor, zone, month, months);
        const first = begin.add({ months });
        const expected = first.with({ day: Math.min(anchorDay, first.daysInMonth) });
        const isRight =
          found.getTime() === local(expected.toString(), restless[zone], zone).getTime() ||
          isSkipped(expected);
        const gap = Math.round((found.getTime() - before.getTime()) / 86_400_000);
        if (!isRight || !(found > before) || gap < 28 || gap > 31)
          wrong.push(`${expected}: ${found.toISOString()}`);
        before = found;
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe("a date counted from its anchor", () => {
  const anchors = fc.date({
    min: new Date("2000-01-01T00:00:00Z"),
    max: new Date("2050-01-01T00:00:00Z"),
    noInvalidDate: true,
  });
  const units = fc.constantFrom<Period["unit"]>("minutes", "days", "weeks", "months", "years");

  test("is the same by any path: n periods of k are one of n times k", () => {
    fc.assert(
      fc.property(
        anchors,
        fc.constantFrom(...billingZones),
        units,
        fc.integer({ min: 1, max: 12 }),
        fc.nat(40),
        (anchor, zone, unit, count, times) => {
          const found = afterPeriods(anchor, zone, { unit, count }, times);
          expect(found).toEqual(afterPeriods(anchor, zone, { unit, count: count * times }, 1));
          expect(found).toEqual(afterPeriods(anchor, zone, { unit, count: 1 }, count * times));
          expect(afterPeriods(anchor, zone, { unit, count }, 0)).toEqual(anchor);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test("lies within the longest that a period can last, and the clocks", () => {
    fc.assert(
      fc.property(
        anchors,
        fc.constantFrom(...billingZones),
        units,
        fc.integer({ min: 1, max: 12 }),
        (anchor, zone, unit, count) => {
          const lasted = afterPeriods(anchor, zone, { unit, count }, 1).getTime() - anchor.getTime();
          expect(lasted).toBeGreaterThan(0);
          expect(lasted).toBeLessThanOrEqual(longestDays({ unit, count }) * 86_400_000 + 3_600_000);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test.each([
    ["31 January", "2026-01-31 10:00", month, ["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]],
    ["31 January of a leap year", "2028-01-31 10:00", month, ["2028-02-29", "2028-03-31"]],
    [
      "31 August by quarters",
      "2026-08-31 10:00",
      { unit: "months", count: 3 },
      ["2026-11-30", "2027-02-28", "2027-05-31"],
    ],
    [
      "29 February by years",
      "2028-02-29 10:00",
      year,
      ["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"],
    ],
    ["29 February over 2100", "2096-02-29 10:00", { unit: "years", count: 4 }, ["2100-02-28", "2104-02-29"]],
  ] satisfies [string, string, Period, string[]][])(
    "%s comes back to its day",
    (_, anchor, period, dates) => {
      const found = dates.map((_, index) => afterPeriods(at(anchor), "UTC", period, index + 1).toISOString());
      expect(found).toEqual(dates.map((date) => `${date}T10:00:00.000Z`));
    },
  );

  test.each([
    [
      "the skipped 02:30 of New York is 03:30",
      "America/New_York",
      "2026-03-07T07:30:00Z",
      "2026-03-08T07:30:00.000Z",
    ],
    ["the day after is 02:30 again", "America/New_York", "2026-03-08T06:30:00Z", "2026-03-09T05:30:00.000Z"],
    [
      "the doubled 01:30 of New York is the earlier",
      "America/New_York",
      "2026-10-31T05:30:00Z",
      "2026-11-01T05:30:00.000Z",
    ],
    [
      "the skipped 01:30 of London is 02:30",
      "Europe/London",
      "2026-03-28T01:30:00Z",
      "2026-03-29T01:30:00.000Z",
    ],
    [
      "Lord Howe moves by half an hour",
      "Australia/Lord_Howe",
      "2026-10-02T15:45:00Z",
      "2026-10-03T15:45:00.000Z",
    ],
    [
      "the day that Samoa left out is the next",
      "Pacific/Apia",
      "2011-12-29T20:00:00Z",
      "2011-12-30T20:00:00.000Z",
    ],
  ])("%s", (_, zone, anchor, expected) => {
    expect(afterPeriods(new Date(anchor), zone, { unit: "days", count: 1 }, 1).toISOString()).toBe(expected);
  });
});

describe("the charge ahead of a boundary", () => {
  test.each([
    ["a month", 31 * 24 * 60, 120],
    ["a day", 24 * 60, 120],
    ["20 hours", 20 * 60, 120],
    ["an hour", 60, 6],
    ["a minute", 1, 0.1],
  ])("of %s (%d minutes) comes %d minutes early", (_, minutes, lead) => {
    const start = at("2026-01-10 10:00");
    expect(leadMs(start, new Date(start.getTime() + minutes * 60_000))).toBe(lead * 60_000);
  });
});

describe("a date that a person chooses", () => {
  const now = at("2026-01-10 10:00");

  test("is to come, within ten years", () => {
    expect(isChoosable(new Date(now.getTime() + 1), now)).toBe(true);
    expect(isChoosable(addDays(now, 3_653), now)).toBe(true);
    for (const date of [now, addDays(now, -1), addDays(now, 3_654), new Date(8.64e15), new Date(Number.NaN)])
      expect(isChoosable(date, now)).toBe(false);
  });
});

test("a zone is known by its IANA name, and an unknown one is refused", () => {
  for (const zone of billingZones) expect(isKnownZone(zone)).toBe(true);
  for (const zone of ["", "Mars/Olympus", "Europe/Londn", "\u0000", "America"]) {
    expect(isKnownZone(zone)).toBe(false);
    expect(() => afterPeriods(at("2026-01-10 10:00"), zone, month, 1)).toThrow(RangeError);
  }
});
