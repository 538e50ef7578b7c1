import { type Amount, exponentOf } from "../core/money";

// By Stripe's list, which is not ISO 4217's.
const withoutDigits = new Set("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split(" "));
/** Three digits, of which the last is a nought. */
const withThree = new Set("BHD JOD KWD OMR TND".split(" "));
/** No digits in trade; Stripe takes them with two noughts. */
const withNoughts = new Set("ISK UGX".split(" "));
const unknown = new Set("IQD LYD CLF UYW UYI".split(" "));

/** The amount in Stripe's own units; null for one that Stripe cannot hold to the last digit. */
export function stripeAmount({ minor, currency, exponent }: Amount): number | null {
  if (unknown.has(currency)) return null;
  const own = digitsOf(currency);
  const scaled = minor * 10n ** 4n;
  const unit = 10n ** BigInt(4 + exponent - own);
  if (scaled % unit !== 0n) return null;
  const amount = scaled / unit;
  if (withThree.has(currency) && amount % 10n !== 0n) return null;
  if (withNoughts.has(currency) && amount % 100n !== 0n) return null;
  return amount <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(amount) : null;
}

/** What Stripe's own units say: in the digits of ISO 4217 where nothing is lost by it, else in Stripe's. */
export function amountOfStripe(units: bigint, currency: string): Amount {
  const own = digitsOf(currency);
  const exponent = exponentOf(currency);
  const scaled = units * 10n ** BigInt(exponent);
  const unit = 10n ** BigInt(own);
  return scaled % unit === 0n
    ? { minor: scaled / unit, currency, exponent }
    : { minor: units, currency, exponent: own };
}

function digitsOf(currency: string): number {
  return withoutDigits.has(currency) ? 0 : withThree.has(currency) ? 3 : 2;
}
