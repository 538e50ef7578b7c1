import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { subscriptions } from "@/db/schema/subscriptions";
import { write } from "@/lib/core/database";
import { memberCtx, testNow } from "@/tests/factories";
import { deliver, makeIntegration, processAll, revenuecat } from "@/tests/inbound";
import { listDifferences } from "./provider-differences";

test("a mirror that is not what its provider said last is named with what both sides say", async () => {
  const ctx = await memberCtx("owner");
  const integration = await makeIntegration(ctx, "revenuecat");
  await deliver(integration, [revenuecat("INITIAL_PURCHASE", testNow)]);
  await processAll(integration);
  expect(await listDifferences(ctx)).toEqual({ found: [], compared: 1, untold: 0, isTooMany: false });
  await write(ctx.projectId, (tx) =>
    tx.update(subscriptions).set({ autoRenew: false }).where(eq(subscriptions.projectId, ctx.projectId)),
  );
  const { found } = await listDifferences(ctx, integration.id);
  expect(found).toMatchObject([
    {
      integrationId: integration.id,
      providerSubscriptionId: "chain-1",
      fields: [{ name: "autoRenew", ours: false, theirs: true }],
    },
  ]);
  expect((await listDifferences(await memberCtx("owner"))).compared).toBe(0);
  const other = await makeIntegration(ctx, "adapty");
  expect((await listDifferences(ctx, other.id)).compared).toBe(0);
});

test("a mirror of which its provider has said nothing yet differs in nothing", async () => {
  const ctx = await memberCtx("owner");
  const integration = await makeIntegration(ctx, "revenuecat");
  await deliver(integration, [revenuecat("INITIAL_PURCHASE", testNow)]);
  await processAll(integration);
  await write(ctx.projectId, (tx) =>
    tx
      .update(subscriptions)
      .set({ autoRenew: false, providerSubscriptionId: "chain-2" })
      .where(eq(subscriptions.projectId, ctx.projectId)),
  );
  expect(await listDifferences(ctx)).toEqual({ found: [], compared: 1, untold: 1, isTooMany: false });
});
