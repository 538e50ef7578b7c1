import fc from "fast-check";
import { expect, it } from "vitest";
import { newId, showId } from "@/lib/core/ids";
import { getCustomer } from "@/lib/customers/customer";
import { testNow } from "@/tests/factories";
import {
  makeEvent,
  makeFact,
  makeFunnel,
  makeProfile,
  makeProject,
  makeSession,
  minutesAgo,
} from "@/tests/visits";
import { type Entry, itemsOf } from "./fold";
import { countArrivedSince, listTimeline } from "./queries";

const idsOf = (entries: Entry[]) => entries.flatMap(itemsOf).map((item) => item.id);

it("shows each row once whatever the page size, newest first", async () => {
  const row = fc.record({
    kind: fc.constantFrom("visit", "event", "fact"),
    minute: fc.nat(8),
    isYoung: fc.boolean(),
    isVisitor: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 24 }),
      fc.integer({ min: 1, max: 9 }),
      async (rows, limit) => {
        const ctx = await makeProject();
        const funnel = await makeFunnel(ctx);
        const old = await makeProfile(ctx);
        const young = await makeProfile(ctx, { customerId: old.id });
        const own = { funnelId: funnel.id, startedAt: minutesAgo(9), lastEventAt: minutesAgo(0) };
        const visits = [
          await makeSession(ctx, { ...own, profileId: old.id }),
          await makeSession(ctx, { ...own, profileId: young.id }),
        ] as const;
        const made: { id: string; at: Date }[] = visits.map(({ id, startedAt }) => ({ id, at: startedAt }));
        for (const [sequence, { kind, minute, isYoung, isVisitor }] of rows.entries()) {
          const profileId = isYoung ? young.id : old.id;
          const at = minutesAgo(minute);
          const { id } =
            kind === "visit"
              ? await makeSession(ctx, { profileId, funnelId: funnel.id, startedAt: at })
              : kind === "event"
                ? await makeEvent(ctx, { sessionId: visits[isYoung ? 1 : 0].id, profileId, occurredAt: at })
                : await makeFact(ctx, {
                    profileId,
                    sequence,
                    occurredAt: at,
                    actorKind: isVisitor ? "visitor" : "api_key",
                  });
          made.push({ id, at });
        }
        const customer = await getCustomer(ctx, showId("profile", young.id));
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await listTimeline(ctx, customer, { limit, cursor });
          seen.push(...idsOf(page.entries));
          cursor = page.nextCursor ?? undefined;
        } while (cursor);
        expect(seen).toEqual(
          made
            .toSorted((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1))
            .map(({ id }) => id),
        );
      },
    ),
    { numRuns: 20 },
  );
});

it("counts what arrived after the newest row shown, also when it happened earlier", async () => {
  const ctx = await makeProject();
  const funnel = await makeFunnel(ctx);
  const profile = await makeProfile(ctx);
  const own = { profileId: profile.id, funnelId: funnel.id };
  const visit = await makeSession(ctx, { ...own, startedAt: minutesAgo(30), lastEventAt: minutesAgo(1) });
  const customer = await getCustomer(ctx, showId("profile", profile.id));
  const { receivedUntil } = await listTimeline(ctx, customer);
  expect(receivedUntil).toEqual(minutesAgo(30));
  const since = receivedUntil ?? minutesAgo(0);
  expect(await countArrivedSince(ctx, customer, since)).toBe(0);
  const event = { sessionId: visit.id, profileId: profile.id };
  await makeEvent(ctx, { ...event, occurredAt: minutesAgo(1) });
  await makeEvent(ctx, { ...event, occurredAt: minutesAgo(40), receivedAt: minutesAgo(2) });
  expect(await countArrivedSince(ctx, customer, since)).toBe(2);
  expect(await countArrivedSince(ctx, customer, since, "visits")).toBe(2);
  expect(await countArrivedSince(ctx, customer, since, "changes")).toBe(0);
});

it("reads one kind when asked, and nothing for a stranger", async () => {
  const ctx = await makeProject();
  const stranger = await makeProject();
  const funnel = await makeFunnel(ctx);
  const profile = await makeProfile(ctx);
  const visit = await makeSession(ctx, { profileId: profile.id, funnelId: funnel.id });
  const fact = await makeFact(ctx, { profileId: profile.id, sequence: 1 });
  const customer = await getCustomer(ctx, showId("profile", profile.id));
  expect(idsOf((await listTimeline(ctx, customer, { kind: "visits" })).entries)).toEqual([visit.id]);
  expect(idsOf((await listTimeline(ctx, customer, { kind: "changes" })).entries)).toEqual([fact.id]);
  expect((await listTimeline(stranger, customer)).entries).toEqual([]);
});

it("tells the same story in whatever order its rows arrived", async () => {
  const row = fc.record({
    kind: fc.constantFrom("visit", "event", "fact"),
    minute: fc.nat(20),
    lateMinutes: fc.nat(90),
  });
  const history = fc.array(row, { minLength: 1, maxLength: 14 });
  const order = (rows: unknown[]) => fc.shuffledSubarray([...rows.keys()], { minLength: rows.length });
  const shuffled = history.chain((rows) => fc.tuple(fc.constant(rows), order(rows)));
  await fc.assert(
    fc.asyncProperty(shuffled, async ([rows, arrival]) => {
      const ids = { profile: newId(testNow), funnel: newId(testNow), session: newId(testNow) };
      const made = rows.map((each, sequence) => ({ ...each, sequence, id: newId(testNow) }));
      const tell = async (indexes: number[], isLate: boolean) => {
        const ctx = await makeProject();
        const profile = await makeProfile(ctx, { id: ids.profile });
        const funnel = await makeFunnel(ctx, { id: ids.funnel });
        const own = { profileId: profile.id, funnelId: funnel.id };
        const visit = await makeSession(ctx, { ...own, id: ids.session, startedAt: minutesAgo(21) });
        for (const index of indexes) {
          const { kind, minute, lateMinutes, sequence, id } = made[index] ?? fail();
          const occurredAt = minutesAgo(minute);
          const receivedAt = isLate ? new Date(occurredAt.getTime() + lateMinutes * 60_000) : occurredAt;
          const place = { id, profileId: profile.id, occurredAt, receivedAt };
          if (kind === "visit") await makeSession(ctx, { ...own, id, startedAt: occurredAt, receivedAt });
          else if (kind === "event") await makeEvent(ctx, { ...place, sessionId: visit.id });
          else await makeFact(ctx, { ...place, sequence });
        }
        const customer = await getCustomer(ctx, showId("profile", profile.id));
        const { entries } = await listTimeline(ctx, customer);
        return entries.map((entry) => [entry.kind, ...itemsOf(entry).map((item) => item.address)]);
      };
      expect(await tell(arrival, true)).toEqual(await tell([...made.keys()], false));
    }),
    { numRuns: 8 },
  );
});

function fail(): never {
  throw new Error("There is no such row");
}
