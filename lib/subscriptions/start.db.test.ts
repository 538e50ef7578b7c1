import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { pricePoints, pricePointVersions } from "@/db/schema/catalogue";
import { orders } from "@/db/schema/orders";
import { erasureProfiles, erasures, suppressions } from "@/db/schema/privacy";
import { projects } from "@/db/schema/projects";
import { statuses } from "@/lib/billing/statuses";
import { fixedClock } from "@/lib/core/clock";
import { database, write } from "@/lib/core/database";
import { newId, showId } from "@/lib/core/ids";
import { getCustomerByAnyId } from "@/lib/customers/any-id";
import { confirmSandboxCharge } from "@/lib/gateways/sandbox";
import { suppressionHashes } from "@/lib/suppressions/suppression-hash";
import { getOrder } from "@/lib/transactions/order";
import { showOrder } from "@/lib/transactions/resource";
import { booksOf, getSubscription, makePricePoint, monthly, weekTrial } from "@/tests/billing";
import { auditOf, memberCtx, testNow } from "@/tests/factories";
import { buy, card, refusal, setUp, typesOf } from "@/tests/purchases";
import { makeFunnel, makeProfile, makeSession } from "@/tests/visits";
import { confirmPurchase } from "./confirm-sandbox";
import { lookUpAttempts } from "./janitor";
import { getPurchase, sendPurchase } from "./purchase";
import { renewDue } from "./renew";
import { settleAttempt } from "./settle";

describe("startSubscription", () => {
  it("charges first, then begins, and keeps visit, funnel, method and the buyer's address", async () => {
    const { ctx, profileId, customer, ident } = await setUp();
    const { id: funnelId } = await makeFunnel(ctx);
    const { id: sessionId } = await makeSession(ctx, { profileId, funnelId });
    const { state, subscription, order } = await buy(ctx, customer, ident, {
      session: showId("session", sessionId),
      checkout: { ip: "203.0.113.9", userAgent: "Mozilla/5.0" },
      metadata: { offer: "spring" },
    });

    expect(state).toBe("active");
    expect(subscription && statuses(subscription.row)).toEqual(["RECURRING"]);
    expect(subscription?.row).toMatchObject({ profileId, sessionId, funnelId, initialOrderId: order.id });
    const books = await booksOf(ctx);
    expect(books.orders).toMatchObject([
      {
        kind: "first",
        state: "settled",
        settledMinor: 999n,
        sessionId,
        funnelId,
        checkoutIp: "203.0.113.9",
        checkoutUserAgent: "Mozilla/5.0",
        metadata: { offer: "spring" },
      },
    ]);
    expect(books.transactions).toMatchObject([
      { status: "succeeded", amountMinor: 999n, sessionId, funnelId, methodLastFour: "4242" },
    ]);
    expect(books.gatewayCharges).toHaveLength(1);
    expect(await typesOf(ctx)).toEqual(["order.settled", "purchase.completed"]);
    const [entry] = await auditOf(ctx);
    expect(entry).toMatchObject({ action: "subscription.start", profileId });
    expect(JSON.stringify(entry)).not.toContain("203.0.113.9");
  });

  it("begins a free trial at once and asks nobody for money, then converts it", async () => {
    const { ctx, customer, ident } = await setUp(weekTrial);
    const { state, subscription } = await buy(ctx, customer, ident);
    expect(state).toBe("active");
    expect(subscription && statuses(subscription.row)).toEqual(["INTRO"]);
    expect(await booksOf(ctx)).toMatchObject({
      orders: [{ kind: "first", state: "settled", amountMinor: 0n, settledMinor: 0n }],
      attempts: [],
      transactions: [],
      gatewayCharges: [],
    });
    expect(await typesOf(ctx)).toEqual(["order.settled", "subscription.starting_trial"]);
    await renewDue(ctx.projectId, fixedClock("2026-08-27T11:00:00Z"));
    expect((await booksOf(ctx)).transactions).toMatchObject([{ status: "succeeded", amountMinor: 999n }]);
  });

  it("charges a paid trial its own price", async () => {
    const intro = { period: { unit: "days" as const, count: 7 }, priceMinor: 100n };
    const { ctx, customer, ident } = await setUp({ ...monthly, intro });
    const { subscription } = await buy(ctx, customer, ident);
    expect(subscription && statuses(subscription.row)).toEqual(["INTRO"]);
    expect((await booksOf(ctx)).transactions).toMatchObject([{ amountMinor: 100n }]);
  });

  it("grants what is bought once, without a subscription", async () => {
    const { ctx, customer, ident, pricePointId } = await setUp();
    await write(ctx.projectId, async (tx) => {
      await tx
        .update(pricePoints)
        .set({ kind: "lifetime" })
        .where(and(eq(pricePoints.projectId, ctx.projectId), eq(pricePoints.id, pricePointId)));
      await tx
        .update(pricePointVersions)
        .set({ periodUnit: null, periodCount: null })
        .where(
          and(
            eq(pricePointVersions.projectId, ctx.projectId),
            eq(pricePointVersions.pricePointId, pricePointId),
          ),
        );
    });
    const { state, subscription, order } = await buy(ctx, customer, ident);
    expect({ state, subscription, kind: order.kind }).toEqual({
      state: "active",
      subscription: null,
      kind: "one_off",
    });
    expect(await typesOf(ctx)).toContain("oneoff.granted");
  });

  it("says why a card was refused, and begins nothing", async () => {
    const { ctx, customer, ident } = await setUp();
    const { state, subscription, decline } = await buy(ctx, customer, ident, {
      paymentMethod: card("sandbox_insufficient_funds"),
    });
    expect({ state, subscription }).toEqual({ state: "declined", subscription: null });
    expect(decline?.reason).toBe("not enough money on the card");
    expect((await booksOf(ctx)).transactions).toMatchObject([{ status: "declined" }]);
  });

  it("begins once the buyer has confirmed, however often that is said", async () => {
    const { ctx, customer, ident } = await setUp();
    const waiting = await buy(ctx, customer, ident, { paymentMethod: card("sandbox_3ds") });
    expect(waiting).toMatchObject({ state: "action_required", subscription: null });
    const attemptId = (await booksOf(ctx)).attempts[0]?.id ?? "";
    expect(waiting.actionUrl).toContain("/sandbox/confirm/");
    const shown = async () => showOrder(await getOrder(ctx, showId("order", waiting.order.id))).attempts[0];
    expect(await shown()).toMatchObject({ state: "action_required", actionUrl: waiting.actionUrl });
    for (const _ of [1, 2]) {
      const outcome = await confirmSandboxCharge(ctx.projectId, attemptId, true, testNow);
      if (outcome) await settleAttempt(ctx.projectId, ctx.clock, attemptId, outcome);
    }
    const orderId = showId("order", waiting.order.id);
    expect(await getPurchase(ctx, orderId)).toMatchObject({ state: "active", actionUrl: null });
    expect(await shown()).toMatchObject({ state: "succeeded", actionUrl: null });
    expect((await booksOf(ctx)).transactions).toHaveLength(1);
  });

  it("cannot be confirmed any more once the buyer has paid by another card", async () => {
    const { ctx, customer, ident } = await setUp();
    const left = await buy(ctx, customer, ident, { paymentMethod: card("sandbox_3ds") });
    expect(left.state).toBe("action_required");
    const [former] = (await booksOf(ctx)).attempts;
    expect(await buy(ctx, customer, ident)).toMatchObject({ state: "active" });
    await confirmPurchase(ctx.projectId, ctx.clock, former?.id ?? "", true);
    const { transactions } = await booksOf(ctx);
    expect(transactions.filter(({ status }) => status === "succeeded")).toHaveLength(1);
    expect(await getPurchase(ctx, showId("order", left.order.id))).toMatchObject({ state: "declined" });
  });

  it("is not paid twice by a buyer who confirmed the first card a moment before", async () => {
    const { ctx, customer, ident } = await setUp();
    const first = await buy(ctx, customer, ident, { paymentMethod: card("sandbox_3ds") });
    const [attempt] = (await booksOf(ctx)).attempts;
    // The bank knows of it; we were not told yet.
    await confirmSandboxCharge(ctx.projectId, attempt?.id ?? "", true, testNow);
    const second = await buy(ctx, customer, ident);
    expect(second).toMatchObject({ state: "declined", decline: { code: "already_paid" } });
    expect(await getPurchase(ctx, showId("order", first.order.id))).toMatchObject({ state: "active" });
    expect((await booksOf(ctx)).gatewayCharges).toHaveLength(1);
  });

  it("leaves what the same buyer confirms for another price point alone", async () => {
    const { ctx, customer, ident } = await setUp();
    const other = await makePricePoint(ctx);
    await buy(ctx, customer, other.ident, { paymentMethod: card("sandbox_3ds") });
    await buy(ctx, customer, ident);
    const states = (await booksOf(ctx)).attempts.map(({ state }) => state).sort();
    expect(states).toEqual(["action_required", "succeeded"]);
  });

  it("answers pending where the gateway is silent, and sends nothing twice", async () => {
    const { ctx, customer, ident } = await setUp();
    const { state, order } = await buy(ctx, customer, ident, { paymentMethod: card("sandbox_lost_answer") });
    expect(state).toBe("pending");
    await sendPurchase(ctx, showId("order", order.id));
    expect((await booksOf(ctx)).gatewayCharges).toHaveLength(1);
  });

  it("fills an empty email and replaces none", async () => {
    const { ctx, customer, ident } = await setUp();
    await buy(ctx, customer, ident, { email: "Wallet@example.com" });
    expect((await getCustomerByAnyId(ctx, customer)).email).toBe("wallet@example.com");
    await buy(ctx, customer, ident, { email: "other@example.com" });
    expect((await getCustomerByAnyId(ctx, customer)).email).toBe("wallet@example.com");
  });

  it("makes a customer of a user id that nobody has, once", async () => {
    const { ctx, ident } = await setUp();
    const first = await buy(ctx, "usr-new", ident);
    const second = await buy(ctx, "usr-new", ident);
    expect(first.order.profileId).not.toBeNull();
    expect(second.order.profileId).toBe(first.order.profileId);
    expect((await getCustomerByAnyId(ctx, "usr-new")).id).toBe(first.order.profileId);
  });

  it("refuses what cannot be bought, by its field, and writes nothing", async () => {
    const { ctx, customer, ident } = await setUp();
    const stranger = await makeProfile(ctx);
    const { id: funnelId } = await makeFunnel(ctx);
    const foreign = { provider: "stripe" as const, token: "pm_1", customer: "cus_1" };
    const { id: foreignVisit } = await makeSession(ctx, { profileId: stranger.id, funnelId });
    const wrong: [string, () => Promise<unknown>, string][] = [
      ["invalid", () => buy(ctx, customer, "nothing"), "pricePoint"],
      ["invalid", () => buy(ctx, customer, ident, { session: showId("session", foreignVisit) }), "session"],
      ["invalid", () => buy(ctx, customer, ident, { paymentMethod: card("visa") }), "paymentMethod.card"],
      ["invalid", () => buy(ctx, customer, ident, { checkout: { ip: "here" } }), "checkout.ip"],
      ["invalid", () => buy(ctx, customer, ident, { returnUrl: "javascript:alert(1)" }), "returnUrl"],
      ["invalid", () => buy(ctx, "anonymous", ident), "customer"],
      ["conflict", () => buy(ctx, customer, ident, { paymentMethod: foreign }), "paymentMethod.provider"],
    ];
    for (const [code, work, field] of wrong) expect(await refusal(work())).toEqual({ code, fields: [field] });
    expect(await refusal(buy(ctx, showId("profile", newId(testNow)), ident))).toMatchObject({
      code: "not_found",
    });
    expect((await booksOf(ctx)).orders).toEqual([]);
  });

  it("sells nothing to whoever is being erased, or was, by any of their ids", async () => {
    const { ctx, profileId, customer, ident } = await setUp();
    const erasureId = newId(testNow);
    const name = { kind: "user_id" as const, value: "usr-erased" };
    const [{ hash, pepperId }] = suppressionHashes(ctx.projectId, name);
    const own = { projectId: ctx.projectId, erasureId };
    await write(ctx.projectId, async (tx) => {
      await tx.insert(erasures).values({
        projectId: ctx.projectId,
        id: erasureId,
        state: "held",
        actorKind: "system",
        actorId: "test",
        requestedAt: testNow,
        holdUntil: testNow,
        attempts: 0,
        counts: {},
      });
      await tx.insert(erasureProfiles).values({ ...own, profileId });
      await tx.insert(suppressions).values({ ...own, hash, pepperId, kind: name.kind, createdAt: testNow });
    });
    expect(await refusal(buy(ctx, customer, ident))).toMatchObject({ code: "conflict" });
    expect(await refusal(buy(ctx, "usr-erased", ident))).toEqual({ code: "conflict", fields: ["customer"] });
    expect((await booksOf(ctx)).orders).toEqual([]);
  });

  it("never charges again where the buyer was erased before the payment was settled", async () => {
    const { ctx, customer, ident } = await setUp();
    const { order } = await buy(ctx, customer, ident, { paymentMethod: card("sandbox_lost_answer") });
    await write(ctx.projectId, (tx) =>
      tx
        .update(orders)
        .set({ profileId: null })
        .where(and(eq(orders.projectId, ctx.projectId), eq(orders.id, order.id))),
    );
    await lookUpAttempts(ctx.projectId, fixedClock(new Date(testNow.getTime() + 120_000)));
    expect(await getSubscription(ctx, order.subscriptionId ?? "")).toMatchObject({
      phase: "expired",
      endReason: "erased",
      nextCheckAt: null,
    });
    expect((await booksOf(ctx)).transactions).toMatchObject([{ amountMinor: 999n, profileId: null }]);
  });

  it("makes one customer of a user id that two buy with at once", async () => {
    const { ctx, ident } = await setUp();
    const other = await makePricePoint(ctx);
    const both = await Promise.all([buy(ctx, "usr-both", ident), buy(ctx, "usr-both", other.ident)]);
    expect(new Set(both.map(({ order }) => order.profileId)).size).toBe(1);
    expect((await booksOf(ctx)).gatewayCharges).toHaveLength(2);
  });

  it("does not know customers and prices of another project", async () => {
    const own = await setUp();
    const other = await setUp();
    expect(await refusal(buy(own.ctx, other.customer, own.ident))).toMatchObject({ code: "not_found" });
    expect(await refusal(buy(own.ctx, own.customer, other.ident))).toMatchObject({ code: "invalid" });
  });

  it("takes no sandbox card in a live project, and nothing while charging is paused", async () => {
    const { ctx, customer, ident } = await setUp();
    const change = (values: Partial<typeof projects.$inferInsert>) =>
      database().update(projects).set(values).where(eq(projects.id, ctx.projectId));
    await change({ chargingPausedAt: testNow });
    expect(await refusal(buy(ctx, customer, ident))).toMatchObject({ code: "unavailable" });
    await change({ chargingPausedAt: null, kind: "live" });
    expect(await refusal(buy(ctx, customer, ident))).toEqual({
      code: "invalid",
      fields: ["paymentMethod.provider"],
    });
  });

  it("is refused to those who may not", async () => {
    const { ctx, customer, ident } = await setUp();
    const support = await memberCtx("support", ctx.projectId);
    expect(await refusal(buy(support, customer, ident))).toMatchObject({ code: "forbidden" });
  });
});
