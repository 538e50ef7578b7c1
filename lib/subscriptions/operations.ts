import { z } from "zod";
import { showId } from "../core/ids";
import { moneyOperation, operation } from "../core/operation";
import { replacePaymentMethod, startSubscription } from "./commands";
import { describeMethod } from "./describe-method";
import { getPurchase, sendPurchase } from "./purchase";
import { purchaseResource, showPurchase } from "./purchase-resource";
import { getHeld } from "./queries";
import { showSubscription, subscriptionResource } from "./resource";
import { paymentMethodInput, startSubscriptionInput } from "./schema";

const group = "Subscriptions";

export const startSubscriptionOperation = moneyOperation({
  id: "startSubscription",
  path: "/subscriptions",
  group,
  scope: "subscriptions:start",
  summary: "Start a subscription, or sell something once",
  description:
    "For the server of a checkout. The customer is named by profile id, user id or alias; a user id that nobody has yet makes one. What the price point asks for first is charged; a free trial begins at once. `state` says what came of it: `active`, `declined`, `action_required` (send the buyer to `actionUrl`, then ask for the order), or `pending` where the provider has not answered yet. Endpoints hear `order.settled` and `purchase.completed`, or `order.declined`, and `subscription.starting_trial` or `oneoff.granted`.",
  body: startSubscriptionInput,
  status: 201,
  answer: purchaseResource,
  examples: {
    body: {
      customer: "usr_48213",
      pricePoint: "plan_month",
      paymentMethod: { provider: "stripe", token: "pm_1RkTq8", customer: "cus_SgX4" },
      checkout: { ip: "203.0.113.9", userAgent: "Mozilla/5.0" },
    },
  },
  begin: async ({ ctx, body }) => startSubscription(ctx, body),
  finish: async ({ ctx, begun: { orderId }, isRepeated }) => {
    if (!isRepeated) await sendPurchase(ctx, orderId);
    return showPurchase(await getPurchase(ctx, orderId));
  },
});

export const replacePaymentMethodOperation = operation({
  id: "replacePaymentMethod",
  method: "PUT",
  path: "/subscriptions/{subscription}/payment-method",
  group,
  scope: "subscriptions:start",
  summary: "Change what a subscription is paid with",
  description: "The next charge takes it. After a card that was refused for good, the schedule goes on.",
  params: z.strictObject({ subscription: z.string().max(100).describe("Subscription id (sub_…).") }),
  body: z.strictObject({ paymentMethod: paymentMethodInput }),
  answer: subscriptionResource,
  examples: {
    params: { subscription: "sub_01jd3m1zq8e2r9v7c4x5t6w8ya" },
    body: { paymentMethod: { provider: "stripe", token: "pm_1RkTq8", customer: "cus_SgX4" } },
  },
  run: async ({ ctx, params, body }) => {
    const { row } = await getHeld(ctx, params.subscription);
    await replacePaymentMethod(ctx, { ...body, subscription: showId("subscription", row.id) });
    const held = await getHeld(ctx, params.subscription);
    if (held.row.paymentMethodId) await describeMethod(ctx.projectId, held.row.paymentMethodId);
    return showSubscription(held);
  },
});

export const subscriptionOperations = [startSubscriptionOperation, replacePaymentMethodOperation];
