import { expect, it } from "vitest";
import { countMemory, recountPresent } from "@/lib/funnels/due";
import { listFunnels } from "@/lib/funnels/queries";
import { testNow } from "@/tests/factories";
import { makeFunnel, makeProfile, makeProject, makeSession, minutesAgo } from "@/tests/visits";
import { countPastDays, countPresentDay } from "./count-funnels";
import { jobs } from "./registry";

const week = { environment: "production", range: 7 } as const;
const turn = { now: new Date(), signal: new AbortController().signal };

it("counts every project that was visited lately, and leaves one that was just counted alone", async () => {
  const now = new Date();
  const at = { startedAt: now, receivedAt: now, lastEventAt: now };
  const made = [];
  for (let project = 0; project < 2; project++) {
    const ctx = { ...(await makeProject()), clock: { now: () => now } };
    const funnel = await makeFunnel(ctx, { firstSeenAt: now, lastSeenAt: now });
    const profile = await makeProfile(ctx);
    const visit = async () => makeSession(ctx, { profileId: profile.id, funnelId: funnel.id, ...at });
    await visit();
    made.push({ ctx, visit });
  }
  const job = countPresentDay();
  expect(await job.run(turn)).toEqual({ isMoreDue: false });
  for (const { ctx, visit } of made) {
    expect((await listFunnels(ctx, week))[0]?.visits).toBe(1);
    await visit();
  }
  await job.run(turn);
  for (const { ctx } of made) expect((await listFunnels(ctx, week))[0]?.visits).toBe(1);
  await countPastDays().run(turn);
  for (const { ctx } of made) expect((await listFunnels(ctx, week))[0]?.visits).toBe(2);
});

it("leaves a funnel without a visit that counts alone, until it is opened again", async () => {
  const now = new Date();
  const ctx = { ...(await makeProject()), clock: { now: () => now } };
  const seen = { firstSeenAt: now, lastSeenAt: now };
  const funnel = await makeFunnel(ctx, seen);
  const at = (minutes: number) => ({ now: () => new Date(now.getTime() + minutes * 60_000) });
  const memory = countMemory();
  const count = (minutes: number) => recountPresent(ctx.projectId, at(minutes), memory, 60_000);
  await count(0);
  const profile = await makeProfile(ctx);
  await makeSession(ctx, { profileId: profile.id, funnelId: funnel.id, startedAt: now, receivedAt: now });
  // A visit is noted on the funnel at most once a minute: within that time it is counted again.
  await count(1);
  expect(memory.counted.get(funnel.id)).toBe(at(1).now().getTime());
  await count(5);
  await count(6);
  expect(memory.counted.get(funnel.id)).toBe(at(5).now().getTime());
});

it("leaves the rest of a project for its next turn when its time is over, and then takes the rest first", async () => {
  const now = new Date();
  const ctx = { ...(await makeProject()), clock: { now: () => now } };
  for (let funnel = 0; funnel < 2; funnel++) await makeFunnel(ctx, { firstSeenAt: now, lastSeenAt: now });
  const memory = countMemory();
  await recountPresent(ctx.projectId, { now: () => now }, memory, 0);
  expect(memory.tried.size).toBe(1);
  await recountPresent(ctx.projectId, { now: () => now }, memory, 0);
  expect(memory.tried.size).toBe(2);
});

it("is asked for nothing by a project without recent visits, and both jobs are registered", async () => {
  const ctx = await makeProject();
  await makeFunnel(ctx, { firstSeenAt: minutesAgo(60 * 24 * 40), lastSeenAt: minutesAgo(60 * 24 * 30) });
  await countPastDays().run({ ...turn, now: testNow });
  expect((await listFunnels(ctx, week))[0]?.visits).toBe(0);
  expect(jobs.map((job) => job.name)).toEqual(
    expect.arrayContaining(["funnels.count_present_day", "funnels.count_past_days"]),
  );
});
