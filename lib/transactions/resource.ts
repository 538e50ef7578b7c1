import { z } from "zod";
import { environments, paymentProviders } from "../../db/columns";
import { attemptKinds, attemptStates, orderKinds } from "../../db/schema/orders";
import { transactionKinds } from "../../db/schema/transactions";
import { env } from "../core/env";
import { showId } from "../core/ids";
import { moneyResource, showMoney } from "../core/money-fields";
import { instant, resource } from "../core/resource";
import { actorResource, showActor } from "../events/resource";
import type { Attempt, Dispute, OrderDetail, Refund } from "./order";
import type { TransactionRow } from "./queries";

type Amounted = { amountMinor: bigint; currency: string; exponent: number };

const declineResource = resource("Decline", {
  code: z.string(),
  reason: z.string().describe("What happened, in plain words."),
  advice: z.string().describe("What the customer can do."),
  isWorthRetrying: z.boolean(),
});

const method = z.strictObject({ brand: z.string().nullable(), lastFour: z.string().nullable() });

export const transactionResource = resource("Transaction", {
  id: z.string(),
  profileId: z.string().nullable().describe("Null where the person was erased."),
  kind: z.enum(transactionKinds),
  status: z.enum(["succeeded", "declined"]),
  amount: moneyResource.describe(
    "What came in is positive, what went back negative; what was declined moved nothing.",
  ),
  usd: z
    .strictObject({
      amount: moneyResource,
      rate: z.string().describe("Dollars for one unit."),
      day: z.string(),
      source: z.string(),
    })
    .nullable()
    .describe("Null where no rate is known."),
  environment: z.enum(environments),
  provider: z.enum(paymentProviders),
  providerTransactionId: z.string().nullable(),
  method,
  decline: declineResource.nullable(),
  order: z.string().nullable(),
  subscription: z.string().nullable(),
  session: z.string().nullable(),
  funnel: z.strictObject({ id: z.string(), alias: z.string(), title: z.string().nullable() }).nullable(),
  occurredAt: instant.describe("The provider's time."),
  receivedAt: instant,
});

export function showTransaction(row: TransactionRow): z.input<typeof transactionResource> {
  const { amountUsdMinor, fxRate, fxDay, fxSource } = row;
  const hasUsd = amountUsdMinor !== null && fxRate !== null && fxDay !== null && fxSource !== null;
  return {
    id: showId("transaction", row.id),
    profileId: row.profileId && showId("profile", row.profileId),
    kind: row.kind,
    status: row.status,
    amount: amountOf(row),
    usd: hasUsd
      ? {
          amount: showMoney({ minor: amountUsdMinor, currency: "USD", exponent: 2 }),
          rate: fxRate,
          day: fxDay,
          source: fxSource,
        }
      : null,
    environment: row.environment,
    provider: row.provider,
    providerTransactionId: row.providerTransactionId,
    method: { brand: row.methodBrand, lastFour: row.methodLastFour },
    decline: row.decline,
    order: row.orderId && showId("order", row.orderId),
    subscription: row.subscriptionId && showId("subscription", row.subscriptionId),
    session: row.sessionId && showId("session", row.sessionId),
    funnel: row.funnel && {
      id: showId("funnel", row.funnel.id),
      alias: row.funnel.alias,
      title: row.funnel.title,
    },
    occurredAt: row.occurredAt.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
  };
}

const attemptResource = resource("ChargeAttempt", {
  id: z.string(),
  kind: z.enum(attemptKinds),
  state: z.enum(attemptStates),
  amount: moneyResource,
  retryStep: z.int().nullable(),
  providerReference: z.string().nullable(),
  decline: declineResource.nullable(),
  actionUrl: z.string().nullable().describe("Where the buyer confirms it, while that is awaited."),
  parkedReason: z.string().nullable().describe("Why a person must decide, where one must."),
  createdAt: instant,
  sentAt: instant.nullable(),
  settledAt: instant.nullable(),
});

const refundResource = resource("Refund", {
  id: z.string(),
  transaction: z.string(),
  amount: moneyResource,
  keptAccess: z.boolean(),
  reason: z.string().nullable(),
  comment: z.string().nullable(),
  by: actorResource,
  byName: z.string(),
  occurredAt: instant,
  receivedAt: instant,
});

export const disputeResource = resource("Dispute", {
  id: z.string(),
  profileId: z.string().nullable().describe("Null where the person was erased."),
  order: z.string().nullable(),
  provider: z.enum(paymentProviders),
  providerDisputeId: z.string(),
  state: z.enum(["open", "won", "lost"]),
  amount: moneyResource,
  reason: z.string().nullable(),
  openedAt: instant,
  dueAt: instant.nullable().describe("Until when the provider takes an answer."),
  closedAt: instant.nullable(),
});

export const orderResource = resource("Order", {
  id: z.string(),
  profileId: z.string().nullable().describe("Null where the person was erased."),
  kind: z.enum(orderKinds),
  state: z.enum(["pending", "settled", "declined", "cancelled"]),
  iteration: z.int().nullable().describe("The period of the subscription that it pays, from 1."),
  amount: moneyResource,
  settled: moneyResource,
  refunded: moneyResource,
  refundPending: moneyResource.describe("Asked of the provider and not yet answered."),
  pricePoint: z.strictObject({ ident: z.string(), product: z.string() }).nullable(),
  environment: z.enum(environments),
  provider: z.enum(paymentProviders),
  method,
  subscription: z.string().nullable(),
  session: z.string().nullable(),
  funnel: z.string().nullable(),
  decline: z.string().nullable().describe("The code of the last decline."),
  checkoutIp: z.string().nullable(),
  checkoutUserAgent: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()).nullable(),
  attempts: z.array(attemptResource),
  transactions: z.array(transactionResource),
  refunds: z.array(refundResource),
  disputes: z.array(disputeResource),
  createdAt: instant,
  settledAt: instant.nullable(),
  revokedAt: instant.nullable(),
  version: z.int(),
});

export function showOrder(order: OrderDetail): z.input<typeof orderResource> {
  const amount = (minor: bigint) => amountOf({ ...order, amountMinor: minor });
  return {
    id: showId("order", order.id),
    profileId: order.profileId && showId("profile", order.profileId),
    kind: order.kind,
    state: order.state,
    iteration: order.iteration,
    amount: amount(order.amountMinor),
    settled: amount(order.settledMinor),
    refunded: amount(order.refundedMinor),
    refundPending: amount(order.refundPendingMinor),
    pricePoint: order.pricePoint,
    environment: order.environment,
    provider: order.provider,
    method: { brand: order.method?.brand ?? null, lastFour: order.method?.lastFour ?? null },
    subscription: order.subscriptionId && showId("subscription", order.subscriptionId),
    session: order.sessionId && showId("session", order.sessionId),
    funnel: order.funnelId && showId("funnel", order.funnelId),
    decline: order.declineCode,
    checkoutIp: order.checkoutIp,
    checkoutUserAgent: order.checkoutUserAgent,
    metadata: order.metadata,
    attempts: order.attempts.map(showAttempt),
    transactions: order.transactions.map(showTransaction),
    refunds: order.refunds.map(showRefund),
    disputes: order.disputes.map(showDispute),
    createdAt: order.createdAt.toISOString(),
    settledAt: order.settledAt?.toISOString() ?? null,
    revokedAt: order.revokedAt?.toISOString() ?? null,
    version: order.version,
  };
}

function showAttempt(attempt: Attempt): z.input<typeof attemptResource> {
  return {
    id: showId("attempt", attempt.id),
    kind: attempt.kind,
    state: attempt.state,
    amount: amountOf(attempt),
    retryStep: attempt.retryStep,
    providerReference: attempt.providerReference,
    decline: attempt.decline,
    actionUrl:
      attempt.state === "action_required" && attempt.actionUrl
        ? new URL(attempt.actionUrl, env().appUrl).href
        : null,
    parkedReason: attempt.parkedReason,
    createdAt: attempt.createdAt.toISOString(),
    sentAt: attempt.sentAt?.toISOString() ?? null,
    settledAt: attempt.settledAt?.toISOString() ?? null,
  };
}

function showRefund(refund: Refund): z.input<typeof refundResource> {
  return {
    id: showId("refund", refund.id),
    transaction: showId("transaction", refund.transactionId),
    amount: amountOf(refund),
    keptAccess: refund.keptAccess,
    reason: refund.reason,
    comment: refund.comment,
    by: showActor(refund),
    byName: refund.actorName,
    occurredAt: refund.occurredAt.toISOString(),
    receivedAt: refund.receivedAt.toISOString(),
  };
}

export function showDispute(dispute: Dispute): z.input<typeof disputeResource> {
  return {
    id: showId("dispute", dispute.id),
    profileId: dispute.profileId && showId("profile", dispute.profileId),
    order: dispute.orderId && showId("order", dispute.orderId),
    provider: dispute.provider,
    providerDisputeId: dispute.providerDisputeId,
    state: dispute.state,
    amount: amountOf(dispute),
    reason: dispute.reason,
    openedAt: dispute.openedAt.toISOString(),
    dueAt: dispute.dueAt?.toISOString() ?? null,
    closedAt: dispute.closedAt?.toISOString() ?? null,
  };
}

function amountOf({ amountMinor, currency, exponent }: Amounted): z.input<typeof moneyResource> {
  return showMoney({ minor: amountMinor, currency, exponent });
}
