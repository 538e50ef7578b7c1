import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { reprocessRuns } from "@/db/schema/inbound-events";
import { integrations } from "@/db/schema/integrations";
import { subscriptions } from "@/db/schema/subscriptions";
import { fixedClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { read, write } from "@/lib/core/database";
import { createPricePoint } from "@/lib/price-points/commands";
import { createProduct } from "@/lib/products/commands";
import { memberCtx, testNow } from "@/tests/factories";
import { deliver, type InboundIntegration, makeIntegration, processAll, revenuecat } from "@/tests/inbound";
import { inboundState } from "@/tests/inbound-state";
import { makeHistory } from "@/tests/provider-histories";
import { applyReprocess, mapProduct, startReprocess } from "./commands";
import { advanceReprocess, type Differences } from "./reprocess";

// REPROCESS_EVENTS=1000 is the whole promise.
const wanted = Number(process.env.REPROCESS_EVENTS ?? 60);
const from = new Date(testNow.getTime() - 60_000).toISOString();
const to = new Date(testNow.getTime() + 3_600_000).toISOString();
const clock = fixedClock(new Date(testNow.getTime() + 7_200_000));

async function runOf(ctx: Ctx) {
  const [run] = await read(ctx, (tx) =>
    tx.select().from(reprocessRuns).where(eq(reprocessRuns.projectId, ctx.projectId)),
  );
  if (!run) throw new Error("the run is there");
  return { ...run, differences: run.differences as Differences };
}

async function work({ ctx }: InboundIntegration) {
  while (await advanceReprocess(ctx.projectId, clock, { batch: 37 }));
  return runOf(ctx);
}

test(
  "events that a broken mapping made nothing of end, read anew, as if it had never been broken",
  async () => {
    const renamed = { renamedEvents: { "our.renewal": "subscription_renewed" } };
    const bodies: string[] = [];
    for (let seed = 0; bodies.length < wanted; seed += 1)
      for (const body of makeHistory("adapty", seed).events)
        bodies.push(body.toString().replaceAll('"subscription_renewed"', '"our.renewal"'));
    const whole = await makeIntegration(await memberCtx("owner"), "adapty", renamed);
    const broken = await makeIntegration(await memberCtx("owner"), "adapty");
    for (const integration of [whole, broken]) {
      const settings = integration === whole ? renamed : {};
      for (const [at, body] of bodies.entries())
        await deliver(integration, [body], new Date(testNow.getTime() + at), settings);
      await processAll(integration);
    }
    const never = await inboundState(whole.ctx);
    const before = await inboundState(broken.ctx);
    expect(before).not.toEqual(never);
    await write(broken.ctx.projectId, (tx) =>
      tx
        .update(integrations)
        .set({ settings: renamed })
        .where(eq(integrations.projectId, broken.ctx.projectId)),
    );
    const { runId } = await startReprocess(broken.ctx, { integration: broken.shownId, from, to });
    await expect(applyReprocess(broken.ctx, { run: runId })).rejects.toMatchObject({ code: "conflict" });
    const counted = await work(broken);
    expect(counted).toMatchObject({ state: "ready", handled: bodies.length, total: bodies.length });
    const renewals = bodies.filter((body) => body.includes("our.renewal")).length;
    expect(counted.differences["event.processed"]).toMatchObject({ count: renewals });
    expect(counted.differences["payment.known"]?.count).toBeGreaterThan(0);
    expect(await inboundState(broken.ctx)).toEqual(before);
    await applyReprocess(broken.ctx, { run: runId });
    expect(await work(broken)).toMatchObject({ state: "done", handled: bodies.length });
    await processAll(broken, clock.now());
    expect(await inboundState(broken.ctx)).toEqual(never);
  },
  60_000 + wanted * 1_000,
);

test("a product that was sold as the wrong thing is counted before, and put right with its orders when it is applied", async () => {
  const ctx = await memberCtx("owner");
  const integration = await makeIntegration(ctx, "revenuecat");
  await deliver(integration, [revenuecat("INITIAL_PURCHASE", testNow)]);
  await processAll(integration);
  const { productId } = await createProduct(ctx, { name: "Gold", entitlements: [] });
  const { pricePointId } = await createPricePoint(ctx, {
    ...{ ident: "gold", product: productId, kind: "subscription" },
    ...{ price: { amount: "9.99", currency: "USD" }, period: { unit: "months", count: 1 } },
  });
  await mapProduct(ctx, {
    integration: integration.shownId,
    product: "pro_monthly",
    pricePoint: pricePointId,
  });
  const { runId } = await startReprocess(ctx, { integration: integration.shownId, from, to });
  expect((await work(integration)).differences).toEqual({
    "subscription.price_point": { count: 1, events: [expect.stringMatching(/^inb_/)] },
  });
  expect((await inboundState(ctx)).join("\n")).not.toContain("gold");
  await applyReprocess(ctx, { run: runId });
  await work(integration);
  const state = await inboundState(ctx);
  expect(state.filter((line) => line.includes("gold"))).toHaveLength(2);
  const mirrors = await read(ctx, (tx) =>
    tx.select().from(subscriptions).where(eq(subscriptions.projectId, ctx.projectId)),
  );
  expect(mirrors).toHaveLength(1);
});

test("nobody begins or applies a run of another project, nor two at once", async () => {
  const ctx = await memberCtx("owner");
  const integration = await makeIntegration(ctx, "revenuecat");
  const stranger = await memberCtx("owner");
  const asked = { integration: integration.shownId, from, to };
  await expect(startReprocess(stranger, asked)).rejects.toMatchObject({ code: "not_found" });
  const { runId } = await startReprocess(ctx, asked);
  await expect(applyReprocess(stranger, { run: runId })).rejects.toMatchObject({ code: "not_found" });
  await expect(startReprocess(ctx, asked)).rejects.toMatchObject({ code: "conflict" });
  await expect(startReprocess(ctx, { ...asked, from: to, to: from })).rejects.toMatchObject({
    code: "invalid",
  });
});
