import { formatMoney } from "@/lib/core/money";
import type { InboundState, Window } from "@/lib/inbound-events/schema";

export const stateWords: Record<InboundState, string> = {
  waiting: "Waiting",
  processed: "Processed",
  ignored: "Ignored",
  parked: "Parked",
};

export const windowWords: Record<Window, string> = {
  "1h": "hour",
  "24h": "24 hours",
  "7d": "7 days",
  "30d": "30 days",
};

/** The code of `statuses.inbound`: one that waits was either tried or not. */
export function statusCode({ state, errorCode }: { state: InboundState; errorCode: string | null }): string {
  return state === "waiting" && errorCode ? "retrying" : state;
}

export function customerName(customer: { email: string | null; userId: string | null }): string {
  return customer.email ?? customer.userId ?? "Anonymous";
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** "$9.99 every month", "$99.00 once". */
export function termsWords({
  price,
  period,
}: {
  price: { minor: bigint; currency: string; exponent: number };
  period: { unit: string; count: number } | null;
}): string {
  const money = formatMoney(price);
  if (!period) return `${money} once`;
  return `${money} every ${period.count === 1 ? period.unit.slice(0, -1) : `${period.count} ${period.unit}`}`;
}

/** The few words for the code of an error. */
export type TitleOf = (errorCode: string) => string;
