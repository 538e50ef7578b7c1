import { z } from "zod";
import type { Ctx } from "../core/ctx";
import { AppError } from "../core/errors";
import { showId } from "../core/ids";
import { moneyOperation, operation } from "../core/operation";
import { getOrder } from "../transactions/order";
import { getTransaction } from "../transactions/queries";
import { refundOrder } from "./commands";
import { previewRefund } from "./queries";
import { type Asked, finish, requireOwner, why } from "./request";
import { previewResource, supportActionResource } from "./resource";
import { refundPreviewInput, requestBodies } from "./schema";

const ofOrder = z.strictObject({ order: z.string().max(100).describe("Order id (ord_…).") });
const ofTransaction = z.strictObject({
  transaction: z.string().max(100).describe("Transaction id (txn_…) of a charge."),
});

/** The order behind an address, where it is theirs who are named besides. */
async function orderOf(ctx: Ctx, id: string, { customer }: Asked): Promise<string> {
  const order = await getOrder(ctx, id);
  await requireOwner(ctx, customer, order.profileId, "There is no such order of this customer");
  return showId("order", order.id);
}

export const refundOrderOperation = moneyOperation({
  id: "refundOrder",
  path: "/orders/{order}/refund",
  group: "Transactions",
  scope: "billing:refund",
  summary: "Refund an order",
  description:
    "All that is left of it, or an amount. One refund of an order at a time, and never more than was paid. `keepAccess` false ends the subscription too. `state` is `pending` until the gateway confirms; endpoints hear `refund.settled`.",
  params: ofOrder,
  body: requestBodies.refund,
  answer: supportActionResource,
  examples: {
    params: { order: "ord_01jd3m1zq8e2r9v7c4x5t6w8ya" },
    body: { ...why, amount: { amount: "4.99", currency: "EUR" }, keepAccess: true },
  },
  begin: async ({ ctx, params, body: { customer, ...input } }) => {
    const order = await orderOf(ctx, params.order, { customer });
    const { actionId } = await refundOrder.begin(ctx, { ...input, order });
    return { actionId };
  },
  finish,
});

export const refundTransactionOperation = moneyOperation({
  id: "refundTransaction",
  path: "/transactions/{transaction}/refund",
  group: "Transactions",
  scope: "billing:refund",
  summary: "Refund a transaction",
  description: "The same for the order of a charge.",
  params: ofTransaction,
  body: requestBodies.refund,
  answer: supportActionResource,
  examples: {
    params: { transaction: "txn_01jd3m1zq8e2r9v7c4x5t6w8ya" },
    body: { ...why, keepAccess: false },
  },
  begin: async ({ ctx, params, body: { customer, ...input } }) => {
    const { orderId } = await getTransaction(ctx, params.transaction);
    if (!orderId)
      throw new AppError("conflict", "This transaction has no order, so there is nothing to refund.");
    const order = await orderOf(ctx, showId("order", orderId), { customer });
    const { actionId } = await refundOrder.begin(ctx, { ...input, order });
    return { actionId };
  },
  finish,
});

export const previewRefundOperation = operation({
  id: "previewRefund",
  method: "POST",
  path: "/orders/{order}/refund/preview",
  group: "Transactions",
  scope: "billing:refund",
  summary: "Preview what a refund would change",
  params: ofOrder,
  body: refundPreviewInput,
  answer: previewResource,
  examples: { params: { order: "ord_01jd3m1zq8e2r9v7c4x5t6w8ya" }, body: { keepAccess: true } },
  run: async ({ ctx, params, body }) => {
    const { version, effects } = await previewRefund(ctx, params.order, refundPreviewInput.parse(body));
    return { version, effects };
  },
});

export const refundOperations = [refundOrderOperation, refundTransactionOperation, previewRefundOperation];
