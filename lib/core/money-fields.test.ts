import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exponentOf } from "./money";
import { moneyInput, showMoney } from "./money-fields";

function read(amount: unknown, currency: unknown = "USD") {
  const parsed = moneyInput.safeParse({ amount, currency });
  return parsed.success ? parsed.data.minor : parsed.error.issues[0];
}

describe("an amount that somebody writes", () => {
  test.each([
    ["9.99", "USD", 999n],
    ["9.9", "USD", 990n],
    ["9", "usd", 900n],
    ["0", "EUR", 0n],
    ["1480", "JPY", 1480n],
    ["3.5", "KWD", 3500n],
    ["0.0001", "CLF", 1n],
    ["99999999999.99", "USD", 9999999999999n],
  ])("%s %s is %d minor units", (amount, currency, minor) => {
    expect(read(amount, currency)).toBe(minor);
  });

  test.each([
    ["9.999", "USD", "amount", "USD has 2 digits after the point: 9.999 has 3"],
    ["14.80", "JPY", "amount", "JPY has no digits after the point"],
    ["3.5001", "KWD", "amount", "KWD has 3 digits after the point: 3.5001 has 4"],
    ["-9.99", "USD", "amount", "An amount cannot be negative"],
    ["9,99", "USD", "amount", "Write digits with a point before the fraction, such as 9.99"],
    ["1e3", "JPY", "amount", "Write digits with a point before the fraction, such as 999"],
    ["٣", "USD", "amount", "Write digits with a point before the fraction, such as 9.99"],
    ["999999999999.99", "USD", "amount", "This amount is larger than any that can be charged"],
    ["", "USD", "amount", "Write an amount, such as 9.99"],
    [9.99, "USD", "amount", "Write an amount as text, such as 9.99"],
    [
      "9.99",
      "DEM",
      "currency",
      "This is no currency in use: write its three letters by ISO 4217, such as USD",
    ],
    [
      "9.99",
      "XXX",
      "currency",
      "This is no currency in use: write its three letters by ISO 4217, such as USD",
    ],
    ["9.99", 7, "currency", "Write a currency, such as USD"],
  ])("%s %s is refused with a sentence", (amount, currency, field, message) => {
    expect(read(amount, currency)).toMatchObject({ path: [field], message });
  });

  test("comes back as it was shown, exactly", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 9_999_999_999_999n }),
        fc.constantFrom("USD", "JPY", "KWD", "CLF"),
        (minor, currency) => {
          const shown = showMoney({ minor, currency, exponent: exponentOf(currency) });
          expect(read(shown.amount, currency)).toBe(minor);
          expect(shown.amountMinor).toBe(Number(minor));
        },
      ),
    );
  });
});
