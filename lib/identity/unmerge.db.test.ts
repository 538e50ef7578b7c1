import { and, asc, eq, inArray } from "drizzle-orm";
import fc from "fast-check";
import { expect, it } from "vitest";
import { domainEvents } from "@/db/schema/events";
import { notes } from "@/db/schema/notes";
import { profiles } from "@/db/schema/profiles";
import { sessionEvents, sessions } from "@/db/schema/sessions";
import type { Ctx } from "@/lib/core/ctx";
import { inSystem, read } from "@/lib/core/database";
import { deriveId, newId, showId } from "@/lib/core/ids";
import { getCustomer } from "@/lib/customers/customer";
import { countSessions } from "@/lib/sessions/queries";
import { listTimeline } from "@/lib/timeline/queries";
import { memberCtx } from "@/tests/factories";
import { makeEvent, makeFact, makeFunnel, makeProfile, makeSession, minutesAgo } from "@/tests/visits";
import { mergeCustomers, unmergeCustomers } from "./commands";

const people = 5;
const person = fc.nat({ max: people - 1 });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("merge" as const), one: person, other: person }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("unmerge" as const), nth: fc.nat({ max: 9 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("visit" as const), who: person, events: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("note" as const), who: person }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("fact" as const), who: person }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("say" as const), who: person, email: fc.nat({ max: 3 }) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

type World = { ctx: Ctx; ids: string[]; funnelId: string; merges: string[] };

async function makeWorld(): Promise<World> {
  const ctx = await memberCtx("owner");
  const funnel = await makeFunnel(ctx);
  const ids: string[] = [];
  for (let index = 0; index < people; index++) {
    const createdAt = minutesAgo(1_000 - (index % 3) * 100 - index);
    const id = deriveId("person", ctx.projectId, String(index));
    const row = { id, createdAt, lastSeenAt: createdAt, email: index < 3 ? `p${index}@example.com` : null };
    ids.push((await makeProfile(ctx, { ...row, userId: index === 4 ? "usr_4" : null })).id);
  }
  return { ctx, ids, funnelId: funnel.id, merges: [] };
}

/** A world in which merges are left out takes every other step alike. */
async function take(world: World, one: Step, at: number, withMerges: boolean): Promise<void> {
  const { ctx, ids } = world;
  const now = minutesAgo(500 - at);
  if (one.do === "merge" || one.do === "unmerge") {
    if (withMerges) await joinOrPart(world, one);
    return;
  }
  const profileId = ids[one.who] ?? "";
  if (one.do === "visit") {
    const visit = { profileId, funnelId: world.funnelId, startedAt: now };
    const session = await makeSession(ctx, visit);
    for (let event = 0; event < one.events; event++)
      await makeEvent(ctx, { sessionId: session.id, profileId, occurredAt: now });
    await change(ctx, profileId, { lastSeenAt: now });
  } else if (one.do === "note") {
    const by = { actorKind: "system", actorId: "test" } as const;
    const note = { id: newId(now), profileId, body: `at ${at}`, version: 1, createdAt: now, ...by };
    await inSystem((tx) => tx.insert(notes).values({ projectId: ctx.projectId, ...note }));
  } else if (one.do === "fact") {
    await makeFact(ctx, { profileId, sequence: 1_000 + at, occurredAt: now, type: "consent.updated" });
  } else {
    await change(ctx, profileId, { email: `said${one.email}@example.com`, identifiedAt: now });
  }
}

async function change(ctx: Ctx, id: string, set: Partial<typeof profiles.$inferInsert>): Promise<void> {
  await inSystem((tx) =>
    tx
      .update(profiles)
      .set(set)
      .where(and(eq(profiles.projectId, ctx.projectId), eq(profiles.id, id))),
  );
}

async function joinOrPart(world: World, one: Extract<Step, { do: "merge" | "unmerge" }>): Promise<void> {
  const { ctx, ids, merges } = world;
  if (one.do === "unmerge") {
    const [merge] = merges.splice(one.nth % Math.max(1, merges.length), 1);
    if (merge) await unmergeCustomers(ctx, { merge });
    return;
  }
  const [customer, other] = [showId("profile", ids[one.one] ?? ""), showId("profile", ids[one.other] ?? "")];
  const keep = { email: one.one < one.other ? ("customer" as const) : ("other" as const) };
  const tried = mergeCustomers(ctx, { customer, other, keep, samePerson: true });
  const merged = await tried.catch((error: { code?: string }) => {
    // Two who are one already cannot be merged; everything else would be a fault.
    if (error.code !== "conflict") throw error;
    return null;
  });
  if (merged) merges.push(merged.mergeId);
}

/** All that is stored and shown of each person, without ids that differ from world to world. */
async function viewOf({ ctx, ids }: World) {
  return Promise.all(
    ids.map(async (id) => {
      const customer = await getCustomer(ctx, showId("profile", id));
      const timeline = await listTimeline(ctx, customer);
      const stored = await read(ctx, async (tx) => ({
        sessions: await tx
          .select({ at: sessions.startedAt })
          .from(sessions)
          .where(and(eq(sessions.projectId, ctx.projectId), eq(sessions.profileId, id)))
          .orderBy(asc(sessions.startedAt)),
        events: await tx
          .select({ at: sessionEvents.occurredAt })
          .from(sessionEvents)
          .where(and(eq(sessionEvents.projectId, ctx.projectId), eq(sessionEvents.profileId, id)))
          .orderBy(asc(sessionEvents.occurredAt)),
        notes: await tx
          .select({ body: notes.body })
          .from(notes)
          .where(and(eq(notes.projectId, ctx.projectId), eq(notes.profileId, id)))
          .orderBy(asc(notes.createdAt), asc(notes.id)),
        facts: await tx
          .select({ sequence: domainEvents.sequence })
          .from(domainEvents)
          .where(
            and(
              eq(domainEvents.projectId, ctx.projectId),
              eq(domainEvents.profileId, id),
              inArray(domainEvents.type, ["consent.updated"]),
            ),
          )
          .orderBy(asc(domainEvents.sequence)),
      }));
      const { email, userId, createdAt, lastSeenAt, isBot, environment } = customer;
      return {
        isOwn: customer.id === id,
        profiles: customer.profiles.map(({ projectId, id, customerId, eventSequence, ...row }) => row),
        shown: { email, userId, createdAt, lastSeenAt, isBot, environment },
        visits: await countSessions(ctx, customer),
        entries: timeline.entries
          .filter((entry) => entry.kind === "visit" || !/^profile\.(un)?merged$/.test(entry.item.type))
          .map((entry) => (entry.kind === "visit" ? entry.sum.durationMs : entry.item.occurredAt)),
        stored,
      };
    }),
  );
}

it("leaves everyone, after every merge is undone, as if they had never been merged", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), fc.nat(), async (steps, order) => {
      const [merged, apart] = [await makeWorld(), await makeWorld()];
      for (const [at, one] of steps.entries()) {
        await take(merged, one, at, true);
        await take(apart, one, at, false);
      }
      while (merged.merges.length > 0) await joinOrPart(merged, { do: "unmerge", nth: order });
      expect(await viewOf(merged)).toEqual(await viewOf(apart));
    }),
    { numRuns: 25 },
  );
}, 120_000);

it("keeps together, after each merge and unmerge, those whom the remaining merges join, under the oldest", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const world = await makeWorld();
      const model = new Map<string, [number, number]>();
      for (const [at, one] of steps.entries()) {
        const before = new Set(world.merges);
        await take(world, one, at, true);
        for (const merge of before) if (!world.merges.includes(merge)) model.delete(merge);
        const made = world.merges.find((merge) => !before.has(merge));
        if (made && one.do === "merge") model.set(made, await endsOf(world, made));
      }
      const groups = groupsOf([...model.values()]);
      for (const [index, id] of world.ids.entries()) {
        const members = groups.find((group) => group.has(index)) ?? new Set([index]);
        const customer = await getCustomer(world.ctx, showId("profile", id));
        expect(new Set(customer.profileIds.map((one) => world.ids.indexOf(one)))).toEqual(members);
        const oldest = customer.profiles.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime())[0];
        expect(customer.id).toBe(oldest?.id);
      }
    }),
    { numRuns: 15 },
  );
}, 120_000);

/** The two customers that a merge joined, by the number of their canonical profile at that time. */
async function endsOf({ ctx, ids }: World, merge: string): Promise<[number, number]> {
  const [fact] = (
    await read(ctx, (tx) =>
      tx
        .select({ payload: domainEvents.payload })
        .from(domainEvents)
        .where(and(eq(domainEvents.projectId, ctx.projectId), eq(domainEvents.type, "profile.merged"))),
    )
  ).filter(({ payload }) => payload.merge_id === merge);
  const numberOf = (shown: unknown) => ids.findIndex((id) => showId("profile", id) === shown);
  return [numberOf(fact?.payload.customer_id), numberOf(fact?.payload.merged_id)];
}

function groupsOf(pairs: [number, number][]): Set<number>[] {
  const groups: Set<number>[] = [];
  for (const [a, b] of pairs) {
    const touched = groups.filter((group) => group.has(a) || group.has(b));
    for (const group of touched) groups.splice(groups.indexOf(group), 1);
    groups.push(new Set([a, b, ...touched.flatMap((group) => [...group])]));
  }
  return groups;
}
