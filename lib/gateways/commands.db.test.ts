import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { integrations } from "@/db/schema/integrations";
import { subscriptions } from "@/db/schema/subscriptions";
import type { Ctx } from "@/lib/core/ctx";
import { read, write } from "@/lib/core/database";
import { env } from "@/lib/core/env";
import { disconnectIntegration } from "@/lib/integrations/commands";
import { listConnections } from "@/lib/integrations/connections";
import { makeSubscription, sandboxCtx } from "@/tests/billing";
import { auditOf, memberCtx } from "@/tests/factories";
import { paypalApp, startFakePaypal } from "@/tests/fakes/paypal";
import { startFakeStripe, stripeSecret } from "@/tests/fakes/stripe";
import { connectPaypal, connectStripe } from "./commands";
import { findGateway } from "./registry";

let stripe: Awaited<ReturnType<typeof startFakeStripe>>;
let paypal: Awaited<ReturnType<typeof startFakePaypal>>;
beforeAll(async () => {
  stripe = await startFakeStripe();
  paypal = await startFakePaypal();
  Object.assign(env(), { stripeUrl: stripe.url, paypalUrls: { live: paypal.url, test: paypal.url } });
});
afterAll(async () => {
  await stripe.close();
  await paypal.close();
});

const rowsOf = (ctx: Ctx) =>
  read(ctx, (tx) => tx.select().from(integrations).where(eq(integrations.projectId, ctx.projectId)));
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail("went through"),
    ({ code, fields }) => ({ code, fields: Object.keys(fields ?? {}) }),
  );

describe("connecting Stripe", () => {
  it("takes no test key where subscriptions pay through the live account", async () => {
    const ctx = await memberCtx("owner");
    const { id } = await makeSubscription(ctx);
    await write(ctx.projectId, (tx) =>
      tx
        .update(subscriptions)
        .set({ provider: "stripe" })
        .where(and(eq(subscriptions.projectId, ctx.projectId), eq(subscriptions.id, id))),
    );
    expect(await refusal(connectStripe(ctx, { secretKey: stripeSecret }))).toMatchObject({
      code: "conflict",
    });
    expect(await rowsOf(ctx)).toEqual([]);
  });

  it("keeps a key that Stripe knows, sealed, and shows only its end", async () => {
    const ctx = await memberCtx("developer");
    await connectStripe(ctx, { secretKey: stripeSecret });
    expect(await listConnections(ctx)).toMatchObject([
      { provider: "stripe", mode: "test", hint: `sk_test_…${stripeSecret.slice(-4)}` },
    ]);
    const [row] = await rowsOf(ctx);
    expect(row?.secrets?.toString("latin1")).not.toContain(stripeSecret);
    expect(JSON.stringify(await auditOf(ctx))).not.toContain(stripeSecret);
    expect((await findGateway(ctx.projectId, "stripe"))?.provider).toBe("stripe");
    expect(await findGateway((await memberCtx("owner")).projectId, "stripe")).toBeNull();
  });

  it("saves no key that Stripe does not know, and none that is no key", async () => {
    const ctx = await memberCtx("owner");
    const wrong = "sk_test_0000000000000000";
    expect(await refusal(connectStripe(ctx, { secretKey: wrong }))).toEqual({
      code: "invalid",
      fields: ["secretKey"],
    });
    expect(await refusal(connectStripe(ctx, { secretKey: "pk_test_1" }))).toMatchObject({ code: "invalid" });
    expect(await rowsOf(ctx)).toEqual([]);
  });

  it("is replaced by another key and forgotten when it is disconnected", async () => {
    const ctx = await memberCtx("admin");
    await connectStripe(ctx, { secretKey: stripeSecret });
    await connectStripe(ctx, { secretKey: stripeSecret });
    expect(await rowsOf(ctx)).toMatchObject([{ state: "connected", mode: "test" }]);
    await disconnectIntegration(ctx, { provider: "stripe" });
    await disconnectIntegration(ctx, { provider: "stripe" });
    expect(await rowsOf(ctx)).toMatchObject([{ state: "disconnected", secrets: null }]);
    expect(await findGateway(ctx.projectId, "stripe")).toBeNull();
    expect((await auditOf(ctx)).map(({ action }) => action).sort()).toEqual([
      "integration.connect_stripe",
      "integration.connect_stripe",
      "integration.disconnect",
    ]);
  });

  it("asks nobody for those who may not, and takes no live key in a sandbox", async () => {
    const asked = stripe.seen.length;
    const support = await memberCtx("support");
    expect(await refusal(connectStripe(support, { secretKey: stripeSecret }))).toMatchObject({
      code: "forbidden",
    });
    expect(stripe.seen).toHaveLength(asked);
    const sandbox = await sandboxCtx();
    const live = { ...paypalApp, mode: "live" as const };
    expect(await refusal(connectPaypal(sandbox, live))).toMatchObject({ code: "conflict" });
  });
});

describe("connecting PayPal", () => {
  it("keeps what PayPal lets in, and refuses what it does not", async () => {
    const ctx = await memberCtx("owner");
    const refused = { ...paypalApp, secret: "wrong-secret-0001", mode: "test" as const };
    expect(await refusal(connectPaypal(ctx, refused))).toEqual({ code: "invalid", fields: ["secret"] });
    await connectPaypal(ctx, { ...paypalApp, mode: "test" });
    expect(await listConnections(ctx)).toMatchObject([{ provider: "paypal", mode: "test", hint: "…0001" }]);
    expect(await findGateway(ctx.projectId, "paypal")).not.toBeNull();
  });
});
