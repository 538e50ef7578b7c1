import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attributes } from "@/db/schema/attributes";
import { domainEvents } from "@/db/schema/events";
import { profiles } from "@/db/schema/profiles";
import { subscriptions } from "@/db/schema/subscriptions";
import { transactions } from "@/db/schema/transactions";
import { accessOf } from "@/lib/access/queries";
import type { Ctx } from "@/lib/core/ctx";
import { read } from "@/lib/core/database";
import { findCustomer } from "@/lib/customers/customer";
import { memberCtx, testNow } from "@/tests/factories";
import { deliver, eventsOf, makeIntegration, processAll, revenuecat } from "@/tests/inbound";

const day = 86_400_000;
const daysAgo = (days: number) => new Date(testNow.getTime() - days * day);

async function rowsOf(ctx: Ctx) {
  return read(ctx, async (tx) => ({
    people: await tx.select().from(profiles).where(eq(profiles.projectId, ctx.projectId)),
    subs: await tx.select().from(subscriptions).where(eq(subscriptions.projectId, ctx.projectId)),
    money: await tx.select().from(transactions).where(eq(transactions.projectId, ctx.projectId)),
    said: await tx.select().from(attributes).where(eq(attributes.projectId, ctx.projectId)),
    told: (
      await tx
        .select({ type: domainEvents.type })
        .from(domainEvents)
        .where(and(eq(domainEvents.projectId, ctx.projectId)))
        .orderBy(domainEvents.sequence)
    ).map(({ type }) => type),
  }));
}

test("a purchase makes a customer with a mirrored subscription, its access, its payment and what endpoints are told", async () => {
  const ctx = await memberCtx("owner");
  const integration = await makeIntegration(ctx, "revenuecat");
  const attributes = {
    $email: { value: "Ana@Example.com", updated_at_ms: daysAgo(3).getTime() },
    plan: { value: "gold", updated_at_ms: 1 },
  };
  await deliver(integration, [
    revenuecat("INITIAL_PURCHASE", daysAgo(3), { subscriber_attributes: attributes }),
  ]);
  await processAll(integration);
  const { people, subs, money, said, told } = await rowsOf(ctx);
  expect((await eventsOf(ctx)).map(({ state, error }) => [state, error])).toEqual([["processed", null]]);
  expect(people).toMatchObject([{ userId: "user-1", email: "ana@example.com", environment: "production" }]);
  expect(subs).toMatchObject([
    {
      isMirror: true,
      phase: "recurring",
      autoRenew: true,
      provider: "revenuecat",
      providerSubscriptionId: "chain-1",
      iteration: 1,
    },
  ]);
  expect(subs[0]?.periodEnd).toEqual(new Date(daysAgo(3).getTime() + 30 * day));
  expect(money).toMatchObject([
    { amountMinor: 999n, currency: "USD", occurredAt: daysAgo(3), subscriptionId: subs[0]?.id },
  ]);
  expect(said).toMatchObject([{ key: "plan", value: "gold", source: "provider" }]);
  expect(told).toEqual(
    expect.arrayContaining([
      "profile.created",
      "subscription.convertion",
      "order.settled",
      "purchase.completed",
      "attributes.updated",
    ]),
  );
  const customer = await findCustomer(ctx, people[0]?.id ?? "");
  if (!customer) throw new Error("the customer is there");
  expect(await accessOf(ctx, customer)).toMatchObject([{ entitlement: { key: "pro" }, isActive: true }]);
});

test("a life of a subscription ends in the same state in whatever order and however often its events come", async () => {
  const life = [
    revenuecat("INITIAL_PURCHASE", daysAgo(61), {
      period_type: "TRIAL",
      price: 0,
      price_in_purchased_currency: 0,
      expiration_at_ms: daysAgo(60).getTime(),
    }),
    revenuecat("RENEWAL", daysAgo(60), { is_trial_conversion: true, transaction_id: "t-2" }),
    revenuecat("RENEWAL", daysAgo(30), { transaction_id: "t-3" }),
    revenuecat("CANCELLATION", daysAgo(10), {
      cancel_reason: "UNSUBSCRIBE",
      transaction_id: "t-3",
      purchased_at_ms: daysAgo(30).getTime(),
      expiration_at_ms: testNow.getTime(),
    }),
    revenuecat("EXPIRATION", daysAgo(0), {
      expiration_reason: "UNSUBSCRIBE",
      transaction_id: "t-3",
      purchased_at_ms: daysAgo(30).getTime(),
      expiration_at_ms: testNow.getTime(),
    }),
  ];
  const stateAfter = async (bodies: string[]) => {
    const ctx = await memberCtx("owner");
    const integration = await makeIntegration(ctx, "revenuecat");
    for (const body of bodies) {
      await deliver(integration, [body]);
      await processAll(integration);
    }
    const { people, subs, money } = await rowsOf(ctx);
    const events = await eventsOf(ctx);
    return {
      people: people.map(({ userId, email }) => ({ userId, email })),
      subs: subs.map(
        ({ phase, autoRenew, startedAt, periodStart, periodEnd, iteration, endedAt, endReason }) => ({
          phase,
          autoRenew,
          startedAt,
          periodStart,
          periodEnd,
          iteration,
          endedAt,
          endReason,
        }),
      ),
      money: money
        .map(({ providerTransactionId, amountMinor }) => `${providerTransactionId} ${amountMinor}`)
        .sort(),
      states: events.map(({ state, error }) => error ?? state),
    };
  };
  const inOrder = await stateAfter(life);
  expect(inOrder.subs).toMatchObject([{ phase: "expired", endReason: "cancelled", iteration: 3 }]);
  expect(inOrder.money).toHaveLength(2);
  expect(inOrder.states).toEqual(life.map(() => "processed"));
  expect(await stateAfter(life.toReversed())).toEqual(inOrder);
  expect(await stateAfter([...life, ...life.toReversed(), ...life])).toEqual(inOrder);
});
