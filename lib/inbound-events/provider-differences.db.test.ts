import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { subscriptions } from "@/db/schema/subscriptions";
import { write } from "@/lib/core/database";
import { memberCtx, testNow } from "@/tests/factories";
import { deliver, makeIntegration, processAll, revenuecat } from "@/tests/inbound";
import { listDifferences } from "./provider-differences";

test("a mirror that is not what its provider said last is named with what differs", async () => {
  const ctx = await memberCtx("owner");
  const integration = await makeIntegration(ctx, "revenuecat");
  await deliver(integration, [revenuecat("INITIAL_PURCHASE", testNow)]);
  await processAll(integration);
  expect(await listDifferences(ctx)).toEqual([]);
  await write(ctx.projectId, (tx) =>
    tx.update(subscriptions).set({ autoRenew: false }).where(eq(subscriptions.projectId, ctx.projectId)),
  );
  expect(await listDifferences(ctx)).toMatchObject([
    { integrationId: integration.id, providerSubscriptionId: "chain-1", fields: ["autoRenew"] },
  ]);
  expect(await listDifferences(await memberCtx("owner"))).toEqual([]);
});
