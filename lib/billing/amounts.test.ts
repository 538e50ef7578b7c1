import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, expectTypeOf, test, vi } from "vitest";
import { decimalString } from "@/lib/core/money";
import { at, bought, monthly, planOf } from "@/tests/subscription-cases";
import { discounted, percentOf, share, unusedCredit } from "./amounts";
import { amountDue } from "./charge-due";
import type { Effect, Plan } from "./facts";
import type { SimulatedStep } from "./simulate";
import { type NextStep, whatHappensNext } from "./words";

// Thousands of cases, on machines that do other work too.
vi.setConfig({ testTimeout: 60_000 });

const numRuns = 100_000;
const long = 60_000;
const amount = fc.bigInt({ min: 0n, max: 10n ** 15n });
const percent = fc.integer({ min: 0, max: 100 });
const start = at("2026-01-10 10:00");
const end = at("2026-02-10 10:00");

describe("a share of an amount", () => {
  test.each([
    [1n, 1n, 2n, 1n],
    [3n, 1n, 2n, 2n],
    [1n, 1n, 3n, 0n],
    [2n, 1n, 3n, 1n],
    [999n, 70n, 100n, 699n],
    [9_007_199_254_740_993n, 1n, 1n, 9_007_199_254_740_993n],
    [0n, 7n, 9n, 0n],
  ])("%d times %d / %d is %d", (minor, numerator, denominator, expected) => {
    expect(share(minor, numerator, denominator)).toBe(expected);
  });

  test("is the nearest whole unit, and a half goes up", { timeout: long }, () => {
    fc.assert(
      fc.property(
        amount,
        amount,
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        (minor, numerator, denominator) => {
          // Twice the distance from the exact quotient, in parts of the denominator.
          const twice = (share(minor, numerator, denominator) * denominator - minor * numerator) * 2n;
          return twice > -denominator && twice <= denominator;
        },
      ),
      { numRuns },
    );
  });

  test("cut anywhere, the parts sum to the whole and none is negative", { timeout: long }, () => {
    fc.assert(
      fc.property(amount, fc.array(fc.nat(1_000_000), { maxLength: 6 }), (minor, cuts) => {
        const marks = [0, ...cuts.sort((a, b) => a - b), 1_000_000];
        const upTo = marks.map((mark) => share(minor, BigInt(mark), 1_000_000n));
        const parts = upTo.slice(1).map((sum, index) => sum - (upTo[index] ?? 0n));
        return parts.every((part) => part >= 0n) && parts.reduce((sum, part) => sum + part, 0n) === minor;
      }),
      { numRuns },
    );
  });
});

describe("a discount", () => {
  test("leaves between nothing and the whole, less for more percent, and its parts differ by no more than a unit", {
    timeout: long,
  }, () => {
    fc.assert(
      fc.property(amount, percent, percent, (minor, one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        const doubled = discounted(minor, one) + percentOf(minor, one) - minor;
        return (
          discounted(minor, 0) === minor &&
          discounted(minor, 100) === 0n &&
          discounted(minor, null) === minor &&
          discounted(minor, less) >= discounted(minor, more) &&
          // Both halves of an odd unit go up.
          (doubled === 0n || doubled === 1n)
        );
      }),
      { numRuns },
    );
  });
});

describe("an amount due", () => {
  test("is never above the price, smaller for a smaller part, and nothing only where the discount takes all", {
    timeout: long,
  }, () => {
    const price = fc.bigInt({ min: 1n, max: 10n ** 12n });
    const facts = bought(planOf());
    fc.assert(
      fc.property(
        price,
        fc.option(fc.integer({ min: 1, max: 100 })),
        fc.constantFrom(50, 70),
        (priceMinor, off, part) => {
          const plan = planOf({ ...monthly, priceMinor });
          const held = { ...facts, discountPercent: off, discountCycles: off === null ? null : 1 };
          const whole = amountDue(held, plan);
          const tried = amountDue(held, plan, part);
          const exact = share(priceMinor, BigInt((100 - (off ?? 0)) * part), 10_000n);
          return (
            whole === discounted(priceMinor, off) &&
            tried >= 0n &&
            tried <= whole &&
            whole <= priceMinor &&
            (tried === 0n) === (whole === 0n) &&
            (exact === 0n || whole === 0n || tried === exact)
          );
        },
      ),
      { numRuns },
    );
  });

  test.each([0, 2, 3, 4])("is told to the last of %d digits", (exponent) => {
    const currency = ({ 0: "JPY", 2: "EUR", 3: "KWD", 4: "CLF" } as Record<number, string>)[exponent] ?? "";
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 15n }), (priceMinor) => {
        const plan = planOf({ ...monthly, currency, exponent, priceMinor });
        const { words, amountMinor } = whatHappensNext(bought(plan), plan);
        expect(amountMinor).toBe(priceMinor);
        const told = words.slice(0, words.indexOf(" will")).replace(/[^0-9.]/g, "");
        expect(told).toBe(decimalString(priceMinor, exponent));
      }),
      { numRuns: 200 },
    );
  });
});

describe("the credit for unused time", () => {
  const moment = fc.integer({ min: -40 * 86_400_000, max: 80 * 86_400_000 });

  test("lies between nothing and what was paid, and falls with time", {
    timeout: long,
  }, () => {
    fc.assert(
      fc.property(amount, moment, moment, (paid, one, other) => {
        const [early, late] = [Math.min(one, other), Math.max(one, other)].map((ms) =>
          unusedCredit(paid, start, end, new Date(start.getTime() + ms)),
        ) as [bigint, bigint];
        return late >= 0n && late <= early && early <= paid;
      }),
      { numRuns },
    );
  });

  test("is what was paid at the start, nothing at the end, and the documented 96.67 after one of 30 days", () => {
    expect(unusedCredit(999n, start, end, start)).toBe(999n);
    expect(unusedCredit(999n, start, end, end)).toBe(0n);
    const thirty = at("2026-02-09 10:00");
    expect(unusedCredit(10_000n, start, thirty, at("2026-01-11 10:00"))).toBe(9_667n);
  });

  test("of a period without length is nothing", () => {
    expect(unusedCredit(999n, start, start, start)).toBe(0n);
    expect(unusedCredit(999n, end, start, start)).toBe(0n);
  });
});

/** The type of every field named …Minor, however deep. */
type Money<T> = T extends Date | readonly string[]
  ? never
  : T extends object
    ? { [K in keyof T]-?: K extends `${string}Minor` ? T[K] : Money<T[K]> }[keyof T]
    : never;

describe("money is never a number", () => {
  test("in any type", () => {
    expectTypeOf<Money<Plan>>().toEqualTypeOf<bigint | null>();
    expectTypeOf<Money<Effect>>().toEqualTypeOf<bigint>();
    expectTypeOf<Money<NextStep>>().toEqualTypeOf<bigint | null>();
    expectTypeOf<Money<SimulatedStep>>().toEqualTypeOf<bigint>();
    for (const make of [share, percentOf, discounted, unusedCredit, amountDue])
      expectTypeOf(make).returns.toEqualTypeOf<bigint>();
    expectTypeOf(share).parameters.toEqualTypeOf<[bigint, bigint, bigint]>();
  });

  test("in any line of this folder", () => {
    const files = readdirSync(import.meta.dirname).filter((file) => /(?<!\.test)\.ts$/.test(file));
    const lines = files.flatMap((file) =>
      readFileSync(`${import.meta.dirname}/${file}`, "utf8")
        .split("\n")
        .map((text) => `${file}: ${text.trim()}`),
    );
    const asNumber =
      /\w*(minor|price|amount|money|credit)\w*\??: number|\bNumber\(|parseFloat|parseInt|toFixed/i;
    expect(files).toContain("amounts.ts");
    expect(lines.filter((line) => asNumber.test(line))).toEqual([]);
  });
});
