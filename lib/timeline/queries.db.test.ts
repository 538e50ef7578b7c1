import fc from "fast-check";
import { expect, it } from "vitest";
import { showId } from "@/lib/core/ids";
import { getCustomer } from "@/lib/customers/customer";
import {
  makeEvent,
  makeFact,
  makeFunnel,
  makeProfile,
  makeProject,
  makeSession,
  minutesAgo,
} from "@/tests/visits";
import type { Entry } from "./fold";
import { countArrivedSince, listTimeline } from "./queries";

const idsOf = (entries: Entry[]) =>
  entries.flatMap((entry) => (entry.kind === "visit" ? entry.items.map((item) => item.id) : entry.item.id));

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
    { numRuns: 30 },
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
