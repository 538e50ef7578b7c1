import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inverted, usdMinorOf } from "./convert";

const amount = (minor: bigint, exponent: number) => ({ minor, currency: "EUR", exponent });

describe("dollars for an amount", () => {
  test.each([
    [999n, 2, "1", 999n],
    [999n, 2, "1.1345", 1133n],
    [1480n, 0, "0.0067032082", 992n],
    [3500n, 3, "3.25", 1138n],
    [1n, 4, "26.5", 0n],
    [5n, 3, "1", 1n],
    [9_007_199_254_740_993n, 2, "1", 9_007_199_254_740_993n],
  ])("%d with %d digits at %s is %d cents", (minor, exponent, rate, cents) => {
    expect(usdMinorOf(amount(minor, exponent), rate)).toBe(cents);
    expect(usdMinorOf(amount(-minor, exponent), rate)).toBe(-cents);
  });
});

describe("a rate the other way round", () => {
  test.each([
    ["1", "1"],
    ["4", "0.25"],
    ["0.5", "2"],
    ["3.6725", "0.2722940776038121"],
    ["89500", "0.0000111731843575419"],
    ["0.30512", "3.277399056109072"],
  ])("of %s is %s", (units, rate) => {
    expect(inverted(units)).toBe(rate);
  });

  test.each(["0", "0.000", "-1", "1e-7", "", "x", "1.", "Infinity"])("of %j is none", (units) => {
    expect(inverted(units)).toBeNull();
  });

  test("turned twice is the same to 14 digits, for every size", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        fc.integer({ min: 0, max: 8 }),
        (digits, places) => {
          const text = digits.toString().padStart(places + 1, "0");
          const units = places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
          const back = Number(inverted(inverted(units) ?? "0"));
          expect(Math.abs(back / Number(units) - 1)).toBeLessThan(1e-13);
        },
      ),
    );
  });
});
