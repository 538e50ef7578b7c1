import { share } from "./amounts";
import type { Facts, Plan } from "./facts";

/** What the coming period costs: its price, less the discount, of which a late retry asks only `percent`. Rounded once. */
export function amountDue(facts: Facts, { terms, successor }: Plan, percent = 100): bigint {
  // A discount was given for the price that runs, not for the one that comes.
  const price = successor ? successor.priceMinor : terms.priceMinor;
  const discount = successor ? 0 : (facts.discountPercent ?? 0);
  return share(price, BigInt((100 - discount) * percent), 10_000n);
}
