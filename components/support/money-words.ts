import { formatMoney } from "@/lib/core/money";

type Money = { amount: string; amountMinor: number; currency: string };

/** Of an amount as the API shows it. */
export function moneyWords({ amount, amountMinor, currency }: Money): string {
  const exponent = amount.split(".")[1]?.length ?? 0;
  return formatMoney({ minor: BigInt(amountMinor), currency, exponent });
}
