import { z } from "zod";
import { environments, paymentProviders } from "../../db/columns";
import { transactionKinds } from "../../db/schema/transactions";
import { showId } from "../core/ids";
import { idOf } from "../core/inputs";
import { listOperation, operation } from "../core/operation";
import { getCustomerByAnyId } from "../customers/any-id";
import { customerParams } from "../customers/params";
import { closeDispute, openDispute, recordPayment } from "./commands";
import { getDispute, getOrder } from "./order";
import { getTransaction, listCustomerTransactions, listTransactions } from "./queries";
import {
  disputeResource,
  orderResource,
  showDispute,
  showOrder,
  showTransaction,
  transactionResource,
} from "./resource";
import { closeDisputeInput, openDisputeInput, recordPaymentInput, transactionShows } from "./schema";

const group = "Transactions";
const read = "billing:read";
const record = "subscriptions:start";
const example = "txn_01jd3m1zq8e2r9v7c4x5t6w8ya";
const moment = z.iso
  .datetime({ offset: true, message: "Write a time as ISO 8601" })
  .transform((text) => new Date(text));

export const listTransactionsOperation = listOperation({
  id: "listTransactions",
  path: "/transactions",
  group,
  scope: read,
  summary: "List transactions",
  description:
    "The ledger of the project, newest first by the provider's time: money that moved, or was refused. Preview data is left out unless asked for.",
  query: z.strictObject({
    environment: z.enum(environments).default("production"),
    kind: z.enum(transactionKinds).optional(),
    status: z.enum(["succeeded", "declined"]).optional(),
    provider: z.enum(paymentProviders).optional(),
    funnel: idOf("funnel").optional(),
    session: idOf("session").optional(),
    subscription: idOf("subscription").optional(),
    order: idOf("order").optional(),
    from: moment.optional().describe("From this time on."),
    until: moment.optional().describe("Up to this time, without it."),
  }),
  item: transactionResource,
  examples: { query: { status: "declined" } },
  run: async ({ ctx, query, page }) => {
    const { funnel, session, subscription, order, ...filter } = query;
    const { rows, nextCursor } = await listTransactions(
      ctx,
      { ...filter, funnelId: funnel, sessionId: session, subscriptionId: subscription, orderId: order },
      page,
    );
    return { data: rows.map(showTransaction), nextCursor };
  },
});

export const recordTransactionOperation = operation({
  id: "recordTransaction",
  method: "POST",
  path: "/transactions",
  group,
  scope: record,
  summary: "Record a payment made elsewhere",
  description:
    "A charge, a decline or a refund that a provider made without Dossier. Nothing is charged. The same provider's id of the same kind and status is recorded once: asked again, the answer is the first one. The customer is named by profile id, user id or alias. Endpoints hear `order.settled` and `purchase.completed`, `order.declined` or `refund.settled`.",
  body: recordPaymentInput.safeExtend({ customer: customerParams.shape.customer }),
  status: 201,
  answer: transactionResource,
  examples: {
    body: {
      customer: "usr_48213",
      provider: "stripe",
      providerTransactionId: "pi_3RkTq8",
      amount: { amount: "9.99", currency: "EUR" },
      method: { brand: "visa", lastFour: "4242" },
      occurredAt: "2026-08-10T07:10:00.000Z",
    },
  },
  run: async ({ ctx, body }) => {
    const customer = showId("profile", (await getCustomerByAnyId(ctx, body.customer)).id);
    const { transactionId } = await recordPayment(ctx, { ...body, customer });
    return showTransaction(await getTransaction(ctx, transactionId));
  },
});

export const getTransactionOperation = operation({
  id: "getTransaction",
  method: "GET",
  path: "/transactions/{transaction}",
  group,
  scope: read,
  summary: "Get a transaction",
  params: z.strictObject({ transaction: z.string().max(100).describe("Transaction id (txn_…).") }),
  answer: transactionResource,
  examples: { params: { transaction: example } },
  run: async ({ ctx, params }) => showTransaction(await getTransaction(ctx, params.transaction)),
});

export const listCustomerTransactionsOperation = listOperation({
  id: "listCustomerTransactions",
  path: "/customers/{customer}/transactions",
  group,
  scope: read,
  summary: "List the transactions of a customer",
  description: "Over all profiles of the customer, newest first by the provider's time.",
  params: customerParams,
  query: z.strictObject({ show: z.enum(transactionShows).default("all") }),
  item: transactionResource,
  examples: { params: { customer: "usr_48213" } },
  run: async ({ ctx, params, query, page }) => {
    const customer = await getCustomerByAnyId(ctx, params.customer);
    const { rows, nextCursor } = await listCustomerTransactions(ctx, customer, { ...query, ...page });
    return { data: rows.map(showTransaction), nextCursor };
  },
});

export const getOrderOperation = operation({
  id: "getOrder",
  method: "GET",
  path: "/orders/{order}",
  group,
  scope: read,
  summary: "Get an order",
  description:
    "What was to be paid, with each try to charge it, what moved, what went back, and its disputes.",
  params: z.strictObject({ order: z.string().max(100).describe("Order id (ord_…).") }),
  answer: orderResource,
  examples: { params: { order: "ord_01jd3m1zq8e2r9v7c4x5t6w8ya" } },
  run: async ({ ctx, params }) => showOrder(await getOrder(ctx, params.order)),
});

export const openDisputeOperation = operation({
  id: "openDispute",
  method: "POST",
  path: "/disputes",
  group,
  scope: record,
  summary: "Record a dispute",
  description:
    "A payer contests a payment at their bank, which takes the money until it has decided. The same dispute of a provider is recorded once. Endpoints hear `dispute.opened`.",
  body: openDisputeInput,
  status: 201,
  answer: disputeResource,
  examples: {
    body: {
      provider: "stripe",
      providerDisputeId: "dp_1Rk",
      payment: "pi_3RkTq8",
      amount: { amount: "9.99", currency: "EUR" },
      openedAt: "2026-08-12T07:10:00.000Z",
    },
  },
  run: async ({ ctx, body }) => {
    const { disputeId } = await openDispute(ctx, body);
    return showDispute(await getDispute(ctx, disputeId));
  },
});

export const closeDisputeOperation = operation({
  id: "closeDispute",
  method: "POST",
  path: "/disputes/{dispute}/close",
  group,
  scope: record,
  summary: "Record the end of a dispute",
  description: "Won, the money comes back; lost, it stays with the payer. A closed dispute stays as it is.",
  params: z.strictObject({ dispute: z.string().max(100).describe("Dispute id (dsp_…).") }),
  body: closeDisputeInput.omit({ dispute: true }),
  answer: disputeResource,
  examples: {
    params: { dispute: "dsp_01jd3m1zq8e2r9v7c4x5t6w8ya" },
    body: { outcome: "won", closedAt: "2026-09-12T07:10:00.000Z" },
  },
  run: async ({ ctx, params, body }) => {
    const { id } = await getDispute(ctx, params.dispute);
    await closeDispute(ctx, { ...body, dispute: showId("dispute", id) });
    return showDispute(await getDispute(ctx, params.dispute));
  },
});

export const transactionOperations = [
  listTransactionsOperation,
  recordTransactionOperation,
  getTransactionOperation,
  listCustomerTransactionsOperation,
  getOrderOperation,
  openDisputeOperation,
  closeDisputeOperation,
];
