import { type Amount, exponentOf, isCurrency } from "../core/money";

/** What of a text may be said about a payment. */
export type PaymentQuery = {
  /** The last four digits of a card. */
  lastFour: string | null;
  amount: Amount | null;
  /** Ids that a provider may have given to a payment. */
  ids: string[];
};

const signs: Record<string, string> = {
  $: "USD",
  "€": "EUR",
  "£": "GBP",
  "¥": "JPY",
  "₹": "INR",
  "₩": "KRW",
};

export function paymentIn(text: string, values: string[]): PaymentQuery {
  return {
    // "4242", "•• 4242", "Visa 4242": digits that stand apart, so no year at the end of a name.
    lastFour: /^(?:[\p{L} ]{0,20}[\s•*·.]+)?([0-9]{4})$/u.exec(text)?.[1] ?? null,
    amount: amountIn(text),
    ids: values.filter((value) => /^(?=.*[0-9])[\w-]{8,255}$/.test(value)),
  };
}

/** "9.99 eur", "€9,99", "USD 1,299.00": a number with its currency before or after it. */
export function amountIn(text: string): Amount | null {
  const found = /^(\D{1,3}?)?\s?([0-9][0-9.,' ]*)\s?(\D{1,3})?$/u.exec(text);
  const [, before, digits = "", after] = found ?? [];
  const named = before?.trim() || after?.trim();
  if (!named || (before?.trim() && after?.trim())) return null;
  const currency = signs[named] ?? named.toUpperCase();
  if (!isCurrency(currency)) return null;
  const exponent = exponentOf(currency);
  const plain = digits.replaceAll(/[' ]/g, "");
  const [, whole = plain, fraction = ""] = /^(.*)[.,]([0-9]{1,4})$/.exec(plain) ?? [];
  // A last part that is no fraction of this currency belongs to the whole: "1,299 USD", "1.480 JPY".
  const isFraction =
    fraction.length > 0 && fraction.length <= exponent && !isGroup(whole, fraction, exponent);
  const units = (isFraction ? whole : plain).replaceAll(/[.,]/g, "");
  const minor = BigInt(units + (isFraction ? fraction : "").padEnd(exponent, "0"));
  return units.length <= 13 && minor > 0n ? { minor, currency, exponent } : null;
}

/** Three digits after a sign that stands before other groups of three too. */
function isGroup(whole: string, fraction: string, exponent: number): boolean {
  return fraction.length === 3 && (exponent !== 3 || /[.,]/.test(whole));
}
