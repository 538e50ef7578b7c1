import { formatMoney } from "@/lib/core/money";
import type { Period } from "./catalogue-actions";

type ShownMoney = { amount: string; amountMinor: number; currency: string };
export type ShownTerms = {
  price: ShownMoney;
  period: Period | null;
  intro: {
    type: "no_intro" | "free_trial" | "paid_trial";
    price: ShownMoney | null;
    period: Period | null;
  };
};

export function moneyWords({ amount, amountMinor, currency }: ShownMoney): string {
  return formatMoney({
    minor: BigInt(amountMinor),
    currency,
    exponent: amount.split(".")[1]?.length ?? 0,
  });
}

/** "$9.99 every month", "$99.00 once". */
export function priceWords({ price, period }: ShownTerms): string {
  return period ? `${moneyWords(price)} every ${periodWords(period, "")}` : `${moneyWords(price)} once`;
}

/** "Free for 7 days", "$1.00 for 1 month"; null where it begins with the full price. */
export function introWords({ intro }: ShownTerms): string | null {
  if (!intro.period) return null;
  const price = intro.price ? moneyWords(intro.price) : "Free";
  return `${price} for ${periodWords(intro.period, "1 ")}`;
}

function periodWords({ unit, count }: Period, one: string): string {
  return count === 1 ? `${one}${unit.slice(0, -1)}` : `${count} ${unit}`;
}
