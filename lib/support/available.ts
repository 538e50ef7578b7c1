import { formatMoney } from "../core/money";
import { onItsWay, whyImpossible } from "./plan-act";
import { providerWords } from "./provider-words";
import type { Act, OrderSituation, Situation } from "./situation";

export const actKinds = [
  "cancel",
  "uncancel",
  "pause",
  "resume",
  "defer",
  "discount",
  "charge_now",
  "migrate",
] as const satisfies Act["kind"][];

export type AvailableAction<Kind = Act["kind"]> = {
  kind: Kind;
  isEnabled: boolean;
  /** Why not, in a sentence; null where it is enabled. */
  why: string | null;
};

/** What can be done with a subscription now. Commands, API and screens share it. */
export function availableActions(situation: Situation): AvailableAction[] {
  return actKinds.map((kind) => asAction(kind, whyImpossible(situation, kind)));
}

export function refundAction(situation: OrderSituation): AvailableAction<"refund"> {
  return asAction("refund", whyNoRefund(situation));
}

function asAction<Kind>(kind: Kind, why: string | null): AvailableAction<Kind> {
  return { kind, isEnabled: why === null, why };
}

export function whyNoRefund({ order, chargeReference, hasGateway }: OrderSituation): string | null {
  const { provider, currency, exponent } = order;
  if (order.settledMinor === 0n) return "Nothing was paid for this order.";
  if (order.refundPendingMinor > 0n)
    return `A refund of ${formatMoney({ minor: order.refundPendingMinor, currency, exponent })} is on its way; wait for its outcome.`;
  if (order.refundedMinor >= order.settledMinor) return "All of it was refunded.";
  if (provider === "revenuecat" || provider === "adapty")
    return `${providerWords(provider)} does not refund for others. Refund it where it was bought; it is shown here afterwards.`;
  if (!hasGateway)
    return `${providerWords(provider)} is not connected, so nothing can be refunded from here.`;
  return chargeReference ? null : "The gateway's own id of the payment is not known.";
}

/** Why a refund cannot end access: with it would go what somebody has just paid, or pays now, for what comes. */
export function whyNoEnd({ order, subscription }: OrderSituation): string | null {
  if (!subscription || subscription.row.isMirror || subscription.row.phase === "expired") return null;
  const { row, plan, hasOpenCharge } = subscription;
  if (row.phase === "upcoming")
    return "What it pays for has not begun. Keep access, or wait until it begins.";
  if (hasOpenCharge) return onItsWay;
  if (!row.isNextPaid) return null;
  if (plan.successor)
    return "The subscription that takes its place is paid already. Keep access, or wait until that one begins.";
  return order.iteration === row.iteration + 1
    ? null
    : "The coming period is paid already and would go too. Keep access, or refund the payment of the coming period.";
}

export function refundableMinor({ order }: OrderSituation): bigint {
  return order.settledMinor - order.refundedMinor - order.refundPendingMinor;
}
