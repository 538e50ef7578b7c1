import { discounted, share } from "./amounts";
import type { Facts, Plan } from "./facts";

/**
 * What the coming period costs: its price, less the discount, of which a late retry asks only `percent`. Rounded once, but
 * a part of something is never nothing: a retry gives no period away.
 */
export function amountDue(facts: Facts, { terms, successor }: Plan, percent = 100): bigint {
  // A discount was given for the price that runs, not for the one that comes.
  const { priceMinor, exponent } = successor ?? terms;
  const discount = successor ? 0 : (facts.discountPercent ?? 0);
  const grain = grainOf(priceMinor, exponent);
  const whole = priceMinor / grain;
  const price = discounted(whole, discount);
  if (percent === 100 || price <= 0n) return price * grain;
  const part = share(whole, BigInt((100 - discount) * percent), 10_000n);
  return (part > 0n ? part : 1n) * grain;
}

/** Cards hold currencies of three digits to the second: the part of a price that they can charge is one that they can. */
function grainOf(priceMinor: bigint, exponent: number): bigint {
  return exponent === 3 && priceMinor % 10n === 0n ? 10n : 1n;
}
