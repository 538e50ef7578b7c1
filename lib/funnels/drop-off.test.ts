import fc from "fast-check";
import { expect, it } from "vitest";
import { addDays, dayOf, daysBetween } from "./days";
import { dropOff, worstScreen } from "./drop-off";

it("orders screens by where visits met them and says how many went no further", () => {
  const rows = dropOff(
    [
      { screen: "offer", visits: 20, positionSum: 60 },
      { screen: "hello", visits: 100, positionSum: 100 },
      { screen: "goal", visits: 90, positionSum: 180 },
    ],
    100,
  );
  expect(rows).toEqual([
    { screen: "hello", visits: 100, share: 1, lost: 10, lostShare: 0.1 },
    { screen: "goal", visits: 90, share: 0.9, lost: 70, lostShare: 70 / 90 },
    { screen: "offer", visits: 20, share: 0.2, lost: null, lostShare: 0 },
  ]);
  expect(worstScreen(rows)).toBe("goal");
});

it("loses nobody on the last screen, and never fewer than none", () => {
  const count = fc.record({ screen: fc.string(), visits: fc.nat(50), positionSum: fc.nat(500) });
  fc.assert(
    fc.property(fc.uniqueArray(count, { selector: (one) => one.screen }), fc.nat(100), (counts, visits) => {
      const rows = dropOff(counts, visits);
      expect(rows).toHaveLength(counts.filter((one) => one.visits > 0).length);
      for (const row of rows.slice(0, -1)) expect(row.lost).toBeGreaterThanOrEqual(0);
      if (rows.length > 0) expect(rows.at(-1)?.lost).toBeNull();
    }),
  );
  expect(worstScreen(dropOff([{ screen: "a", visits: 9, positionSum: 9 }], 9))).toBeNull();
});

it("walks days over the end of a month and of a leap February", () => {
  expect(daysBetween("2028-02-28", "2028-03-01")).toEqual(["2028-02-28", "2028-02-29", "2028-03-01"]);
  expect(daysBetween("2026-01-02", "2026-01-01")).toEqual([]);
  expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
  expect(dayOf(new Date("2026-08-20T23:59:59.999Z"))).toBe("2026-08-20");
});
