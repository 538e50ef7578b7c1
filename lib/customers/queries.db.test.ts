import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { attributes } from "@/db/schema/attributes";
import { profileFunnels, profileIdentifiers, profileIntegrations, type profiles } from "@/db/schema/profiles";
import { tags } from "@/db/schema/tags";
import type { Ctx } from "@/lib/core/ctx";
import { inSystem, read } from "@/lib/core/database";
import { makeFunnel, makeProfile, makeProject } from "@/tests/visits";
import { countCustomers, countNewer } from "./count";
import { newPerDay } from "./new-per-day";
import { matchesNothing } from "./places";
import { listCustomers, walkOf } from "./queries";
import { type CustomerFilter, type CustomerList, type CustomerSort, customerList, providers } from "./schema";
import { type Driver, placesStatement } from "./walk";

type Made = typeof profiles.$inferInsert & {
  emails: string[];
  funnels: string[];
  linked: string[];
  attributes: Record<string, string>;
  tags: string[];
};

const aliases = ["quiz-1", "quiz-2", "never-visited"];
const emails = [
  "john@example.com",
  "johndoe@gmail.com",
  "JO@x.example",
  "100%_sure@a.example",
  "back\\slash@b.example",
  "лена@пример.example",
];
const start = Date.UTC(2026, 7, 1);
const hourMs = 3_600_000;

let ctx: Ctx;
const made: Made[] = [];

beforeAll(async () => {
  ctx = await makeProject();
  const stranger = await makeProject();
  const funnelIds = new Map<string, string>();
  for (const alias of aliases) funnelIds.set(alias, (await makeFunnel(ctx, { alias })).id);
  const foreignFunnel = await makeFunnel(stranger, { alias: "quiz-1" });
  const drawn = fc.sample(
    fc.record({
      hour: fc.integer({ min: 0, max: 90 }),
      seenLater: fc.integer({ min: 0, max: 40 }),
      environment: fc.constantFrom("production" as const, "production" as const, "preview" as const),
      isBot: fc.boolean().map((is) => is),
      hasOptedIn: fc.constantFrom(true, false, null),
      emails: fc.uniqueArray(fc.constantFrom(...emails), { maxLength: 2 }),
      funnels: fc.uniqueArray(fc.constantFrom("quiz-1", "quiz-2"), { maxLength: 2 }),
      linked: fc.uniqueArray(fc.constantFrom(...providers), { maxLength: 2 }),
      attributes: fc.record(
        { plan: fc.constantFrom("pro", "Pro", "free"), goal: fc.constantFrom("sleep", "run") },
        { requiredKeys: [] },
      ),
      tags: fc.uniqueArray(fc.constantFrom("vip", "beta"), { maxLength: 2 }),
    }),
    { numRuns: 120, seed: 7 },
  );
  for (const [index, { hour, seenLater, environment, isBot, hasOptedIn, ...links }] of drawn.entries()) {
    const createdAt = new Date(start + hour * hourMs);
    const bot = isBot && index % 5 === 0;
    const row = await makeProfile(ctx, {
      environment,
      createdAt,
      lastSeenAt: new Date(createdAt.getTime() + seenLater * hourMs),
      email: links.emails[0] ?? null,
      isBot: bot,
      hasOptedIn,
    });
    made.push({ ...row, ...links });
    if (bot) continue;
    const own = { projectId: ctx.projectId, environment, profileCreatedAt: createdAt, profileId: row.id };
    const values = {
      funnels: links.funnels.map((alias) => ({ ...own, funnelId: funnelIds.get(alias) ?? "" })),
      linked: links.linked.map((provider) => ({ ...own, provider, firstSeenAt: createdAt })),
      emails: links.emails.map((value) => ({
        ...own,
        kind: "email" as const,
        value,
        searchText: value.toLowerCase(),
        firstSeenAt: createdAt,
        lastSeenAt: createdAt,
      })),
    };
    await inSystem(async (tx) => {
      if (values.funnels.length > 0) await tx.insert(profileFunnels).values(values.funnels);
      const known = Object.entries(links.attributes).map(([key, value]) => ({
        projectId: ctx.projectId,
        profileId: row.id,
        key,
        value,
        source: "funnel" as const,
        updatedAt: createdAt,
      }));
      if (known.length > 0) await tx.insert(attributes).values(known);
      const tagged = {
        projectId: ctx.projectId,
        profileId: row.id,
        createdAt,
        actorKind: "user",
        actorId: "x",
      } as const;
      if (links.tags.length > 0)
        await tx.insert(tags).values(links.tags.map((name) => ({ ...tagged, name })));
      if (values.linked.length > 0) await tx.insert(profileIntegrations).values(values.linked);
      if (values.emails.length > 0) await tx.insert(profileIdentifiers).values(values.emails);
    });
  }
  const foreign = await makeProfile(stranger, { email: "john@example.com", createdAt: new Date(start) });
  await inSystem((tx) =>
    tx.insert(profileFunnels).values({
      projectId: stranger.projectId,
      funnelId: foreignFunnel.id,
      environment: "production",
      profileCreatedAt: foreign.createdAt ?? new Date(),
      profileId: foreign.id,
    }),
  );
  await inSystem((tx) => tx.execute(sql`analyze`));
});

/** What the list must hold, by the plain meaning of its filter. */
function expected(filter: CustomerFilter, sort: CustomerSort): string[] {
  const part = filter.emailPart?.toLowerCase();
  const holds = (email: string) =>
    part === undefined ||
    ([...part].length < 3 ? email.toLowerCase().startsWith(part) : email.toLowerCase().includes(part));
  const day = (row: Made) => row.createdAt.toISOString().slice(0, 10);
  const at = (row: Made) => (sort.by === "seen" ? row.lastSeenAt : row.createdAt).getTime();
  const rows = made.filter(
    (row) =>
      !row.isBot &&
      row.environment === filter.environment &&
      (part === undefined || row.emails.some(holds)) &&
      (filter.funnels.length === 0 || row.funnels.some((alias) => filter.funnels.includes(alias))) &&
      (filter.integrations.length === 0 ||
        filter.integrations.some((provider) => row.linked.includes(provider))) &&
      !(filter.notOptedIn && row.hasOptedIn) &&
      (filter.tags.length === 0 || filter.tags.some((tag) => row.tags.includes(tag))) &&
      Object.entries(filter.attributes).every(([key, value]) => row.attributes[key] === value) &&
      (filter.from === null || day(row) >= filter.from) &&
      (filter.to === null || day(row) <= filter.to),
  );
  const ascending = rows.sort((a, b) => at(a) - at(b) || (a.id < b.id ? -1 : 1)).map((row) => row.id);
  return sort.isAscending ? ascending : ascending.reverse();
}

const filters: fc.Arbitrary<CustomerFilter> = fc.record({
  environment: fc.constantFrom("production" as const, "preview" as const),
  emailPart: fc.option(
    fc.constantFrom("john", "JOHN", "jo", "j", "doe@g", "%", "100%_", "_", "\\sl", "пример", "zzz"),
  ),
  funnels: fc.uniqueArray(fc.constantFrom(...aliases, "unknown"), { maxLength: 3 }),
  integrations: fc.uniqueArray(fc.constantFrom(...providers), { maxLength: 2 }),
  notOptedIn: fc.boolean(),
  attributes: fc.oneof(
    { arbitrary: fc.constant({}), weight: 3 },
    fc.constantFrom<Record<string, string>>({ plan: "pro" }, { plan: "free", goal: "run" }, { plan: "none" }),
  ),
  tags: fc.uniqueArray(fc.constantFrom("vip", "beta", "never"), { maxLength: 2 }),
  from: fc.option(fc.constantFrom("2026-08-01", "2026-08-02", "2026-08-04")),
  to: fc.option(fc.constantFrom("2026-08-01", "2026-08-03", "2026-09-01")),
});

const sorts: fc.Arbitrary<CustomerSort> = fc.record({
  by: fc.constantFrom("created" as const, "seen" as const),
  isAscending: fc.boolean(),
});

test("pages forward and back hold exactly the customers that match, in order, whatever the filter", async () => {
  await fc.assert(
    fc.asyncProperty(filters, sorts, fc.constantFrom(7, 25), async (filter, sort, size) => {
      // Seven rows a page walk more pages than the sizes that the console offers.
      const list = { filter, sort, size: size as CustomerList["size"], columns: [], cursor: null };
      const wanted = expected(filter, sort);
      const pages = [await listCustomers(ctx, list)];
      for (let page = pages[0]; page?.nextCursor; ) {
        page = await listCustomers(ctx, { ...list, cursor: page.nextCursor });
        pages.push(page);
      }
      expect(pages.flatMap((page) => page.rows.map((row) => row.id))).toEqual(wanted);
      for (let index = pages.length - 1; index > 0; index--) {
        const cursor = pages[index]?.previousCursor ?? null;
        const back = await listCustomers(ctx, { ...list, cursor });
        expect(back.rows).toEqual(pages[index - 1]?.rows);
      }
      expect(await countCustomers(ctx, filter)).toEqual({ count: wanted.length, isExact: true });
    }),
    { numRuns: 80 },
  );
}, 120_000);

test("whichever index leads, the same customers are found", async () => {
  await fc.assert(
    fc.asyncProperty(filters, sorts, async (filter, sort) => {
      await read(ctx, async (tx) => {
        const walk = await walkOf(tx, ctx, filter, sort);
        if (matchesNothing(walk)) return;
        const drivers: Driver[] = [
          "all",
          ...(walk.attributes.length > 0 ? (["attributes"] as const) : []),
          ...(walk.tags ? (["tags", "marks in order"] as const) : []),
          ...(walk.funnelIds ? (["funnels"] as const) : []),
          ...(walk.integrations ? (["integrations"] as const) : []),
          ...(walk.notOptedIn ? (["not opted in"] as const) : []),
          ...(walk.emailPart ? (["emails in order", "rare emails"] as const) : []),
        ];
        for (const driver of drivers) {
          const places = await tx.execute(placesStatement(walk, driver, 500));
          expect(places.map((row) => row.id)).toEqual(expected(filter, sort));
        }
      });
    }),
    { numRuns: 80 },
  );
}, 60_000);

test("new customers per day add up to those of the days", async () => {
  await fc.assert(
    fc.asyncProperty(filters, async (filter) => {
      const bounded = { ...filter, from: "2026-08-01", to: "2026-08-10" };
      const days = await newPerDay(ctx, bounded);
      expect(days).toHaveLength(10);
      const total = days?.reduce((sum, { count }) => sum + count, 0);
      expect(total).toBe(expected(bounded, { by: "created", isAscending: true }).length);
    }),
    { numRuns: 25 },
  );
}, 60_000);

test("what is newer than a row is counted, and nothing is newer than the first", async () => {
  const list = customerList.parse({});
  const { rows } = await listCustomers(ctx, list);
  const [first, second, third] = rows;
  const newerThan = (row = first) =>
    countNewer(ctx, list.filter, "created", { at: row?.createdAt ?? new Date(), id: row?.id ?? "" });
  expect([await newerThan(first), await newerThan(second), await newerThan(third)]).toEqual([0, 1, 2]);
});

test.each([
  ["nonsense", "xyz"],
  [
    "another list's value",
    Buffer.from('["a","zebra","0192f0a0-0000-7000-8000-000000000001"]').toString("base64url"),
  ],
  [
    "a year that the database cannot read",
    Buffer.from('["a","+275760-09-13T00:00:00.000Z","0192f0a0-0000-7000-8000-000000000001"]').toString(
      "base64url",
    ),
  ],
])("a cursor of %s is a problem of the page, not an error", async (_, cursor) => {
  expect(await listCustomers(ctx, { ...customerList.parse({}), cursor })).toEqual({
    rows: [],
    nextCursor: null,
    previousCursor: null,
    problem: "cursor",
  });
});
