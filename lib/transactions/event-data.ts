import type { orders } from "../../db/schema/orders";
import type { disputes } from "../../db/schema/transactions";
import { showId } from "../core/ids";
import { showMoney } from "../core/money-fields";
import type { EventData } from "../events/data";
import type { Transaction } from "./record";

type Order = typeof orders.$inferSelect;

/** What endpoints learn of an order that was paid: by whom does not matter, the engine's and others read the same. */
export function orderData(
  order: Order,
  transaction: Transaction,
  retryStep: number | null,
): EventData["order.settled"] {
  return {
    ...place(transaction),
    kind: order.kind,
    iteration: order.iteration,
    transaction_id: showId("transaction", transaction.id),
    provider: transaction.provider,
    provider_transaction_id: transaction.providerTransactionId,
    price: priceOf(order),
    amount: moved(transaction),
    retry_step: retryStep,
    occurred_at: transaction.occurredAt.toISOString(),
  };
}

/** The same where no money was asked for. */
export function unaskedData(order: Order, retryStep: number | null, at: Date): EventData["order.settled"] {
  const { currency, exponent } = order;
  return {
    ...place({ ...order, orderId: order.id }),
    kind: order.kind,
    iteration: order.iteration,
    transaction_id: null,
    provider: order.provider,
    provider_transaction_id: null,
    price: priceOf(order),
    amount: showMoney({ minor: 0n, currency, exponent }),
    retry_step: retryStep,
    occurred_at: at.toISOString(),
  };
}

export function refundData(transaction: Transaction, keptAccess: boolean): EventData["refund.settled"] {
  return {
    ...place(transaction),
    transaction_id: showId("transaction", transaction.id),
    provider: transaction.provider,
    provider_transaction_id: transaction.providerTransactionId,
    amount_refunded: moved(transaction),
    kept_access: keptAccess,
    occurred_at: transaction.occurredAt.toISOString(),
  };
}

export function disputeData(
  charge: Transaction,
  dispute: typeof disputes.$inferSelect,
): EventData["dispute.opened"] {
  const { amountMinor: minor, currency, exponent } = dispute;
  return {
    dispute_id: showId("dispute", dispute.id),
    ...place(charge),
    psp_dispute_id: dispute.providerDisputeId,
    processor: dispute.provider,
    amount: showMoney({ minor, currency, exponent }),
    reason: dispute.reason,
    occurred_at: dispute.openedAt.toISOString(),
  };
}

export function oneoffData(order: Order): EventData["oneoff.granted"] {
  const { subscription_id: _, order_id: __, ...visit } = place({ ...order, orderId: order.id });
  return { order_id: showId("order", order.id), ...visit, price: priceOf(order) };
}

type Place = Pick<Transaction, "orderId" | "subscriptionId" | "sessionId" | "funnelId">;

function place({ orderId, subscriptionId, sessionId, funnelId }: Place) {
  return {
    order_id: orderId && showId("order", orderId),
    subscription_id: subscriptionId && showId("subscription", subscriptionId),
    session_id: sessionId && showId("session", sessionId),
    funnel_id: funnelId && showId("funnel", funnelId),
  };
}

function priceOf({ amountMinor: minor, currency, exponent }: Order) {
  return showMoney({ minor, currency, exponent });
}

function moved({ amountMinor, currency, exponent }: Transaction) {
  return showMoney({ minor: amountMinor < 0n ? -amountMinor : amountMinor, currency, exponent });
}
