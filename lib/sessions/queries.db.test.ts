import fc from "fast-check";
import { expect, it } from "vitest";
import { showId } from "@/lib/core/ids";
import { getCustomer } from "@/lib/customers/customer";
import { makeEvent, makeFunnel, makeProfile, makeProject, makeSession, minutesAgo } from "@/tests/visits";
import { listSessionEvents, propertyLimits } from "./events";
import {
  countSessions,
  countSessionsUpTo,
  findLatestVisit,
  findNeighbourSessions,
  getSession,
  listSessions,
} from "./queries";

it("walks every visit of every profile once, in order, forwards, backwards and newest first", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ minute: fc.nat(6), isYoung: fc.boolean() }), { maxLength: 14 }),
      fc.integer({ min: 1, max: 5 }),
      fc.boolean(),
      async (visits, limit, isNewestFirst) => {
        const ctx = await makeProject();
        const funnel = await makeFunnel(ctx);
        const old = await makeProfile(ctx);
        const young = await makeProfile(ctx, { customerId: old.id });
        const made = [];
        for (const { minute, isYoung } of visits) {
          const profileId = isYoung ? young.id : old.id;
          made.push(
            await makeSession(ctx, { profileId, funnelId: funnel.id, startedAt: minutesAgo(minute) }),
          );
        }
        const customer = await getCustomer(ctx, showId("profile", old.id));
        const expected = made
          .toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime() || (a.id < b.id ? -1 : 1))
          .map((session) => session.id);
        if (isNewestFirst) expected.reverse();
        const walk = async (start?: string, step: "nextCursor" | "previousCursor" = "nextCursor") => {
          const pages: string[][] = [];
          let cursor = start;
          let last: string | undefined;
          do {
            const page = await listSessions(ctx, customer, { limit, isNewestFirst, cursor });
            pages.push(page.rows.map((row) => row.id));
            last = page.previousCursor ?? undefined;
            cursor = page[step] ?? undefined;
          } while (cursor);
          return { pages, last };
        };
        const { pages, last } = await walk();
        expect(pages.flat()).toEqual(expected);
        const back = last ? await walk(last, "previousCursor") : null;
        expect([...(back?.pages.reverse().flat() ?? []), ...(pages.at(-1) ?? [])]).toEqual(expected);
        expect(await countSessions(ctx, customer)).toBe(made.length);
      },
    ),
    { numRuns: 25 },
  );
});

it("says how far each visit came and where it stands among the customer's", async () => {
  const ctx = await makeProject();
  const funnel = await makeFunnel(ctx);
  const profile = await makeProfile(ctx);
  const of = { profileId: profile.id, funnelId: funnel.id };
  const first = await makeSession(ctx, { ...of, startedAt: minutesAgo(90) });
  const second = await makeSession(ctx, { ...of, startedAt: minutesAgo(9) });
  for (const [at, screen] of [
    [9, "hello"],
    [8, "goal"],
    [7, "hello"],
    [6, ""],
  ] as const) {
    await makeEvent(ctx, {
      sessionId: second.id,
      profileId: profile.id,
      occurredAt: minutesAgo(at),
      properties: { screen_id: screen },
    });
  }
  const customer = await getCustomer(ctx, showId("profile", profile.id));
  const { rows } = await listSessions(ctx, customer);
  expect(rows).toMatchObject([
    { id: first.id, screens: 0, lastScreen: null, funnel: { alias: funnel.alias } },
    { id: second.id, screens: 2, lastScreen: "hello" },
  ]);
  expect(await countSessionsUpTo(ctx, customer, second)).toBe(2);
  const path = await listSessionEvents(ctx, second.id, { limit: 3 });
  expect(path.next?.at).toEqual(minutesAgo(6));
  const later = await listSessionEvents(ctx, second.id, { limit: 3, cursor: path.next?.cursor });
  expect(later).toMatchObject({ next: null, events: [{ occurredAt: minutesAgo(6) }] });
  expect(path.events.map((event) => event.properties?.screen_id)).toEqual(["hello", "goal", "hello"]);
});

it("keeps the visits of a project from strangers, and refuses a damaged cursor", async () => {
  const ctx = await makeProject();
  const stranger = await makeProject();
  const funnel = await makeFunnel(ctx);
  const profile = await makeProfile(ctx);
  const session = await makeSession(ctx, { profileId: profile.id, funnelId: funnel.id });
  const shown = showId("session", session.id);
  expect((await getSession(ctx, shown)).funnel.alias).toBe(funnel.alias);
  await expect(getSession(stranger, shown)).rejects.toMatchObject({ code: "not_found" });
  const customer = await getCustomer(ctx, showId("profile", profile.id));
  expect((await listSessions(stranger, customer)).rows).toEqual([]);
  expect((await listSessionEvents(stranger, session.id)).events).toEqual([]);
  await expect(listSessions(ctx, customer, { cursor: "x" })).rejects.toMatchObject({ code: "invalid" });
  const dateless = Buffer.from(JSON.stringify(["a", "soon", session.id])).toString("base64url");
  await expect(listSessions(ctx, customer, { cursor: dateless })).rejects.toMatchObject({ code: "invalid" });
});

it("finds the visits beside one, and the visit that the project received last, preview included", async () => {
  const ctx = await makeProject();
  expect(await findLatestVisit(ctx)).toBeNull();
  const funnel = await makeFunnel(ctx);
  const other = await makeFunnel(ctx);
  const profile = await makeProfile(ctx);
  const of = { profileId: profile.id, funnelId: funnel.id };
  const first = await makeSession(ctx, { ...of, startedAt: minutesAgo(9) });
  const second = await makeSession(ctx, { ...of, startedAt: minutesAgo(8), funnelId: other.id });
  const third = await makeSession(ctx, { ...of, startedAt: minutesAgo(7), environment: "preview" });
  const customer = await getCustomer(ctx, showId("profile", profile.id));
  const beside = await findNeighbourSessions(ctx, customer, second);
  expect(beside).toEqual({ previousId: first.id, nextId: third.id });
  expect((await findNeighbourSessions(ctx, customer, third)).nextId).toBeNull();
  const latest = await findLatestVisit(ctx);
  expect(latest).toMatchObject({ id: third.id, funnel: { alias: funnel.alias } });
  expect(await findLatestVisit(await makeProject())).toBeNull();
});

it("brings at most so much of properties along, the smallest first, and always the screens", async () => {
  const ctx = await makeProject();
  const funnel = await makeFunnel(ctx);
  const profile = await makeProfile(ctx);
  const session = await makeSession(ctx, { profileId: profile.id, funnelId: funnel.id });
  const of = { sessionId: session.id, profileId: profile.id };
  const wide = { screen_id: "wide", list: Array.from({ length: propertyLimits.values }, () => 1) };
  for (let minute = 9; minute > 2; minute--) {
    const properties = { screen_id: `long ${minute}`, text: "x".repeat(60_000) };
    await makeEvent(ctx, { ...of, occurredAt: minutesAgo(minute), properties });
  }
  await makeEvent(ctx, { ...of, occurredAt: minutesAgo(2), properties: wide });
  await makeEvent(ctx, {
    ...of,
    occurredAt: minutesAgo(1),
    properties: { screen_id: "small", note: "kept" },
  });
  await makeEvent(ctx, { ...of, occurredAt: minutesAgo(0), name: "left", properties: null });
  const { events } = await listSessionEvents(ctx, session.id);
  expect(JSON.stringify(events).length).toBeLessThan(propertyLimits.bytes + 10_000);
  expect(events.map((event) => event.properties?.screen_id ?? null)).toEqual([
    ...[9, 8, 7, 6, 5, 4, 3].map((minute) => `long ${minute}`),
    "wide",
    "small",
    null,
  ]);
  expect(events.at(-3)).toMatchObject({ isTooLarge: true });
  expect(events.at(-2)).toMatchObject({ properties: { screen_id: "small", note: "kept" } });
  expect(events.at(-1)).toMatchObject({ properties: null });
  expect(events.at(-1)?.isTooLarge).toBeFalsy();
});
