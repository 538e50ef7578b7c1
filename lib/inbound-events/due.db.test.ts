import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { integrations } from "@/db/schema/integrations";
import { fixedClock } from "@/lib/core/clock";
import { write } from "@/lib/core/database";
import { memberCtx, testNow } from "@/tests/factories";
import { deliver, eventsOf, makeIntegration } from "@/tests/inbound";
import { claimEvents } from "./due";

const minutesAgo = (minutes: number) => new Date(testNow.getTime() - minutes * 60_000);

test("the oldest events are claimed first, over all integrations that are on, and never more than asked for", async () => {
  const ctx = await memberCtx("owner");
  const [adapty, funnelfox, paused] = [
    await makeIntegration(ctx, "adapty"),
    await makeIntegration(ctx, "funnelfox"),
    await makeIntegration(ctx, "revenuecat"),
  ];
  for (const [integration, ages] of [
    [adapty, [60, 50, 10]],
    [funnelfox, [55, 5]],
    [paused, [90]],
  ] as const)
    for (const age of ages)
      await deliver(integration, [JSON.stringify({ id: `${integration.id} ${age}` })], minutesAgo(age));
  await write(ctx.projectId, (tx) =>
    tx
      .update(integrations)
      .set({ pausedAt: testNow })
      .where(and(eq(integrations.projectId, ctx.projectId), eq(integrations.id, paused.id))),
  );
  const ages = new Map(
    (await eventsOf(ctx)).map(({ id, receivedAt }) => [
      id,
      (testNow.getTime() - receivedAt.getTime()) / 60_000,
    ]),
  );
  const claimed = async (limit: number) =>
    (await claimEvents(ctx.projectId, fixedClock(testNow), limit)).map(({ id }) => ages.get(id));
  expect(await claimed(3)).toEqual([60, 55, 50]);
  expect(await claimed(3)).toEqual([10, 5]);
  expect(await claimed(3)).toEqual([]);
});
