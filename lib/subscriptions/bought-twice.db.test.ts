import { expect, it } from "vitest";
import { showId } from "@/lib/core/ids";
import { booksOf } from "@/tests/billing";
import { buy, card, setUp } from "@/tests/purchases";
import { startSubscription } from "./commands";
import { sendPurchase } from "./purchase";

it("takes one of two cards that a buyer sends at the same moment, and names the order of the other one", async () => {
  const { ctx, customer, ident } = await setUp();
  const begin = (name: string) =>
    startSubscription(ctx, { customer, pricePoint: ident, paymentMethod: card(name) });
  const both = await Promise.allSettled([begin("sandbox_visa"), begin("sandbox_mastercard")]);
  const [begun, refused] = both.toSorted((a, b) => a.status.localeCompare(b.status));
  if (begun?.status !== "fulfilled" || refused?.status !== "rejected")
    throw new Error(`the two ended ${both.map(({ status }) => status)}`);
  expect(refused.reason).toMatchObject({
    code: "conflict",
    message: expect.stringContaining(begun.value.orderId),
  });
  await sendPurchase(ctx, begun.value.orderId);
  expect((await booksOf(ctx)).gatewayCharges).toHaveLength(1);
});

it("asks a buyer to wait while nobody knows whether the first card was charged", async () => {
  const { ctx, customer, ident } = await setUp();
  const { order } = await buy(ctx, customer, ident, { paymentMethod: card("sandbox_lost_answer") });
  await expect(buy(ctx, customer, ident)).rejects.toMatchObject({
    code: "conflict",
    fields: { pricePoint: expect.stringContaining(showId("order", order.id)) },
  });
});

it("sells again to a buyer whose card was refused", async () => {
  const { ctx, customer, ident } = await setUp();
  await buy(ctx, customer, ident, { paymentMethod: card("sandbox_insufficient_funds") });
  expect(await buy(ctx, customer, ident)).toMatchObject({ state: "active" });
});
