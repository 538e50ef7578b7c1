import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { fixedClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { inSystem } from "@/lib/core/database";
import { newId, showId } from "@/lib/core/ids";
import { findCustomer } from "@/lib/customers/customer";
import { search } from "@/lib/customers/search";
import { mergeCustomers } from "@/lib/identity/commands";
import { erasePeople } from "@/lib/worker/erase-people";
import { jobs } from "@/lib/worker/registry";
import { auditOf, memberCtx, testNow } from "@/tests/factories";
import { makeFunnel, makeProfile, makeSession } from "@/tests/visits";
import { cancelErasure, requestErasure } from "./commands";
import { eraseNext } from "./erase";
import { previewErasure, sorted } from "./preview";
import { findPendingErasure, getErasure, listErasures } from "./queries";

const days = (count: number) => fixedClock(new Date(testNow.getTime() + count * 86_400_000));

async function start() {
  const ctx = await memberCtx("support");
  const { id } = await makeProfile(ctx);
  const { id: funnelId } = await makeFunnel(ctx);
  await makeSession(ctx, { profileId: id, funnelId });
  return { ctx, id, customer: showId("profile", id) };
}

async function requestOne(ctx: Ctx, customer: string, holdDays = 7) {
  const [made] = await requestErasure(ctx, { customers: [customer], holdDays, reason: "by letter" });
  if (!made) throw new Error("one customer, one case");
  return made;
}

async function pendingOf(ctx: Ctx, id: string) {
  const customer = await findCustomer(ctx, id);
  return customer && findPendingErasure(ctx, customer);
}

describe("requestErasure", () => {
  it("makes a case that waits, with what it will do in numbers, and an audit row", async () => {
    const { ctx, id, customer } = await start();
    const { erasureId, customerId, holdUntil } = await requestOne(ctx, customer);
    expect([customerId, holdUntil]).toEqual([customer, days(7).now()]);
    const found = await getErasure(ctx, erasureId);
    expect(found).toMatchObject({ state: "held", reason: "by letter", customerId: id, receipt: null });
    expect(sorted(found.counts).goes).toEqual({ Profiles: 1, Visits: 1 });
    expect(await pendingOf(ctx, id)).toMatchObject({ id: found.id });
    expect(await auditOf(ctx)).toMatchObject([
      { action: "erasure.request", subject: erasureId, profileId: id, details: { reason: "by letter" } },
    ]);
  });

  it("stops counting at 10,000 of a kind", async () => {
    const { ctx, id, customer } = await start();
    await inSystem((tx) =>
      tx.execute(sql`insert into tags (project_id, profile_id, name, actor_kind, actor_id, created_at)
        select ${ctx.projectId}::uuid, ${id}::uuid, 'tag ' || n, 'system', 'test', now() from generate_series(1, 10002) n`),
    );
    expect((await previewErasure(ctx, { profileIds: [id] })).goes).toEqual({
      Profiles: 1,
      Visits: 1,
      Tags: 10_000,
    });
    const { erasureId } = await requestOne(ctx, customer, 0);
    await eraseNext(ctx.projectId, days(1));
    expect((await getErasure(ctx, erasureId)).receipt?.removed.Tags).toBe(10_002);
  });

  it("is done when the hold is over, and not before", async () => {
    const { ctx, id, customer } = await start();
    await requestOne(ctx, customer, 30);
    expect(await eraseNext(ctx.projectId, days(29.9))).toBe(false);
    expect(await eraseNext(ctx.projectId, days(30))).toBe(true);
    expect(await findCustomer(ctx, id)).toBeNull();
    expect(await eraseNext(ctx.projectId, days(31))).toBe(false);
  });

  it("refuses a second case for the same person with a sentence, also through a joined profile", async () => {
    const { ctx, id, customer } = await start();
    const joined = await makeProfile(ctx, { customerId: id });
    await requestOne(ctx, customer);
    for (const again of [customer, showId("profile", joined.id)])
      await expect(requestOne(ctx, again)).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringContaining("being erased"),
      });
    await eraseNext(ctx.projectId, days(8));
    await expect(requestOne(ctx, customer)).rejects.toMatchObject({ code: "not_found" });
  });

  it("makes one case for two ids of one customer", async () => {
    const { ctx, id, customer } = await start();
    const joined = await makeProfile(ctx, { customerId: id });
    const made = await requestErasure(ctx, { customers: [showId("profile", joined.id), customer] });
    expect(made).toHaveLength(1);
  });

  it("erases many or none: an unknown, a foreign or a waiting one stops all", async () => {
    const { ctx, customer } = await start();
    const second = showId("profile", (await makeProfile(ctx)).id);
    const foreign = await start();
    for (const other of [showId("profile", newId(testNow)), foreign.customer])
      await expect(requestErasure(ctx, { customers: [customer, second, other] })).rejects.toMatchObject({
        code: "not_found",
      });
    expect((await listErasures(ctx)).rows).toEqual([]);
    await requestOne(ctx, second);
    await expect(requestErasure(ctx, { customers: [customer, second] })).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await listErasures(ctx)).rows).toHaveLength(1);
    expect(await auditOf(ctx)).toHaveLength(1);
  });

  it("keeps the person from being merged while it waits", async () => {
    const { ctx, customer } = await start();
    const other = showId("profile", (await makeProfile(ctx)).id);
    await requestOne(ctx, customer);
    await expect(mergeCustomers(ctx, { customer, other })).rejects.toMatchObject({ code: "conflict" });
  });

  it("is for those who may erase, and names a bad field", async () => {
    const { ctx, customer } = await start();
    for (const role of ["growth", "developer", "viewer"] as const) {
      const weak = await memberCtx(role, ctx.projectId);
      await expect(requestOne(weak, customer)).rejects.toMatchObject({ code: "forbidden" });
    }
    const bad = [
      ["customers", { customers: [] }],
      ["customers.0", { customers: ["pro_nonsense"] }],
      ["customers", { customers: Array.from({ length: 101 }, () => customer) }],
      ["holdDays", { customers: [customer], holdDays: 31 }],
      ["holdDays", { customers: [customer], holdDays: -1 }],
      ["holdDays", { customers: [customer], holdDays: 1.5 }],
      ["reason", { customers: [customer], reason: "x".repeat(501) }],
    ] as const;
    for (const [field, input] of bad)
      await expect(requestErasure(ctx, { ...input, customers: [...input.customers] })).rejects.toMatchObject({
        code: "invalid",
        fields: { [field]: expect.any(String) },
      });
  });
});

describe("cancelErasure", () => {
  it("leaves everything as it was, and the person can be asked for again", async () => {
    const { ctx, id, customer } = await start();
    const before = await previewErasure(ctx, { profileIds: [id] });
    const { erasureId } = await requestOne(ctx, customer);
    await cancelErasure({ ...ctx, clock: days(1) }, { erasure: erasureId });
    await cancelErasure({ ...ctx, clock: days(1) }, { erasure: erasureId });
    expect(await getErasure(ctx, erasureId)).toMatchObject({ state: "cancelled", reason: null });
    expect(await eraseNext(ctx.projectId, days(8))).toBe(false);
    expect((await previewErasure(ctx, { profileIds: [id] })).goes).toEqual(before.goes);
    expect(await pendingOf(ctx, id)).toBeNull();
    await requestOne(ctx, customer);
    expect((await auditOf(ctx)).map(({ action, profileId }) => [action, profileId]).toSorted()).toEqual([
      ["erasure.cancel", id],
      ["erasure.request", id],
      ["erasure.request", id],
    ]);
  });

  it("is too late once the erasure has begun", async () => {
    const { ctx, customer } = await start();
    const { erasureId } = await requestOne(ctx, customer, 0);
    await eraseNext(ctx.projectId, days(0), { goOn: () => false });
    await expect(cancelErasure(ctx, { erasure: erasureId })).rejects.toMatchObject({ code: "conflict" });
    await eraseNext(ctx.projectId, days(0));
    await expect(cancelErasure(ctx, { erasure: erasureId })).rejects.toMatchObject({ code: "conflict" });
  });

  it("is not found for strangers, refused to roles that only read, and names a bad field", async () => {
    const { ctx, customer } = await start();
    const { erasureId: erasure } = await requestOne(ctx, customer);
    const stranger = await memberCtx("owner");
    await expect(cancelErasure(stranger, { erasure })).rejects.toMatchObject({ code: "not_found" });
    const viewer = await memberCtx("viewer", ctx.projectId);
    await expect(cancelErasure(viewer, { erasure })).rejects.toMatchObject({ code: "forbidden" });
    await expect(cancelErasure(ctx, { erasure: "era_1" })).rejects.toMatchObject({
      code: "invalid",
      fields: { erasure: expect.any(String) },
    });
  });
});

describe("the job", () => {
  it("is registered, and works through every project whose holds are over", async () => {
    expect(jobs.map(({ name }) => name)).toContain("privacy.erase");
    const people = [await start(), await start()];
    for (const { ctx, customer } of people) await requestOne(ctx, customer, 0);
    const turn = { now: new Date(), signal: new AbortController().signal };
    const job = erasePeople();
    while ((await job.run(turn)).isMoreDue);
    for (const { ctx, id } of people) expect(await findCustomer(ctx, id)).toBeNull();
  });
});

it("is found by the id of its case, in its own project", async () => {
  const { ctx, customer } = await start();
  const { erasureId } = await requestOne(ctx, customer);
  expect((await search(ctx, erasureId)).jumps).toMatchObject([
    { kind: "erasure", title: "held", path: `/settings/erasures/${erasureId}` },
  ]);
  expect((await search(await memberCtx("owner"), erasureId)).jumps).toEqual([]);
});

describe("listErasures", () => {
  it("walks pages of its own project, the newest first", async () => {
    const { ctx } = await start();
    for (let day = 0; day < 5; day++) {
      const customer = showId("profile", (await makeProfile(ctx)).id);
      await requestOne({ ...ctx, clock: days(day) }, customer);
    }
    const first = await listErasures(ctx, { limit: 3 });
    const second = await listErasures(ctx, { limit: 3, cursor: first.nextCursor ?? "" });
    const times = [...first.rows, ...second.rows].map(({ requestedAt }) => requestedAt.getTime());
    expect(times).toEqual([4, 3, 2, 1, 0].map((day) => days(day).now().getTime()));
    expect((await listErasures(ctx, { limit: 3, cursor: second.previousCursor ?? "" })).rows).toEqual(
      first.rows,
    );
    expect((await listErasures(await memberCtx("owner"))).rows).toEqual([]);
  });
});
