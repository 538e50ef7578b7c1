import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { profiles } from "@/db/schema/profiles";
import { read } from "@/lib/core/database";
import { showId } from "@/lib/core/ids";
import { getCustomer } from "@/lib/customers/customer";
import { memberCtx, testNow } from "@/tests/factories";
import { deliver, eventsOf, makeIntegration, processAll, revenuecat } from "@/tests/inbound";
import { getTimelineEntry, listTimeline } from "./queries";

test("what a provider told of a customer is an entry at the provider's time, and what is parked is none", async () => {
  const ctx = await memberCtx("owner");
  const integration = await makeIntegration(ctx, "revenuecat");
  const bought = new Date(testNow.getTime() - 3 * 86_400_000);
  await deliver(integration, [
    revenuecat("INITIAL_PURCHASE", bought),
    revenuecat("SOMETHING_NEW", testNow),
    "[]",
  ]);
  await processAll(integration);
  const [profile] = await read(ctx, (tx) =>
    tx.select().from(profiles).where(eq(profiles.projectId, ctx.projectId)),
  );
  const customer = await getCustomer(ctx, showId("profile", profile?.id ?? ""));
  const { entries } = await listTimeline(ctx, customer);
  const told = entries.flatMap((entry) =>
    entry.kind === "fact" && entry.item.type === "inbound" ? [entry.item] : [],
  );
  const kept = (await eventsOf(ctx)).filter(({ state }) => state === "processed" || state === "ignored");
  expect(kept.length).toBeGreaterThan(1);
  expect(told.map(({ id }) => id).toSorted()).toEqual(kept.map(({ id }) => id).toSorted());
  const first = told.find(({ payload }) => payload.type === "INITIAL_PURCHASE");
  expect(first).toMatchObject({ occurredAt: bought, receivedAt: testNow, actorKind: "provider" });
  const { entry } = await getTimelineEntry(ctx, customer, first?.address ?? "");
  expect(entry).toMatchObject({
    type: "inbound",
    data: { provider: "revenuecat", words: first?.payload.words },
  });
});
