import { beforeAll, describe, expect, it } from "vitest";
import { profileFunnels, profileIdentifiers, profileIntegrations } from "@/db/schema/profiles";
import type { Ctx } from "@/lib/core/ctx";
import { inSystem } from "@/lib/core/database";
import { makeFunnel, makeProfile, makeProject, makeSession, minutesAgo } from "@/tests/visits";
import { countCustomers, countNewer, countNewPerDay } from "./count";
import { listCustomers } from "./queries";
import { type CustomerFilter, type CustomerList, customerList } from "./schema";

let ctx: Ctx;
let ids: { old: string; young: string; single: string; late: string };

const list = (address: Record<string, string>): CustomerList => customerList.parse(address);
const shownIds = async (address: Record<string, string>) =>
  (await listCustomers(ctx, list(address))).rows.map((row) => row.id);

/** `old` and `young` are one customer; `single` and `late` are others, who came between and after. */
beforeAll(async () => {
  ctx = await makeProject();
  const [first, second] = [
    await makeFunnel(ctx, { alias: "first" }),
    await makeFunnel(ctx, { alias: "second" }),
  ];
  const old = await makeProfile(ctx, {
    createdAt: minutesAgo(90),
    lastSeenAt: minutesAgo(80),
    email: "old@one.example",
  });
  const single = await makeProfile(ctx, { createdAt: minutesAgo(60), lastSeenAt: minutesAgo(50) });
  const young = await makeProfile(ctx, {
    customerId: old.id,
    createdAt: minutesAgo(30),
    lastSeenAt: minutesAgo(20),
    email: "young@two.example",
    country: "SE",
    hasOptedIn: true,
  });
  const late = await makeProfile(ctx, {
    createdAt: minutesAgo(10),
    lastSeenAt: minutesAgo(40),
    hasOptedIn: true,
  });
  ids = { old: old.id, young: young.id, single: single.id, late: late.id };
  const own = { projectId: ctx.projectId, environment: "production" as const };
  for (const profile of [old, single, young, late]) {
    const place = { ...own, profileId: profile.id, profileCreatedAt: profile.createdAt };
    const funnelId = profile === old ? first.id : second.id;
    await makeSession(ctx, { profileId: profile.id, funnelId });
    await inSystem(async (tx) => {
      await tx.insert(profileFunnels).values({ ...place, funnelId });
      if (profile === young)
        await tx
          .insert(profileIntegrations)
          .values({ ...place, provider: "stripe", firstSeenAt: profile.createdAt });
      if (profile.email)
        await tx.insert(profileIdentifiers).values({
          ...place,
          kind: "email",
          value: profile.email,
          searchText: profile.email,
          firstSeenAt: profile.createdAt,
          lastSeenAt: profile.createdAt,
        });
    });
  }
});

describe("a customer of two profiles", () => {
  it("stands once in the list, with what both say together", async () => {
    const { rows } = await listCustomers(ctx, list({ columns: "sessions" }));
    expect(rows.map((row) => row.id)).toEqual([ids.late, ids.single, ids.old]);
    expect(rows[2]).toMatchObject({
      createdAt: minutesAgo(90),
      lastSeenAt: minutesAgo(20),
      email: "old@one.example",
      country: "SE",
      integrations: ["stripe"],
      sessions: 2,
    });
  });

  it("matches a filter when any profile does, at the place of its first visit", async () => {
    expect(await shownIds({ funnel: "first" })).toEqual([ids.old]);
    expect(await shownIds({ funnel: "second" })).toEqual([ids.late, ids.single, ids.old]);
    expect(await shownIds({ funnel: "second", sort: "created" })).toEqual([ids.old, ids.single, ids.late]);
    expect(await shownIds({ integration: "stripe" })).toEqual([ids.old]);
    expect(await shownIds({ email: "two.example" })).toEqual([ids.old]);
    expect(await shownIds({ email: "example" })).toEqual([ids.old]);
    expect(await shownIds({ email: "two.example", funnel: "first", integration: "stripe" })).toEqual([
      ids.old,
    ]);
    expect(await shownIds({ email: "three.example" })).toEqual([]);
  });

  it("was last seen with the latest of its profiles", async () => {
    expect(await shownIds({ sort: "-seen" })).toEqual([ids.old, ids.late, ids.single]);
    expect(await shownIds({ sort: "seen" })).toEqual([ids.single, ids.late, ids.old]);
    expect(await shownIds({ sort: "-seen", funnel: "second" })).toEqual([ids.old, ids.late, ids.single]);
  });

  it("is counted once, with and without filters, by day too", async () => {
    const filter = (address: Record<string, string>): CustomerFilter => list(address).filter;
    const counted = (address: Record<string, string>) => countCustomers(ctx, filter(address));
    expect(await counted({})).toEqual({ count: 3, isExact: true });
    expect(await counted({ funnel: "second" })).toEqual({ count: 3, isExact: true });
    expect(await counted({ funnel: "first,second" })).toEqual({ count: 3, isExact: true });
    expect(await counted({ email: "two.example" })).toEqual({ count: 1, isExact: true });
    expect(await counted({ integration: "stripe" })).toEqual({ count: 1, isExact: true });
    const days = await countNewPerDay(ctx, filter({ funnel: "second" }));
    expect(days?.reduce((sum, { count }) => sum + count, 0)).toBe(3);
    const since = { at: minutesAgo(45), id: ids.single };
    expect(await countNewer(ctx, filter({}), "seen", since)).toBe(2);
  });

  it("is found beyond a page's end, in both directions", async () => {
    const page = async (cursor: string | null) =>
      listCustomers(ctx, { ...list({ funnel: "second" }), size: 1 as CustomerList["size"], cursor }); // smaller than a screen offers
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const shown = await page(cursor);
      seen.push(...shown.rows.map((row) => row.id));
      cursor = shown.nextCursor;
    } while (cursor);
    expect(seen).toEqual([ids.late, ids.single, ids.old]);
    const last = await page(null).then(async (first) => page((await page(first.nextCursor)).nextCursor));
    expect((await page(last.previousCursor)).rows.map((row) => row.id)).toEqual([ids.single]);
  });

  it("has its place by the last visit among many who are joined, whatever the size of the page", async () => {
    const crowd = await makeProject();
    const expected: string[] = [];
    for (let index = 0; index < 24; index++) {
      const customer = await makeProfile(crowd, { lastSeenAt: minutesAgo(100 + 2 * index) });
      // Of every four one is alone, and of the others the merged one was seen after, long before and far after.
      const seen = [null, 99 + 2 * index, 900 + index, 10 + index][index % 4] ?? null;
      if (seen !== null)
        await makeProfile(crowd, {
          customerId: customer.id,
          lastSeenAt: minutesAgo(seen),
          createdAt: minutesAgo(5),
        });
      expected.push(`${String(Math.min(100 + 2 * index, seen ?? 1_000)).padStart(4, "0")} ${customer.id}`);
    }
    const inOrder = expected.sort().map((line) => line.slice(5));
    for (const [sort, wanted] of [
      ["-seen", inOrder],
      ["seen", inOrder.toReversed()],
    ] as const)
      for (const size of [1, 4, 7, 23]) {
        const found: string[] = [];
        let cursor: string | null = null;
        do {
          const page = { ...list({ sort }), size: size as CustomerList["size"], cursor }; // smaller than a screen offers
          const shown = await listCustomers(crowd, page);
          found.push(...shown.rows.map((row) => row.id));
          cursor = shown.nextCursor;
        } while (cursor);
        expect(found).toEqual(wanted);
      }
  });
});
