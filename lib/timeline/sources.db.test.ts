import { expect, it } from "vitest";
import { z } from "zod";
import { auditLog } from "@/db/schema/audit";
import { notes } from "@/db/schema/notes";
import { fixedClock } from "@/lib/core/clock";
import { command } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/ctx";
import { inSystem } from "@/lib/core/database";
import { newId, showId } from "@/lib/core/ids";
import { getCustomer } from "@/lib/customers/customer";
import { emit } from "@/lib/events/emit";
import { addNote as addNoteByHand, editNote } from "@/lib/notes/commands";
import { memberCtx, testNow } from "@/tests/factories";
import { makeEvent, makeFact, makeFunnel, makeProfile, makeSession, minutesAgo } from "@/tests/visits";
import { itemsOf } from "./fold";
import { getTimelineEntry, listTimeline, listTimelineEntries } from "./queries";

const customerOf = (ctx: Ctx, profileId: string) => getCustomer(ctx, showId("profile", profileId));

async function addNote(ctx: Ctx, profileId: string, values: Partial<typeof notes.$inferInsert> = {}) {
  const row = {
    projectId: ctx.projectId,
    id: newId(testNow),
    profileId,
    body: "Asked for a **refund**",
    version: 1,
    actorKind: "user" as const,
    actorId: newId(testNow),
    createdAt: testNow,
    ...values,
  };
  await inSystem((tx) => tx.insert(notes).values(row));
  return row;
}

const typesOf = async (ctx: Ctx, profileId: string) =>
  (await listTimeline(ctx, await customerOf(ctx, profileId))).entries.map((entry) =>
    entry.kind === "fact" ? entry.item.type : entry.kind,
  );

it("shows a note once, though it raised an event, and not after it was deleted", async () => {
  const ctx = await memberCtx("owner");
  const profile = await makeProfile(ctx);
  await addNote(ctx, profile.id);
  await addNote(ctx, profile.id, { deletedAt: testNow });
  await makeFact(ctx, { profileId: profile.id, sequence: 1, type: "note.created", actorKind: "user" });
  expect(await typesOf(ctx, profile.id)).toEqual(["note"]);
  const customer = await customerOf(ctx, profile.id);
  const { entries } = await listTimeline(ctx, customer, { kind: "notes" });
  expect(entries.flatMap(itemsOf)).toMatchObject([{ payload: { body: "Asked for a **refund**" } }]);
});

it("shows what was audited only where no event of the same command tells it", async () => {
  const ctx = await memberCtx("owner");
  const profile = await makeProfile(ctx);
  const subject = showId("profile", profile.id);
  const told = command({
    name: "thing.tell",
    permission: "project:write",
    input: z.strictObject({ isTold: z.boolean() }),
    run: async ({ ctx, input, audit }) => {
      if (input.isTold)
        await emit(ctx, {
          type: "profile.updated",
          profileId: profile.id,
          environment: "production",
          payload: { email: null, user_id: "a", previous: {} },
        });
      audit({ subject, profileId: profile.id, before: { name: "a" }, after: { name: "b" } });
    },
  });
  const at = (minutes: number): Ctx => ({ ...ctx, clock: { now: () => minutesAgo(minutes) } });
  await told(at(2), { isTold: true });
  await told(at(1), { isTold: false });
  expect(await typesOf(ctx, profile.id)).toEqual(["thing.tell", "profile.updated"]);
});

it("leaves out what was audited of others", async () => {
  const ctx = await memberCtx("owner");
  const [profile, other] = [await makeProfile(ctx), await makeProfile(ctx)];
  const row = {
    projectId: ctx.projectId,
    occurredAt: testNow,
    actorKind: "user" as const,
    actorId: "someone",
    action: "thing.do",
    subject: "thing",
    details: null,
    digest: Buffer.alloc(32),
    requestId: "req-test",
  };
  await inSystem((tx) =>
    tx.insert(auditLog).values([
      { ...row, id: newId(testNow), profileId: other.id },
      { ...row, id: newId(testNow), profileId: null },
    ]),
  );
  expect(await typesOf(ctx, profile.id)).toEqual([]);
  expect(await typesOf(ctx, other.id)).toEqual(["thing.do"]);
});

it("says what stood there before and after only to those who may read the audit log", async () => {
  const owner = await memberCtx("owner");
  const profile = await makeProfile(owner);
  const customer = showId("profile", profile.id);
  const { noteId: note } = await addNoteByHand(owner, { customer, body: "A secret word" });
  const clock = fixedClock(new Date(testNow.getTime() + 1_000));
  await editNote({ ...owner, clock }, { customer, note, version: 1, body: "Taken back" });
  const payloads = async (ctx: Ctx) => {
    const { entries } = await listTimeline(ctx, await customerOf(ctx, profile.id), { kind: "changes" });
    return entries.flatMap(itemsOf).map((item) => (item.kind === "fact" ? [item.type, item.payload] : []));
  };
  expect(await payloads(owner)).toEqual([
    ["note.edit", { before: { body: "A secret word" }, after: { body: "Taken back" } }],
  ]);
  for (const role of ["support", "growth", "developer", "viewer"] as const)
    expect(await payloads(await memberCtx(role, owner.projectId)), role).toEqual([["note.edit", {}]]);
});

it("orders by the clock that was asked for, and pages through all of it either way", async () => {
  const ctx = await memberCtx("viewer");
  const profile = await makeProfile(ctx);
  const rows = [];
  for (const [sequence, [happened, arrived]] of [
    [9, 9],
    [8, 1],
    [7, 7],
    [3, 2],
    [2, 2],
  ].entries()) {
    rows.push(
      await makeFact(ctx, {
        profileId: profile.id,
        sequence,
        occurredAt: minutesAgo(happened ?? 0),
        receivedAt: minutesAgo(arrived ?? 0),
      }),
    );
  }
  const customer = await customerOf(ctx, profile.id);
  for (const order of ["happened", "received"] as const) {
    const clock = order === "happened" ? "occurredAt" : "receivedAt";
    const expected = rows
      .toSorted((a, b) => b[clock].getTime() - a[clock].getTime() || (a.id < b.id ? 1 : -1))
      .map((row) => row.id);
    const down: string[] = [];
    const pages: { ids: string[]; previousCursor: string | null }[] = [];
    let cursor: string | undefined;
    do {
      const page = await listTimeline(ctx, customer, { order, limit: 2, cursor });
      const ids = page.entries.flatMap(itemsOf).map((item) => item.id);
      down.push(...ids);
      pages.push({ ids, previousCursor: page.previousCursor });
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(down).toEqual(expected);
    const up = await listTimeline(ctx, customer, { order, limit: 2, cursor: pages[2]?.previousCursor ?? "" });
    expect(up.entries.flatMap(itemsOf).map((item) => item.id)).toEqual(pages[1]?.ids);
    expect(pages[0]?.previousCursor).toBeNull();
  }
});

it("finds the page that holds an entry, a step inside a visit too, and says when there is none", async () => {
  const ctx = await memberCtx("viewer");
  const stranger = await memberCtx("viewer");
  const funnel = await makeFunnel(ctx);
  const profile = await makeProfile(ctx);
  const session = await makeSession(ctx, {
    profileId: profile.id,
    funnelId: funnel.id,
    startedAt: minutesAgo(90),
  });
  const step = await makeEvent(ctx, {
    sessionId: session.id,
    profileId: profile.id,
    occurredAt: minutesAgo(89),
  });
  await makeEvent(ctx, { sessionId: session.id, profileId: profile.id, occurredAt: minutesAgo(88) });
  const facts = [];
  for (let minute = 80; minute > 0; minute--)
    facts.push(
      await makeFact(ctx, { profileId: profile.id, sequence: 100 - minute, occurredAt: minutesAgo(minute) }),
    );
  const customer = await customerOf(ctx, profile.id);
  const holds = async (e: string, kind: "all" | "changes" | "visits" = "all") => {
    const page = await listTimeline(ctx, customer, { e, kind, limit: 10 });
    return !page.isAskedMissing && page.entries.flatMap(itemsOf).some((item) => item.address === e);
  };
  const [oldest] = facts;
  expect(await holds(showId("event", oldest?.id ?? ""))).toBe(true);
  expect(await holds(showId("event", oldest?.id ?? ""), "changes")).toBe(true);
  expect(await holds(showId("event", oldest?.id ?? ""), "visits")).toBe(false);
  expect(await holds(showId("session", session.id))).toBe(true);
  expect(await holds(showId("sessionEvent", step.id))).toBe(true);
  expect(await holds(showId("event", newId(testNow)))).toBe(false);
  expect(await holds("zzz_00000000000000000000000000")).toBe(false);
  const foreign = await makeProfile(stranger);
  const theirs = await makeFact(stranger, { profileId: foreign.id, sequence: 1 });
  expect(await holds(showId("event", theirs.id))).toBe(false);
  const around = await listTimeline(ctx, customer, { e: showId("event", facts[40]?.id ?? ""), limit: 10 });
  expect(around.entries.flatMap(itemsOf).map((item) => item.id)).toEqual(
    facts
      .slice(31, 51)
      .toReversed()
      .map((fact) => fact.id),
  );
});

it("holds at most 60 entries, and leads to all others either way", async () => {
  const ctx = await memberCtx("viewer");
  const profile = await makeProfile(ctx);
  for (let minute = 150; minute > 0; minute--)
    await makeFact(ctx, { profileId: profile.id, sequence: 150 - minute, occurredAt: minutesAgo(minute) });
  const customer = await customerOf(ctx, profile.id);
  const seen: string[] = [];
  const sizes: number[] = [];
  let cursor: string | undefined;
  let back: string | null = null;
  do {
    const page = await listTimeline(ctx, customer, { cursor });
    seen.push(...page.entries.flatMap(itemsOf).map((item) => item.id));
    sizes.push(page.entries.length);
    back = page.previousCursor;
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(sizes).toEqual([60, 60, 30]);
  expect(new Set(seen).size).toBe(150);
  const up = await listTimeline(ctx, customer, { cursor: back ?? "" });
  expect(up.entries.flatMap(itemsOf).map((item) => item.id)).toEqual(seen.slice(60, 120));
});

it("begins with the end of a day in UTC", async () => {
  const ctx = await memberCtx("viewer");
  const profile = await makeProfile(ctx);
  const at = [
    "2026-08-18T23:59:59.999Z",
    "2026-08-19T00:00:00Z",
    "2026-08-19T23:59:59.999Z",
    "2026-08-20T00:00:00Z",
  ];
  for (const [sequence, time] of at.entries())
    await makeFact(ctx, { profileId: profile.id, sequence, occurredAt: new Date(time) });
  const customer = await customerOf(ctx, profile.id);
  const page = await listTimeline(ctx, customer, { day: "2026-08-19" });
  expect(page.entries.flatMap(itemsOf).map((item) => item.occurredAt.toISOString())).toEqual(
    at
      .slice(0, 3)
      .toReversed()
      .map((time) => new Date(time).toISOString()),
  );
  expect(page.previousCursor).not.toBeNull();
  expect((await listTimeline(ctx, customer, { day: "2026-08-20" })).previousCursor).toBeNull();
});

it("gives each entry whole, alone and in pages, and nothing to strangers", async () => {
  const ctx = await memberCtx("viewer");
  const funnel = await makeFunnel(ctx);
  const profile = await makeProfile(ctx);
  const session = await makeSession(ctx, {
    profileId: profile.id,
    funnelId: funnel.id,
    startedAt: minutesAgo(9),
  });
  const properties = { screen_id: "goal", answer: "Sleep" };
  await makeEvent(ctx, {
    sessionId: session.id,
    profileId: profile.id,
    occurredAt: minutesAgo(8),
    properties,
  });
  await makeFact(ctx, {
    profileId: profile.id,
    sequence: 1,
    occurredAt: minutesAgo(7),
    payload: { email: "a@x.example" },
  });
  await addNote(ctx, profile.id, { createdAt: minutesAgo(6) });
  const customer = await customerOf(ctx, profile.id);
  const listed = [];
  let cursor: string | undefined;
  do {
    const page = await listTimelineEntries(ctx, customer, { limit: 1, cursor });
    listed.push(...page.rows);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(listed.map((entry) => entry.type)).toEqual([
    "note",
    "profile.updated",
    "session.event",
    "session.started",
  ]);
  expect(listed[2]?.data).toMatchObject({ name: "screen_presented", properties });
  for (const whole of listed) expect((await getTimelineEntry(ctx, customer, whole.id)).entry).toEqual(whole);
  const other = await makeProfile(ctx);
  const [first] = listed;
  await expect(getTimelineEntry(ctx, await customerOf(ctx, other.id), first?.id ?? "")).rejects.toMatchObject(
    { code: "not_found" },
  );
});
