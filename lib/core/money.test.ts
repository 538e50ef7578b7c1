import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimalString, exponentOf, formatMoney } from "./money";

const minor = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
const exponent = fc.integer({ min: 0, max: 4 });

describe("exponents", () => {
  test.each([
    ["JPY", 0],
    ["ISK", 0],
    ["HUF", 2],
    ["IDR", 2],
    ["TWD", 2],
    ["USD", 2],
    ["kwd", 3],
    ["IQD", 3],
    ["CLF", 4],
  ])("%s has %d digits", (currency, expected) => {
    expect(exponentOf(currency)).toBe(expected);
  });
});

describe("decimal text", () => {
  test("gives back every amount of every exponent exactly", () => {
    fc.assert(
      fc.property(minor, exponent, (amount, digits) => {
        const text = decimalString(amount, digits);
        expect(text.split(".")[1]?.length ?? 0).toBe(digits);
        expect(BigInt(text.replace(".", ""))).toBe(amount);
      }),
    );
  });

  test("keeps a zero before the point", () => {
    expect(decimalString(-5n, 2)).toBe("-0.05");
    expect(decimalString(0n, 3)).toBe("0.000");
    expect(decimalString(7n, 0)).toBe("7");
  });
});

describe("money in words", () => {
  test("prints amounts beyond the precision of a number", () => {
    expect(formatMoney({ minor: 1234567890123456789n, currency: "USD", exponent: 2 })).toBe(
      "$12,345,678,901,234,567.89",
    );
  });

  test("keeps every digit for every amount", () => {
    fc.assert(
      fc.property(
        minor,
        exponent,
        fc.constantFrom("USD", "JPY", "KWD", "HUF", "CLF"),
        (amount, digits, currency) => {
          const text = formatMoney({ minor: amount, currency, exponent: digits });
          expect(BigInt(text.replace(/\D/g, ""))).toBe(amount < 0n ? -amount : amount);
          expect(text.startsWith("\u2212")).toBe(amount < 0n);
        },
      ),
    );
  });

  test("uses the amount's own exponent, not that of the runtime", () => {
    expect(formatMoney({ minor: 3500n, currency: "KWD", exponent: 3 })).toMatch(/3\.500$/);
    expect(formatMoney({ minor: 99900n, currency: "HUF", exponent: 2 })).toMatch(/999\.00$/);
    expect(formatMoney({ minor: 1480n, currency: "JPY", exponent: 0 })).toBe("¥1,480");
  });

  test("shows a refund with a minus and never fails on an unknown code", () => {
    expect(formatMoney({ minor: -499n, currency: "EUR", exponent: 2 })).toBe("−€4.99");
    expect(formatMoney({ minor: 1250n, currency: "X1", exponent: 2 })).toBe("12.50 X1");
    expect(formatMoney({ minor: 100n, currency: "QQQ", exponent: 2 })).toContain("1.00");
  });
});
