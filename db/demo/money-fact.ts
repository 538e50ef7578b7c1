import { showId } from "../../lib/core/ids";
import { currencyCalled, shownMoney } from "./catalogue";
import type { Rows } from "./rows";

type Order = Rows["orders"][number];
type Charge = Rows["transactions"][number];
type Dispute = Rows["disputes"][number];
type Payload = Record<string, unknown>;

export function chargeFact(order: Order, charge: Charge, retryStep: number | null): Payload {
  return {
    ...placeOf(order, charge.occurredAt),
    ...{ kind: order.kind, iteration: order.iteration, provider: order.provider, retry_step: retryStep },
    transaction_id: showId("transaction", charge.id),
    provider_transaction_id: charge.providerTransactionId,
    price: shownMoney(order.amountMinor, currencyCalled(order.currency)),
    amount: shownMoney(charge.amountMinor, currencyCalled(order.currency)),
    ...(charge.declineCode && { decline_code: charge.declineCode }),
  };
}

export function refundFact(order: Order, refund: Charge): Payload {
  return {
    ...placeOf(order, refund.occurredAt),
    transaction_id: showId("transaction", refund.id),
    provider: order.provider,
    provider_transaction_id: refund.providerTransactionId,
    amount_refunded: shownMoney(-refund.amountMinor, currencyCalled(order.currency)),
    kept_access: true,
  };
}

export function disputeFact(order: Order, dispute: Dispute): Payload {
  return {
    ...placeOf(order, dispute.openedAt),
    dispute_id: showId("dispute", dispute.id),
    psp_dispute_id: dispute.providerDisputeId,
    processor: dispute.provider,
    amount: shownMoney(dispute.amountMinor, currencyCalled(order.currency)),
    reason: dispute.reason,
  };
}

function placeOf({ id, subscriptionId, sessionId, funnelId }: Order, at: Date): Payload {
  return {
    order_id: showId("order", id),
    subscription_id: subscriptionId && showId("subscription", subscriptionId),
    session_id: sessionId && showId("session", sessionId),
    funnel_id: funnelId && showId("funnel", funnelId),
    occurred_at: at.toISOString(),
  };
}
