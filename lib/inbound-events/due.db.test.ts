import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { integrations } from "@/db/schema/integrations";
import { fixedClock } from "@/lib/core/clock";
import { write } from "@/lib/core/database";
import { memberCtx, testNow } from "@/tests/factories";
import { deliver, eventsOf, makeIntegration } from "@/tests/inbound";
import { begin, claimEvents, mostDeaths } from "./due";

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

const hoursOn = (hours: number) => new Date(testNow.getTime() + hours * 3_600_000);

async function ofOneEvent() {
  const ctx = await memberCtx("owner");
  const integration = await makeIntegration(ctx, "adapty");
  await deliver(integration, [JSON.stringify({ id: "one" })]);
  const claim = async (at: Date) => (await claimEvents(ctx.projectId, fixedClock(at), 50))[0];
  return { ctx, claim };
}

test("an event that waits behind slow ones until its lease is over is never parked for that", async () => {
  const { ctx, claim } = await ofOneEvent();
  for (let hour = 0; hour < 3 * mostDeaths; hour++) expect(await claim(hoursOn(hour))).toBeDefined();
  expect(await eventsOf(ctx)).toMatchObject([{ state: "waiting", deaths: 0 }]);
});

test("an event whose worker stops in the middle of it again and again waits for a person", async () => {
  const { ctx, claim } = await ofOneEvent();
  for (let hour = 0; hour < mostDeaths; hour++) {
    const claimed = await claim(hoursOn(hour));
    if (!claimed) throw new Error("it is claimed");
    expect(await begin(ctx.projectId, claimed, hoursOn(hour))).toBe(true);
  }
  expect(await claim(hoursOn(mostDeaths))).toBeUndefined();
  expect(await eventsOf(ctx)).toMatchObject([{ state: "parked", errorCode: "worker_died" }]);
});

test("an event that is taken up late has its whole lease, and one that another has by now is let be", async () => {
  const { ctx, claim } = await ofOneEvent();
  const claimed = await claim(testNow);
  if (!claimed) throw new Error("it is claimed");
  const late = new Date(testNow.getTime() + 59_000);
  expect(await begin(ctx.projectId, claimed, late)).toBe(true);
  expect(await claim(new Date(testNow.getTime() + 61_000))).toBeUndefined();
  expect(await claim(hoursOn(1))).toBeDefined();
  expect(await begin(ctx.projectId, claimed, hoursOn(1))).toBe(false);
});
