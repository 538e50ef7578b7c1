import fc from "fast-check";
import { expect, it } from "vitest";
import { decimalString } from "../core/money";
import { amountIn, paymentIn } from "./payment";

it.each([
  ["9.99 eur", "9.99 EUR"],
  ["9,99 €", "9.99 EUR"],
  ["€9.99", "9.99 EUR"],
  ["$ 10", "10.00 USD"],
  ["USD 1,299.00", "1299.00 USD"],
  ["1.299,5 eur", "1299.50 EUR"],
  ["1,299 usd", "1299.00 USD"],
  ["1 299 usd", "1299.00 USD"],
  ["1.480 jpy", "1480 JPY"],
  ["¥1480", "1480 JPY"],
  ["3.500 kwd", "3.500 KWD"],
  ["3.5kwd", "3.500 KWD"],
])("reads %s as %s", (text, amount) => {
  const found = amountIn(text);
  expect(found && `${decimalString(found.minor, found.exponent)} ${found.currency}`).toBe(amount);
});

it.each([
  "9.99",
  "eur",
  "9.99 xyz",
  "usd 9.99 eur",
  "0 usd",
  "anna@x.example",
  "4242",
  "12ab",
  "9.99 us dollars",
])("reads no amount in %s", (text) => {
  expect(amountIn(text)).toBeNull();
});

it("reads the last four digits of a card where they stand apart", () => {
  for (const text of ["4242", "•• 4242", "••4242", "**** 4242", "Visa 4242", "card ending in 4242"])
    expect(paymentIn(text, []).lastFour, text).toBe("4242");
  for (const text of ["anna4242", "42425", "424", "4242 4242", "usr_4242"])
    expect(paymentIn(text, []).lastFour, text).toBeNull();
});

it("tries what may be a provider's id, and no names or emails", () => {
  const values = ["pi_3RkTq8AbC", "ch_1", "anna@x.example", "annakovac", "5TY05013RG002845M", "two words 12"];
  expect(paymentIn("", values).ids).toEqual(["pi_3RkTq8AbC", "5TY05013RG002845M"]);
});

it("reads any text without failing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
      const { amount, lastFour } = paymentIn(text, [text]);
      expect(amount === null || amount.minor > 0n).toBe(true);
      expect(lastFour === null || lastFour.length === 4).toBe(true);
    }),
  );
});
