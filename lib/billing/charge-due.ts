import { discounted, share } from "./amounts";
import type { Facts, Plan } from "./facts";

/**
 * What the coming period costs: its price, less the discount, of which a late retry asks only `percent`. Rounded once, but
 * a part of something is never nothing: a retry gives no period away.
 */
export function amountDue(facts: Facts, { terms, successor }: Plan, percent = 100): bigint {
  // A discount was given for the price that runs, not for the one that comes.
  const price = successor ? successor.priceMinor : discounted(terms.priceMinor, facts.discountPercent);
  if (percent === 100 || price <= 0n) return price;
  const discount = successor ? 0 : (facts.discountPercent ?? 0);
  const part = share((successor ?? terms).priceMinor, BigInt((100 - discount) * percent), 10_000n);
  return part > 0n ? part : 1n;
}
