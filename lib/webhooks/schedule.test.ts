import fc from "fast-check";
import { expect, test } from "vitest";
import { mostTries, nextTryAt, retryAfterMs, retryDelaysMs } from "./schedule";

const endedAt = new Date("2026-11-20T12:00:00.000Z");
const failed = { tries: 1, status: 500, error: "status", retryAfter: null, endedAt, random: 0.5 };
const delayOf = (changes: Partial<Parameters<typeof nextTryAt>[0]>): number | null => {
  const at = nextTryAt({ ...failed, ...changes });
  return at && at.getTime() - endedAt.getTime();
};

test("W7: ten tries at 0, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h after the one before, a fifth more or less", () => {
  const spoken = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400].map((s) => s * 1_000);
  expect(retryDelaysMs).toEqual(spoken);
  expect(mostTries).toBe(10);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (tries, random) => {
        const share = (delayOf({ tries, random }) ?? 0) / (spoken[tries - 1] ?? 1);
        expect(share).toBeGreaterThanOrEqual(0.7999);
        expect(share).toBeLessThanOrEqual(1.2001);
      },
    ),
  );
  expect(delayOf({ random: 0 })).not.toBe(delayOf({ random: 1 }));
  expect(delayOf({ tries: 10 })).toBeNull();
});

test("W7: a receiver that is overwhelmed, away or silent is left alone for a minute at least", () => {
  for (const status of [429, 502, 503, 504]) expect(delayOf({ status })).toBe(60_000);
  expect(delayOf({ status: null, error: "timeout" })).toBe(60_000);
  expect(delayOf({ status: null, error: "connection_refused" })).toBe(5_000);
  expect(delayOf({ status: 503, tries: 2 })).toBe(300_000);
});

test("W7: Retry-After is honoured in seconds and as a date, a day at most, and never to hurry", () => {
  expect(delayOf({ status: 429, retryAfter: "600" })).toBe(600_000);
  expect(delayOf({ status: 503, retryAfter: "Fri, 20 Nov 2026 13:00:00 GMT" })).toBe(3_600_000);
  expect(delayOf({ retryAfter: "99999999" })).toBe(86_400_000);
  expect(delayOf({ status: 429, retryAfter: "1" })).toBe(60_000);
  expect(delayOf({ tries: 9, retryAfter: "10" })).toBe(86_400_000);
  expect(delayOf({ retryAfter: "Thu, 19 Nov 2026 13:00:00 GMT" })).toBe(5_000);
});

test("whatever stands in Retry-After, the next try is within a day and a fifth", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const wished = retryAfterMs(text, endedAt);
      expect(wished === null || (wished >= 0 && wished <= 86_400_000)).toBe(true);
    }),
  );
  for (const text of ["", "-1", "1e3", "NaN", "Infinity", "soon"])
    expect(delayOf({ retryAfter: text })).toBe(5_000);
});
