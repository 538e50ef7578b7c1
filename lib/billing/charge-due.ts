import { discounted, percentOf } from "./amounts";
import type { Facts, Plan } from "./facts";

/** What the coming period costs: its price, less the discount, of which a late retry asks only `percent`. */
export function amountDue(facts: Facts, { terms, successor }: Plan, percent = 100): bigint {
  // A discount was given for the price that runs, not for the one that comes.
  const price = successor ? successor.priceMinor : discounted(terms.priceMinor, facts.discountPercent);
  return percentOf(price, percent);
}
