import { expect, it } from "vitest";
import { showId } from "@/lib/core/ids";
import { makePricePoint } from "@/tests/billing";
import { memberCtx, testNow } from "@/tests/factories";
import { makeAttempt, makeOrder } from "@/tests/money";
import { addSubscriptions } from "@/tests/subscriptions";
import { makeFact, makeProfile } from "@/tests/visits";
import { listSubscriptionOrders } from "./orders";
import { listSubscriptionTimeline } from "./timeline";

async function setUp() {
  const ctx = await memberCtx("viewer");
  const { id: profileId } = await makeProfile(ctx);
  const { id: pricePointId } = await makePricePoint(ctx);
  const [own, other] = await addSubscriptions(ctx, [
    { profileId, pricePointId },
    { profileId, pricePointId },
  ]);
  if (!own || !other) throw new Error("two were made");
  return { ctx, profileId, own: own.id, other: other.id };
}

it("the orders of a subscription come newest first, with how often each was tried", async () => {
  const { ctx, profileId, own, other } = await setUp();
  const made = [];
  for (let iteration = 1; iteration <= 3; iteration++)
    made.push(
      await makeOrder(ctx, {
        profileId,
        subscriptionId: own,
        kind: "renewal",
        iteration,
        createdAt: new Date(testNow.getTime() + iteration * 1000),
      }),
    );
  await makeOrder(ctx, { profileId, subscriptionId: other });
  const last = made[2] ?? expect.fail("no order");
  await makeAttempt(ctx, { orderId: last.id, state: "declined" });
  await makeAttempt(ctx, { orderId: last.id, state: "succeeded" });
  const { orders, total } = await listSubscriptionOrders(ctx, own, 2);
  expect(total).toBe(3);
  expect(orders.map(({ id, attempts, declined }) => ({ id, attempts, declined }))).toEqual([
    { id: showId("order", last.id), attempts: 2, declined: 1 },
    { id: showId("order", made[1]?.id ?? ""), attempts: 0, declined: 0 },
  ]);
  expect((await listSubscriptionOrders(await memberCtx("owner"), own, 2)).total).toBe(0);
});

it("the timeline of a subscription holds what was told of it and of its orders, and nothing of another", async () => {
  const { ctx, profileId, own, other } = await setUp();
  const shown = showId("subscription", own);
  let sequence = 0;
  const told = async (type: string, payload: Record<string, unknown>) =>
    (await makeFact(ctx, { profileId, type, payload, sequence: ++sequence })).id;
  const pausing = await told("subscription.pausing", { subscription: { id: shown } });
  const settled = await told("order.settled", { subscription_id: shown });
  await told("subscription.pausing", { subscription: { id: showId("subscription", other) } });
  await told("profile.created", {});
  const { entries } = await listSubscriptionTimeline(ctx, { profileIds: [profileId] }, shown);
  expect(new Set(entries.map((entry) => entry.kind === "fact" && entry.item.id))).toEqual(
    new Set([pausing, settled]),
  );
});
