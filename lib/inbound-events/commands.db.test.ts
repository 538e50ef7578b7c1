import { and, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { pricePoints } from "@/db/schema/catalogue";
import { integrations } from "@/db/schema/integrations";
import { subscriptions } from "@/db/schema/subscriptions";
import { fixedClock } from "@/lib/core/clock";
import { read, write } from "@/lib/core/database";
import { showId } from "@/lib/core/ids";
import { createPricePoint } from "@/lib/price-points/commands";
import { createProduct } from "@/lib/products/commands";
import { auditOf, memberCtx, testNow } from "@/tests/factories";
import { deliver, eventsOf, makeIntegration, processAll, revenuecat } from "@/tests/inbound";
import { mapProduct, retryInboundEvents } from "./commands";
import { begin, claimEvents, listProjectsWithEvents } from "./due";
import { processDue } from "./process";
import { getInboundEvent, listErrorGroups, listInboundEvents, listInboundHealth } from "./queries";

const trial = { period_type: "TRIAL", price: 0, price_in_purchased_currency: 0 };

async function parkedTrial() {
  const ctx = await memberCtx("owner");
  const integration = await makeIntegration(ctx, "revenuecat");
  await deliver(integration, [revenuecat("INITIAL_PURCHASE", testNow, trial)]);
  await processAll(integration);
  return { ctx, integration };
}

test("a product that nobody knows parks its events, in a group with the fix; chosen, they are processed", async () => {
  const { ctx, integration } = await parkedTrial();
  expect(await listErrorGroups(ctx)).toMatchObject([{ errorCode: "unknown_product", parked: 1, waiting: 0 }]);
  const { productId } = await createProduct(ctx, { name: "Pro", entitlements: [] });
  const { pricePointId } = await createPricePoint(ctx, {
    ...{ ident: "pro-monthly", product: productId, kind: "subscription" },
    ...{ price: { amount: "9.99", currency: "USD" }, period: { unit: "months", count: 1 } },
  });
  await mapProduct(ctx, {
    integration: integration.shownId,
    product: "pro_monthly",
    pricePoint: pricePointId,
  });
  await processAll(integration);
  expect(await listErrorGroups(ctx)).toEqual([]);
  const [sold] = await read(ctx, (tx) =>
    tx
      .select({ ident: pricePoints.ident, phase: subscriptions.phase })
      .from(subscriptions)
      .innerJoin(
        pricePoints,
        and(eq(pricePoints.projectId, ctx.projectId), eq(pricePoints.id, subscriptions.pricePointId)),
      )
      .where(eq(subscriptions.projectId, ctx.projectId)),
  );
  expect(sold).toEqual({ ident: "pro-monthly", phase: "intro" });
  expect((await auditOf(ctx)).map(({ action }) => action)).toContain("integration.map_product");
});

test("one event, or all that failed for a reason, are tried again; those of strangers are not there", async () => {
  const { ctx, integration } = await parkedTrial();
  const stranger = await memberCtx("owner");
  const [event] = await eventsOf(ctx);
  const shown = showId("inboundEvent", event?.id ?? "");
  await expect(retryInboundEvents(stranger, { event: shown })).rejects.toMatchObject({ code: "not_found" });
  await expect(retryInboundEvents(stranger, { integration: integration.shownId })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(
    mapProduct(stranger, {
      integration: integration.shownId,
      product: "a",
      pricePoint: showId("pricePoint", event?.id ?? ""),
    }),
  ).rejects.toMatchObject({ code: "not_found" });
  await expect(
    retryInboundEvents({ ...ctx, actor: { kind: "user", userId: "u", role: "support" } }, { event: shown }),
  ).rejects.toMatchObject({ code: "forbidden" });
  expect(await retryInboundEvents(ctx, { integration: integration.shownId, errorCode: "another" })).toEqual({
    count: 0,
  });
  expect(
    await retryInboundEvents(ctx, { integration: integration.shownId, errorCode: "unknown_product" }),
  ).toEqual({ count: 1 });
  expect(await eventsOf(ctx)).toMatchObject([{ state: "waiting", attempts: 0 }]);
  expect(await retryInboundEvents(ctx, { event: shown })).toEqual({ count: 1 });
});

test("the list, the open event and the health say what came, whose it is, and hide what could be used to act", async () => {
  const ctx = await memberCtx("owner");
  const integration = await makeIntegration(ctx, "revenuecat");
  await deliver(integration, [
    revenuecat("INITIAL_PURCHASE", testNow, { id: "first", device_token: "tok_12345" }),
    revenuecat("SOMETHING_NEW", testNow, { id: "second" }),
    "not json",
  ]);
  await processAll(integration);
  const page = await listInboundEvents(ctx, {}, { limit: 10 });
  expect(page?.rows.map(({ event }) => event.state).sort()).toEqual(["ignored", "parked", "processed"]);
  const open = await listInboundEvents(
    ctx,
    { states: ["parked"], integrationId: integration.id },
    { limit: 10 },
  );
  expect(open?.rows).toMatchObject([
    { event: { type: "unreadable", errorCode: "malformed" }, customer: null },
  ]);
  const done = await listInboundEvents(ctx, { type: "INITIAL_PURCHASE" }, { limit: 10 });
  expect(done?.rows).toMatchObject([{ customer: { userId: "user-1" }, event: { hasBody: true } }]);
  const detail = await getInboundEvent(ctx, showId("inboundEvent", done?.rows[0]?.id ?? ""));
  expect(detail.body).toContain('"app_user_id": "user-1"');
  expect(detail.body).not.toContain("tok_12345");
  expect(detail.facts.length).toBeGreaterThan(1);
  const first = await listInboundEvents(ctx, {}, { limit: 2 });
  const second = await listInboundEvents(ctx, {}, { limit: 2, cursor: first?.nextCursor ?? "" });
  expect([first?.rows.length, second?.rows.length, second?.nextCursor]).toEqual([2, 1, null]);
  const stranger = await memberCtx("owner");
  expect((await listInboundEvents(stranger, {}, { limit: 10 }))?.rows).toEqual([]);
  await expect(getInboundEvent(stranger, showId("inboundEvent", detail.id))).rejects.toMatchObject({
    code: "not_found",
  });
  expect(
    await listInboundHealth({ ...ctx, clock: fixedClock(new Date(testNow.getTime() + 1)) }),
  ).toMatchObject([{ integrationId: integration.id, receivedDay: 3, ignoredDay: 1, parked: 1, waiting: 0 }]);
});

test("events of a paused integration wait until it goes on", async () => {
  const ctx = await memberCtx("owner");
  const integration = await makeIntegration(ctx, "revenuecat");
  const pause = (pausedAt: Date | null) =>
    write(ctx.projectId, (tx) =>
      tx.update(integrations).set({ pausedAt }).where(eq(integrations.projectId, ctx.projectId)),
    );
  await pause(testNow);
  await deliver(integration, [revenuecat("INITIAL_PURCHASE", testNow)]);
  expect(await processDue(ctx.projectId, fixedClock(testNow))).toBe(0);
  expect(await eventsOf(ctx)).toMatchObject([{ state: "waiting", attempts: 0 }]);
  expect(await listProjectsWithEvents(testNow)).not.toContain(ctx.projectId);
  await pause(null);
  expect(await listProjectsWithEvents(testNow)).toContain(ctx.projectId);
  await processAll(integration);
  expect(await eventsOf(ctx)).toMatchObject([{ state: "processed" }]);
});

test("an event that ends its worker five times is parked, and its neighbours are processed", async () => {
  const ctx = await memberCtx("owner");
  const integration = await makeIntegration(ctx, "revenuecat");
  await deliver(integration, [revenuecat("INITIAL_PURCHASE", testNow)]);
  let now = testNow;
  for (let death = 0; death < 5; death += 1) {
    const [claim, ...more] = await claimEvents(ctx.projectId, fixedClock(now), 10);
    expect(more).toEqual([]);
    expect(claim && (await begin(ctx.projectId, claim, now))).toBe(true);
    expect(await claimEvents(ctx.projectId, fixedClock(now), 10)).toEqual([]);
    now = new Date(now.getTime() + 61_000);
  }
  await deliver(integration, [revenuecat("RENEWAL", testNow)], now);
  await processAll(integration, now);
  expect((await eventsOf(ctx)).map(({ state, errorCode }) => [state, errorCode])).toEqual([
    ["parked", "worker_died"],
    ["processed", null],
  ]);
});

test("reasons that take too long to count are told as that, and hold nobody up", async () => {
  const ctx = await memberCtx("owner");
  const integration = await makeIntegration(ctx, "revenuecat");
  await deliver(integration, ["not json"]);
  await processAll(integration);
  expect(await listErrorGroups(ctx, integration.id)).toMatchObject([{ errorCode: "malformed", parked: 1 }]);
  await write(ctx.projectId, async (tx) => {
    await tx.execute(sql`lock table inbound_events in access exclusive mode`);
    expect(await listErrorGroups(ctx, integration.id, 50)).toBeNull();
  });
});

test("a great many parked events are retried in portions", async () => {
  const ctx = await memberCtx("owner");
  const integration = await makeIntegration(ctx, "revenuecat");
  await deliver(integration, ["not json"]);
  await processAll(integration);
  await write(ctx.projectId, (tx) =>
    tx.execute(sql`
      insert into inbound_events (project_id, id, integration_id, provider, provider_event_id, type, environment, bytes,
        occurred_at, received_at, state, error_code, attempts, deaths)
      select project_id, gen_random_uuid(), integration_id, provider, 'more ' || n, type, environment, bytes,
        occurred_at, received_at, state, error_code, attempts, deaths
      from inbound_events, generate_series(1, 10000) n where project_id = ${ctx.projectId}`),
  );
  const asked = { integration: integration.shownId, errorCode: "malformed" };
  expect(await retryInboundEvents(ctx, asked)).toEqual({ count: 10_000 });
  expect(await retryInboundEvents(ctx, asked)).toEqual({ count: 1 });
  expect(await retryInboundEvents(ctx, asked)).toEqual({ count: 0 });
});
