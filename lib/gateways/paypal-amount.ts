import { type Amount, decimalString } from "../core/money";

const currencies = new Set(
  "AUD BRL CAD CNY CZK DKK EUR HKD HUF ILS JPY MYR MXN TWD NZD NOK PHP PLN GBP SGD SEK CHF THB USD".split(
    " ",
  ),
);
const withoutDigits = new Set(["HUF", "JPY", "TWD"]);

/** The amount as PayPal writes it; null for one that it cannot hold. */
export function paypalAmount({ minor, currency, exponent }: Amount): string | null {
  if (!currencies.has(currency)) return null;
  const unit = 10n ** BigInt(exponent);
  if (withoutDigits.has(currency)) return minor % unit === 0n ? String(minor / unit) : null;
  return exponent === 2 ? decimalString(minor, 2) : null;
}
