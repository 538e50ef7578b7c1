import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { profiles } from "@/db/schema/profiles";
import { paymentMethods } from "@/db/schema/subscriptions";
import { fixedClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { read, write } from "@/lib/core/database";
import { env } from "@/lib/core/env";
import { showId } from "@/lib/core/ids";
import { connectStripe } from "@/lib/gateways/commands";
import { disconnectIntegration } from "@/lib/integrations/commands";
import { refundOrder } from "@/lib/support/commands";
import { booksOf, getSubscription, makePricePoint, monthly, sandboxCtx, weekTrial } from "@/tests/billing";
import { memberCtx, testNow } from "@/tests/factories";
import { type Fault, startFakeStripe, stripeSecret } from "@/tests/fakes/stripe";
import { makeProfile } from "@/tests/visits";
import { startSubscription } from "./commands";
import { lookUpAttempts } from "./janitor";
import { getPurchase, sendPurchase } from "./purchase";
import { renewDue } from "./renew";

let stripe: Awaited<ReturnType<typeof startFakeStripe>>;
beforeAll(async () => {
  stripe = await startFakeStripe();
  Object.assign(env(), { stripeUrl: stripe.url });
});
afterAll(() => stripe.close());

const minuteMs = 60_000;
const later = (minutes: number) => fixedClock(new Date(testNow.getTime() + minutes * minuteMs));

async function setUp(terms = monthly) {
  const ctx = await sandboxCtx();
  await connectStripe(ctx, { secretKey: stripeSecret });
  const { id } = await makeProfile(ctx, { email: "ada@example.com" });
  const { ident } = await makePricePoint(ctx, { terms });
  return { ctx, customer: showId("profile", id), ident };
}

async function buy(ctx: Ctx, customer: string, pricePoint: string, token = "pm_visa", returnUrl?: string) {
  const { orderId } = await startSubscription(ctx, {
    customer,
    pricePoint,
    paymentMethod: { provider: "stripe", token, customer: "cus_1" },
    returnUrl,
  });
  await sendPurchase(ctx, orderId);
  return { orderId, ...(await getPurchase(ctx, orderId)) };
}

/** Payments in Stripe's books that belong to attempts of this project. */
async function paidAtStripe(ctx: Ctx) {
  const ids = new Set((await booksOf(ctx)).attempts.map(({ id }) => id));
  return stripe.intents.filter(
    ({ metadata, status }) => ids.has(metadata.dossier_attempt ?? "") && status === "succeeded",
  );
}

describe("buying through Stripe", () => {
  it("charges, begins, and keeps what is shown of the card", async () => {
    const { ctx, customer, ident } = await setUp();
    const { state, subscription } = await buy(ctx, customer, ident);
    expect(state).toBe("active");
    expect(subscription?.row.provider).toBe("stripe");
    const books = await booksOf(ctx);
    expect(books.transactions).toMatchObject([
      { provider: "stripe", status: "succeeded", methodBrand: "visa", methodLastFour: "4242" },
    ]);
    const [method] = await read(ctx, (tx) =>
      tx.select().from(paymentMethods).where(eq(paymentMethods.projectId, ctx.projectId)),
    );
    expect(method).toMatchObject({ token: "pm_visa", providerCustomerId: "cus_1", expiresYear: 2030 });
    expect(stripe.intents.at(-1)?.metadata.email).toBe("ada@example.com");
  });

  it("waits for the buyer's bank, and finds out by itself that they confirmed", async () => {
    const { ctx, customer, ident } = await setUp();
    const { orderId, state, actionUrl } = await buy(ctx, customer, ident, "pm_3ds", "https://quiz.example/");
    expect({ state, actionUrl }).toEqual({
      state: "action_required",
      actionUrl: "https://hooks.stripe.com/3ds",
    });
    stripe.confirm(stripe.intents.at(-1)?.id ?? "");
    await lookUpAttempts(ctx.projectId, later(11));
    expect(await getPurchase(ctx, orderId)).toMatchObject({ state: "active" });
    expect(await paidAtStripe(ctx)).toHaveLength(1);
  });

  it("takes no test key for people who are real, and no price that Stripe cannot hold", async () => {
    const { ctx, customer } = await setUp();
    const { ident } = await makePricePoint(ctx, {
      terms: { ...monthly, currency: "KWD", exponent: 3, priceMinor: 1001n },
    });
    await expect(buy(ctx, customer, ident)).rejects.toMatchObject({ code: "conflict" });
    const live = await memberCtx("owner");
    await connectStripe(live, { secretKey: stripeSecret });
    const { id } = await makeProfile(live);
    const point = await makePricePoint(live);
    await expect(buy(live, showId("profile", id), point.ident)).rejects.toMatchObject({ code: "conflict" });
    const preview = await makeProfile(live, { environment: "preview" });
    expect(await buy(live, showId("profile", preview.id), point.ident)).toMatchObject({ state: "active" });
  });
});

describe("an answer that is lost", () => {
  const cases: { fault: Fault; isCaughtUp: boolean }[] = [
    { fault: "loses_answer", isCaughtUp: true },
    { fault: "loses_answer", isCaughtUp: false },
    { fault: "is_busy", isCaughtUp: true },
  ];
  it.each(cases)(
    "is settled once, with the same key: $fault, search caught up $isCaughtUp",
    async ({ fault, isCaughtUp }) => {
      const { ctx, customer, ident } = await setUp();
      stripe.fail(fault);
      const { orderId, state } = await buy(ctx, customer, ident);
      expect(state).toBe("pending");
      stripe.state.hasSearchCaughtUp = isCaughtUp;
      await lookUpAttempts(ctx.projectId, later(2));
      stripe.state.hasSearchCaughtUp = true;
      expect(await getPurchase(ctx, orderId)).toMatchObject({ state: "active" });
      const books = await booksOf(ctx);
      expect(books.attempts).toHaveLength(1);
      expect(books.transactions).toMatchObject([{ amountMinor: 999n, status: "succeeded" }]);
      expect(await paidAtStripe(ctx)).toHaveLength(1);
    },
  );

  it("is not sent to an account that was connected since, which may be another", async () => {
    const { ctx, customer, ident } = await setUp();
    stripe.fail("loses_answer");
    const { orderId } = await buy(ctx, customer, ident);
    await connectStripe({ ...ctx, clock: later(1) }, { secretKey: stripeSecret });
    stripe.state.hasSearchCaughtUp = false;
    await lookUpAttempts(ctx.projectId, later(2));
    stripe.state.hasSearchCaughtUp = true;
    expect((await booksOf(ctx)).attempts).toMatchObject([{ state: "unknown" }]);
    await lookUpAttempts(ctx.projectId, later(20));
    expect(await getPurchase(ctx, orderId)).toMatchObject({ state: "active" });
  });

  it("is for a person where Stripe keeps a failure under the key", async () => {
    const { ctx, customer, ident } = await setUp();
    stripe.fail("fails");
    const { orderId } = await buy(ctx, customer, ident);
    for (let day = 0; day <= 14; day += 1)
      for (const minute of [2, 20, 120, 480]) await lookUpAttempts(ctx.projectId, later(day * 1440 + minute));
    expect((await booksOf(ctx)).attempts).toMatchObject([{ state: "parked" }]);
    expect(await getPurchase(ctx, orderId)).toMatchObject({ state: "pending" });
    expect(await paidAtStripe(ctx)).toHaveLength(0);
  });

  it("of a renewal is found too, and a changed email asks for no second payment", async () => {
    const { ctx, customer, ident } = await setUp(weekTrial);
    const { subscription } = await buy(ctx, customer, ident);
    const id = subscription?.row.id ?? "";
    const boundary = fixedClock("2026-08-27T11:00:00Z");
    stripe.fail("loses_answer");
    await renewDue(ctx.projectId, boundary);
    await write(ctx.projectId, async (tx) => {
      await tx
        .update(profiles)
        .set({ email: "new@example.com" })
        .where(and(eq(profiles.projectId, ctx.projectId), eq(profiles.email, "ada@example.com")));
    });
    boundary.advance(2 * minuteMs);
    stripe.state.hasSearchCaughtUp = false;
    await lookUpAttempts(ctx.projectId, boundary);
    expect((await booksOf(ctx)).attempts).toMatchObject([{ state: "unknown" }]);
    stripe.state.hasSearchCaughtUp = true;
    boundary.advance(20 * minuteMs);
    await lookUpAttempts(ctx.projectId, boundary);
    expect(await getSubscription(ctx, id)).toMatchObject({ isNextPaid: true });
    expect(await paidAtStripe(ctx)).toHaveLength(1);
  });

  it("of a refund is found in Stripe's list, and gives back once", async () => {
    const { ctx, customer, ident } = await setUp();
    const { orderId } = await buy(ctx, customer, ident);
    const paid = (await paidAtStripe(ctx))[0]?.id;
    stripe.fail("loses_answer");
    await refundOrder(ctx, { key: "refund-1", order: orderId, keepAccess: true });
    await refundOrder(ctx, { key: "refund-1", order: orderId, keepAccess: true });
    expect((await getPurchase(ctx, orderId)).order).toMatchObject({ refundPendingMinor: 999n });
    await lookUpAttempts(ctx.projectId, later(2));
    expect((await getPurchase(ctx, orderId)).order).toMatchObject({
      refundPendingMinor: 0n,
      refundedMinor: 999n,
    });
    expect(stripe.refunds.filter((each) => each.payment_intent === paid)).toMatchObject([{ amount: 999 }]);
  });

  it("waits while Stripe is disconnected, and is found once it is connected again", async () => {
    const { ctx, customer, ident } = await setUp(weekTrial);
    const { subscription } = await buy(ctx, customer, ident);
    await disconnectIntegration(ctx, { provider: "stripe" });
    const boundary = fixedClock("2026-08-27T11:00:00Z");
    await renewDue(ctx.projectId, boundary);
    expect(await paidAtStripe(ctx)).toHaveLength(0);
    await connectStripe(ctx, { secretKey: stripeSecret });
    boundary.advance(2 * minuteMs);
    await lookUpAttempts(ctx.projectId, boundary);
    expect(await getSubscription(ctx, subscription?.row.id ?? "")).toMatchObject({ isNextPaid: true });
    expect((await booksOf(ctx)).attempts).toHaveLength(1);
    expect(await paidAtStripe(ctx)).toHaveLength(1);
  });

  it("asks Stripe once when the janitor and the request itself are there at the same moment", async () => {
    const { ctx, customer, ident } = await setUp();
    const { orderId } = await startSubscription(ctx, {
      customer,
      pricePoint: ident,
      paymentMethod: { provider: "stripe", token: "pm_visa", customer: "cus_1" },
    });
    await Promise.all([
      sendPurchase(ctx, orderId),
      sendPurchase(ctx, orderId),
      lookUpAttempts(ctx.projectId, later(2)),
    ]);
    await lookUpAttempts(ctx.projectId, later(10));
    expect(await getPurchase(ctx, orderId)).toMatchObject({ state: "active" });
    expect((await booksOf(ctx)).transactions).toHaveLength(1);
    expect(await paidAtStripe(ctx)).toHaveLength(1);
  });
});
