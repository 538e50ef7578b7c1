import type { TransactionRow } from "@/lib/transactions/queries";

export type MovedMoney = Pick<
  TransactionRow,
  | "kind"
  | "status"
  | "amountMinor"
  | "currency"
  | "exponent"
  | "amountUsdMinor"
  | "fxRate"
  | "fxDay"
  | "fxSource"
  | "provider"
  | "providerTransactionId"
  | "methodBrand"
  | "methodLastFour"
  | "decline"
> & { orderKind: string | null; iteration: number | null };

/** As RevenueCat's customer history names it. */
export function moneyFactWords(moved: MovedMoney): { sentence: string; reason?: string } {
  const { kind, status, orderKind, decline } = moved;
  const period = moved.iteration ? ` for period ${moved.iteration}` : "";
  if (kind === "refund") return { sentence: "Was issued a refund" };
  if (kind === "dispute") return { sentence: "Contested a payment at their bank" };
  if (kind === "dispute_reversal") return { sentence: "A contested payment came back" };
  if (status === "declined")
    return {
      sentence: orderKind === "one_off" || orderKind === "first" ? "Payment declined" : "Had a billing issue",
      reason: decline?.reason,
    };
  if (orderKind === "one_off") return { sentence: "Made a purchase" };
  if (orderKind === "first") return { sentence: "Paid for the first period" };
  if (orderKind === "migration") return { sentence: "Paid for another plan" };
  return { sentence: `Paid${period}` };
}
