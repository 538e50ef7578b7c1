import { z } from "zod";
import { type Amount, decimalString, exponentOf, isCurrency } from "./money";
import { resource } from "./resource";

// Far above any price, far below where JSON's numbers lose digits.
const mostDigits = 13;

/** The one shape in which the API shows money. */
export const moneyResource = resource("Money", {
  amount: z.string().describe("Exact decimal text, with as many digits as the currency has."),
  amountMinor: z.int().describe("The same in minor units, such as cents."),
  currency: z.string().describe("ISO 4217 code."),
});

export function showMoney({ minor, currency, exponent }: Amount): z.input<typeof moneyResource> {
  return { amount: decimalString(minor, exponent), amountMinor: Number(minor), currency };
}

/** An ISO 4217 code in use today, in capital letters. */
export const currencyCode = z
  .string("Write a currency, such as USD")
  .trim()
  .toUpperCase()
  .refine(isCurrency, "This is no currency in use: write its three letters by ISO 4217, such as USD");

/** Decimal text of a sum that is asked or paid, as minor units: never negative, and no finer than the currency. */
export const moneyInput = z
  .strictObject({
    amount: z
      .string("Write an amount as text, such as 9.99")
      .trim()
      .min(1, "Write an amount, such as 9.99")
      .max(40, "This amount is too long"),
    currency: currencyCode,
  })
  .transform(({ amount, currency }, context): Amount => {
    const exponent = exponentOf(currency);
    const read = readAmount(amount, currency, exponent);
    if (typeof read === "bigint") return { minor: read, currency, exponent };
    context.addIssue({ code: "custom", path: ["amount"], message: read });
    return z.NEVER;
  });

/** Minor units, or the sentence that says why it is none. */
function readAmount(text: string, currency: string, exponent: number): bigint | string {
  if (/^-/.test(text)) return "An amount cannot be negative";
  const [, whole = "", fraction = ""] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === "") return `Write digits with a point before the fraction, such as ${sample(exponent)}`;
  if (fraction.length > exponent)
    return exponent === 0
      ? `${currency} has no digits after the point`
      : `${currency} has ${exponent} digits after the point: ${text} has ${fraction.length}`;
  const minor = BigInt(whole + fraction.padEnd(exponent, "0"));
  return minor.toString().length > mostDigits ? "This amount is larger than any that can be charged" : minor;
}

function sample(exponent: number): string {
  return exponent === 0 ? "999" : `9.${"9".repeat(exponent)}`;
}
