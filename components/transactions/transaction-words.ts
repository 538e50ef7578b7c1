import type { TransactionRow } from "@/lib/transactions/queries";

/** The code of what became of it, as the badges of payments know it. */
export function transactionState({ kind, status, disputeState, order }: TransactionRow): string {
  if (status === "declined") return "declined";
  if (kind !== "charge") return "settled";
  if (disputeState === "open") return "disputed";
  if (disputeState === "lost") return "dispute_lost";
  if (!order || order.refundedMinor === 0n) return "settled";
  return order.refundedMinor >= order.amountMinor ? "refunded" : "partly_refunded";
}

/** What it was for: "Renewal, period 19, 2nd try". */
export function kindWords({ kind, order, retryStep, amountMinor }: TransactionRow): string {
  if (kind === "refund") return order && -amountMinor < order.amountMinor ? "Refund, part" : "Refund";
  if (kind === "dispute") return "Dispute";
  if (kind === "dispute_reversal") return "Dispute won";
  const period = order?.iteration ? `, period ${order.iteration}` : "";
  const tries = retryStep ? `, ${ordinal(retryStep + 1)} try` : "";
  return `${purchase(order?.kind)}${order?.kind === "one_off" ? "" : period}${tries}`;
}

function purchase(kind: NonNullable<TransactionRow["order"]>["kind"] | undefined): string {
  switch (kind) {
    case "first":
      return "First";
    case "conversion":
      return "First after the trial";
    case "renewal":
      return "Renewal";
    case "migration":
      return "Change of plan";
    case "one_off":
      return "One-off";
    default:
      return "Payment";
  }
}

function ordinal(count: number): string {
  return ["", "1st", "2nd", "3rd"][count] ?? `${count}th`;
}
