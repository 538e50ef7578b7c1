import { expect, it } from "vitest";
import { pauseMs } from "./schedule";

const run = { everyMs: 10_000, isMoreDue: false, failures: 0, random: 0.5 };

it("waits its time, spread by a tenth", () => {
  expect(pauseMs(run)).toBe(10_000);
  expect(pauseMs({ ...run, random: 0 })).toBe(9_000);
  expect(pauseMs({ ...run, random: 1 })).toBe(11_000);
});

it("goes on at once while more is due, but not after a failure", () => {
  expect(pauseMs({ ...run, isMoreDue: true })).toBe(0);
  expect(pauseMs({ ...run, isMoreDue: true, failures: 1 })).toBe(10_000);
});

it("backs off while failures follow each other, to five minutes at most", () => {
  const waits = [1, 3, 5, 20].map((failures) => pauseMs({ ...run, everyMs: 1_000, failures }));
  expect(waits).toEqual([1_000, 4_000, 16_000, 300_000]);
});
