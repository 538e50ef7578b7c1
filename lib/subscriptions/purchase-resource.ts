import { z } from "zod";
import { showId } from "../core/ids";
import { moneyResource, showMoney } from "../core/money-fields";
import { resource } from "../core/resource";
import type { Purchase } from "./purchase";
import { showSubscription, subscriptionResource } from "./resource";

export const purchaseResource = resource("Purchase", {
  order: z.string(),
  state: z.enum(["active", "pending", "action_required", "declined"]),
  amount: moneyResource.describe("What was asked for now."),
  customer: z.string().nullable(),
  subscription: subscriptionResource
    .nullable()
    .describe("Null until it has begun, and for what is bought once."),
  actionUrl: z.string().nullable().describe("Where the buyer confirms the payment."),
  decline: z
    .strictObject({ code: z.string(), reason: z.string(), advice: z.string() })
    .nullable()
    .describe("Why it was refused, in plain words."),
});

export function showPurchase({
  order,
  state,
  subscription,
  actionUrl,
  decline,
}: Purchase): z.input<typeof purchaseResource> {
  const { amountMinor: minor, currency, exponent } = order;
  return {
    order: showId("order", order.id),
    state,
    amount: showMoney({ minor, currency, exponent }),
    customer: order.profileId && showId("profile", order.profileId),
    subscription: subscription && showSubscription(subscription),
    actionUrl,
    decline: decline && { code: decline.code, reason: decline.reason, advice: decline.advice },
  };
}
