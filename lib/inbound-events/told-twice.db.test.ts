import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { subscriptions } from "@/db/schema/subscriptions";
import { transactions } from "@/db/schema/transactions";
import type { Ctx } from "@/lib/core/ctx";
import { read } from "@/lib/core/database";
import { memberCtx, testNow } from "@/tests/factories";
import { deliver, eventsOf, makeIntegration, processAll, revenuecat } from "@/tests/inbound";

const daysAgo = (days: number) => new Date(testNow.getTime() - days * 86_400_000);

const moneyOf = (ctx: Ctx) =>
  read(ctx, (tx) => tx.select().from(transactions).where(eq(transactions.projectId, ctx.projectId)));
const subscriptionsOf = (ctx: Ctx) =>
  read(ctx, (tx) => tx.select().from(subscriptions).where(eq(subscriptions.projectId, ctx.projectId)));

test.each([
  { store: "STRIPE", isHeard: true, counted: 0 },
  { store: "RC_BILLING", isHeard: true, counted: 0 },
  { store: "APP_STORE", isHeard: true, counted: 1 },
  { store: "STRIPE", isHeard: false, counted: 1 },
])("money of $store is counted $counted times where Stripe itself is heard: $isHeard", async (given) => {
  const ctx = await memberCtx("owner");
  const integration = await makeIntegration(ctx, "revenuecat");
  if (given.isHeard) await makeIntegration(ctx, "stripe");
  await deliver(integration, [revenuecat("INITIAL_PURCHASE", daysAgo(3), { store: given.store })]);
  await processAll(integration);
  expect(await eventsOf(ctx)).toMatchObject([{ state: "processed" }]);
  expect(await moneyOf(ctx)).toHaveLength(given.counted);
  // Whom access belongs to is said by RevenueCat alone.
  expect(await subscriptionsOf(ctx)).toMatchObject([{ provider: "revenuecat", isMirror: true }]);
});

test("a refund of money that its taker tells of waits for nobody", async () => {
  const ctx = await memberCtx("owner");
  const integration = await makeIntegration(ctx, "revenuecat");
  await makeIntegration(ctx, "stripe");
  await deliver(integration, [
    revenuecat("INITIAL_PURCHASE", daysAgo(3)),
    revenuecat("CANCELLATION", daysAgo(1), {
      ...{ cancel_reason: "CUSTOMER_SUPPORT", price: -9.99, price_in_purchased_currency: -9.99 },
      transaction_id: `t-${daysAgo(3).getTime()}`,
    }),
  ]);
  await processAll(integration);
  expect((await eventsOf(ctx)).map(({ state }) => state)).toEqual(["processed", "processed"]);
  expect(await moneyOf(ctx)).toEqual([]);
});

test("a rehearsal that names a live subscription or payment is for a person to look at, and changes neither", async () => {
  const ctx = await memberCtx("owner");
  const integration = await makeIntegration(ctx, "revenuecat");
  await deliver(integration, [revenuecat("INITIAL_PURCHASE", daysAgo(3))]);
  await processAll(integration);
  const before = { money: await moneyOf(ctx), subscriptions: await subscriptionsOf(ctx) };
  const rehearsed = { environment: "SANDBOX", transaction_id: `t-${daysAgo(3).getTime()}` };
  await deliver(integration, [
    revenuecat("EXPIRATION", daysAgo(2), { ...rehearsed, expiration_reason: "UNSUBSCRIBE" }),
    revenuecat("CANCELLATION", daysAgo(1), {
      ...rehearsed,
      ...{ cancel_reason: "CUSTOMER_SUPPORT", price: -9.99, price_in_purchased_currency: -9.99 },
    }),
  ]);
  await processAll(integration);
  const states = (await eventsOf(ctx)).map(({ state, errorCode }) => `${state} ${errorCode}`).sort();
  expect(states).toEqual(["parked contradiction", "parked contradiction", "processed null"]);
  expect(await moneyOf(ctx)).toEqual(before.money);
  expect(await subscriptionsOf(ctx)).toEqual(before.subscriptions);
});
