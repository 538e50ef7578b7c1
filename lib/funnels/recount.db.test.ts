import fc from "fast-check";
import { expect, it } from "vitest";
import { fixedClock } from "@/lib/core/clock";
import { authorizedProject } from "@/lib/core/ctx";
import { showId } from "@/lib/core/ids";
import { testNow } from "@/tests/factories";
import { makeEvent, makeFunnel, makeProfile, makeProject, makeSession, minutesAgo } from "@/tests/visits";
import { otherValues } from "./counted-visits";
import { countMemory, listProjectsToRecount, recountPast, recountPresent } from "./due";
import { getFunnel, getFunnelReport, listFunnels } from "./queries";
import { mostValues, recountFunnelDays, spansOf } from "./recount";

const week = { environment: "production", range: 7 } as const;
const lately = { from: "2026-08-14", to: "2026-08-20" };

const visitShape = fc.record({
  minute: fc.integer({ min: 0, max: 60 * 24 * 6 }),
  device: fc.constantFrom("phone" as const, "desktop" as const),
  country: fc.constantFrom("SE", "DE", null),
  isBot: fc.boolean(),
  isPreview: fc.boolean(),
  isCompleted: fc.boolean(),
  screens: fc.array(fc.constantFrom<string[]>("a", "b", "c"), { maxLength: 5 }),
});

it("agrees with a count by hand, and counting twice changes nothing", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(visitShape, { maxLength: 10 }), async (visits) => {
      const ctx = await makeProject();
      const funnel = await makeFunnel(ctx, { firstSeenAt: minutesAgo(60 * 24 * 7) });
      const profile = await makeProfile(ctx);
      for (const { minute, device, country, isBot, isPreview, isCompleted, screens } of visits) {
        const startedAt = minutesAgo(minute);
        const session = await makeSession(ctx, {
          profileId: profile.id,
          funnelId: funnel.id,
          startedAt,
          device,
          country,
          isBot,
          environment: isPreview ? "preview" : "production",
          completedAt: isCompleted ? startedAt : null,
        });
        for (const [place, screen_id] of screens.entries()) {
          const occurredAt = new Date(startedAt.getTime() + place * 1000);
          const of = { sessionId: session.id, profileId: profile.id };
          await makeEvent(ctx, { ...of, occurredAt, properties: { screen_id } });
        }
      }
      const counted = visits.filter((visit) => !visit.isBot && !visit.isPreview);
      const screenVisits = (screen: string) =>
        counted.filter((visit) => visit.screens.includes(screen)).length;
      for (let time = 0; time < 2; time++) {
        await recountFunnelDays(ctx.projectId, lately, ctx.clock);
        const report = await getFunnelReport(ctx, await getFunnel(ctx, showId("funnel", funnel.id)), week);
        expect(report.visits).toBe(counted.length);
        expect(report.completed).toBe(counted.filter((visit) => visit.isCompleted).length);
        for (const { day, visits: onDay } of report.days) {
          const byHand = counted.filter((v) => minutesAgo(v.minute).toISOString().startsWith(day)).length;
          expect(onDay).toBe(byHand);
        }
        for (const { value, visits: shared } of report.shares.country) {
          expect(shared).toBe(counted.filter((visit) => (visit.country ?? "") === value).length);
        }
        expect(new Map(report.screens.map((row) => [row.screen, row.visits]))).toEqual(
          new Map(["a", "b", "c"].filter(screenVisits).map((screen) => [screen, screenVisits(screen)])),
        );
        const place = (screen: string) => {
          const seen = counted
            .map((visit) => [...new Set(visit.screens)].indexOf(screen) + 1)
            .filter(Boolean);
          return seen.reduce((sum, at) => sum + at, 0) / seen.length;
        };
        const places = report.screens.map((row) => place(row.screen));
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }
    }),
    { numRuns: 20 },
  );
});

it("sums the rare values of a day into one, and counts made at once leave one", async () => {
  const ctx = await makeProject();
  const funnel = await makeFunnel(ctx);
  const profile = await makeProfile(ctx);
  const of = { profileId: profile.id, funnelId: funnel.id };
  for (let visit = 0; visit < mostValues + 5; visit++) {
    await makeSession(ctx, { ...of, url: `https://quiz.example/${visit}?utm_source=x#top` });
  }
  for (let visit = 0; visit < 3; visit++)
    await makeSession(ctx, {
      ...of,
      url: `https://quiz.example/before/${visit}`,
      startedAt: minutesAgo(60 * 24),
    });
  await Promise.all([1, 2, 3].map(() => recountFunnelDays(ctx.projectId, lately, ctx.clock)));
  const report = await getFunnelReport(ctx, await getFunnel(ctx, showId("funnel", funnel.id)), week);
  expect(report.visits).toBe(mostValues + 8);
  expect(report.shares.url).toHaveLength(mostValues + 1);
  expect(report.shares.url[0]).toEqual(expect.objectContaining({ value: otherValues, visits: 8 }));
  expect(report.shares.url[1]?.value).toMatch(/^https:\/\/quiz\.example\/(before\/)?\d+$/);
});

it("counts the present day when there is news, and the past days until they are final", async () => {
  const ctx = await makeProject();
  const clock = fixedClock(testNow);
  const funnel = await makeFunnel(ctx, { firstSeenAt: minutesAgo(60 * 24 * 3), lastSeenAt: testNow });
  const profile = await makeProfile(ctx);
  const of = { profileId: profile.id, funnelId: funnel.id };
  await makeSession(ctx, { ...of, startedAt: minutesAgo(60 * 24 * 3) });
  await makeSession(ctx, of);
  const total = async () => (await listFunnels(ctx, week))[0]?.visits;
  expect(await listProjectsToRecount(testNow)).toContain(ctx.projectId);
  await recountPresent(ctx.projectId, clock, countMemory(), 60_000);
  expect(await total()).toBe(1);
  await recountPast(ctx.projectId, clock, countMemory(), 60_000);
  expect(await total()).toBe(2);
  await makeSession(ctx, of);
  clock.advance(60_000);
  await recountPresent(ctx.projectId, clock, countMemory(), 60_000);
  expect(await total()).toBe(3);
  clock.advance(10 * 60_000);
  await recountPresent(ctx.projectId, clock, countMemory(), 60_000);
  await makeSession(ctx, { ...of, startedAt: minutesAgo(60 * 24) });
  await recountPresent(ctx.projectId, clock, countMemory(), 60_000);
  expect(await total()).toBe(3);
  await recountPast(ctx.projectId, clock, countMemory(), 60_000);
  expect(await total()).toBe(4);
});

it("keeps counts from strangers", async () => {
  const ctx = await makeProject();
  const stranger = await makeProject();
  const funnel = await makeFunnel(ctx);
  await makeSession(ctx, { profileId: (await makeProfile(ctx)).id, funnelId: funnel.id });
  await recountFunnelDays(authorizedProject(ctx.projectId), lately, ctx.clock);
  const own = await getFunnel(ctx, showId("funnel", funnel.id));
  expect((await getFunnelReport(ctx, own, week)).visits).toBe(1);
  expect((await getFunnelReport(stranger, own, week)).visits).toBe(0);
  expect(await listFunnels(stranger, week)).toEqual([]);
  await expect(getFunnel(stranger, showId("funnel", funnel.id))).rejects.toMatchObject({ code: "not_found" });
});

it("puts quiet days together and leaves a busy one alone, skipping none", () => {
  const days = ["2026-08-01", "2026-08-02", "2026-08-03", "2026-08-04"];
  expect(spansOf(days, new Map())).toEqual([{ from: "2026-08-01", to: "2026-08-04" }]);
  expect(spansOf(days, new Map([["2026-08-03", 1_000_000]]))).toEqual([
    { from: "2026-08-01", to: "2026-08-02" },
    { from: "2026-08-03", to: "2026-08-03" },
    { from: "2026-08-04", to: "2026-08-04" },
  ]);
});
