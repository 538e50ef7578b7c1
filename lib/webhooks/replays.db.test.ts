import { expect, it } from "vitest";
import type { Ctx } from "@/lib/core/ctx";
import { showId } from "@/lib/core/ids";
import { auditOf, memberCtx, testNow } from "@/tests/factories";
import { makeProfile } from "@/tests/visits";
import { makeDelivery, makeEndpoint } from "@/tests/webhooks";
import {
  deleteEndpoint,
  enableEndpoint,
  pauseEndpoint,
  pauseReplay,
  recoverSince,
  resumeReplay,
  startReplay,
  stopReplay,
} from "./commands";
import { countDeliveries, listDeliveries } from "./deliveries";
import { getReplay } from "./replays";

const hourMs = 3_600_000;
const hoursAgo = (hours: number) => new Date(testNow.getTime() - hours * hourMs);

/** An endpoint with one delivery in each state at three, two and one hours ago, of two people. */
async function makeWorld() {
  const ctx = await memberCtx("owner");
  const { endpoint, id: endpointId } = await makeEndpoint(ctx);
  const [one, other] = [await makeProfile(ctx), await makeProfile(ctx)];
  for (const hours of [3, 2, 1])
    for (const state of ["delivered", "failed", "skipped", "waiting"] as const)
      await makeDelivery(ctx, {
        ...{ endpointId, state, createdAt: hoursAgo(hours) },
        profileId: hours === 2 ? other.id : one.id,
        type: hours === 3 ? "note.created" : "profile.updated",
      });
  return { ctx, endpoint, endpointId, one, other };
}

it("says beforehand how many a filter finds, and keeps the filter", async () => {
  const { ctx, endpoint, other } = await makeWorld();
  const from = hoursAgo(10).toISOString();
  const totalOf = async (filter: Partial<Parameters<typeof startReplay>[1]>) => {
    const { replayId, total } = await startReplay(ctx, { endpoint, from, ...filter });
    if (total > 0) await stopReplay(ctx, { replay: replayId });
    return total;
  };
  expect(await totalOf({})).toBe(9);
  expect(await totalOf({ states: ["failed"] })).toBe(3);
  expect(await totalOf({ states: ["delivered", "failed"], types: ["note.created"] })).toBe(2);
  expect(await totalOf({ customer: showId("profile", other.id) })).toBe(3);
  expect(await totalOf({ from: hoursAgo(2).toISOString(), to: hoursAgo(1).toISOString() })).toBe(3);
  expect(await totalOf({ types: ["refund.settled"] })).toBe(0);
});

it("finds those of all profiles of a customer", async () => {
  const { ctx, endpoint, endpointId, one } = await makeWorld();
  const joined = await makeProfile(ctx, { customerId: one.id });
  await makeDelivery(ctx, { endpointId, profileId: joined.id, createdAt: hoursAgo(1) });
  const begun = await startReplay(ctx, {
    ...{ endpoint, states: ["failed"], from: hoursAgo(10).toISOString() },
    customer: showId("profile", one.id),
  });
  expect(begun.total).toBe(3);
});

it("runs, pauses, goes on and stops, with an audit row each; one at a time", async () => {
  const { ctx, endpoint } = await makeWorld();
  const { replayId: replay, total } = await recoverSince(ctx, { endpoint, since: hoursAgo(2).toISOString() });
  expect(total).toBe(6);
  const state = async () => (await getReplay(ctx, replay)).state;
  expect(await state()).toBe("running");
  const second = recoverSince(ctx, { endpoint, since: hoursAgo(2).toISOString() });
  await expect(second).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining(replay) });
  await pauseReplay(ctx, { replay });
  await pauseReplay(ctx, { replay });
  expect(await state()).toBe("paused");
  await resumeReplay(ctx, { replay });
  expect(await state()).toBe("running");
  await stopReplay(ctx, { replay });
  expect(await getReplay(ctx, replay)).toMatchObject({ state: "stopped", endedAt: testNow });
  await expect(resumeReplay(ctx, { replay })).rejects.toMatchObject({ code: "conflict" });
  const actions = (await auditOf(ctx)).map(({ action }) => action).filter((name) => /replay/.test(name));
  expect(actions.sort()).toEqual([
    ...["webhook_replay.pause", "webhook_replay.recover", "webhook_replay.resume", "webhook_replay.stop"],
  ]);
});

it("is for endpoints that are on, windows that end after they begin, and whoever may send", async () => {
  const { ctx, endpoint } = await makeWorld();
  const from = hoursAgo(2).toISOString();
  const backwards = startReplay(ctx, { endpoint, from, to: hoursAgo(3).toISOString() });
  await expect(backwards).rejects.toMatchObject({ code: "invalid", fields: { to: expect.any(String) } });
  for (const perSecond of [0, 501, 1.5])
    await expect(startReplay(ctx, { endpoint, from, perSecond })).rejects.toMatchObject({
      fields: { perSecond: expect.any(String) },
    });
  const { replayId: replay } = await startReplay(ctx, { endpoint, from });
  const deeds = [
    (who: Ctx) => startReplay(who, { endpoint, from }),
    (who: Ctx) => recoverSince(who, { endpoint, since: from }),
    (who: Ctx) => pauseReplay(who, { replay }),
    (who: Ctx) => resumeReplay(who, { replay }),
    (who: Ctx) => stopReplay(who, { replay }),
  ];
  const [stranger, growth] = [await memberCtx("owner"), await memberCtx("growth", ctx.projectId)];
  for (const deed of deeds) {
    await expect(deed(stranger)).rejects.toMatchObject({ code: "not_found" });
    await expect(deed(growth)).rejects.toMatchObject({ code: "forbidden" });
  }
  await stopReplay(ctx, { replay });
  await pauseEndpoint(ctx, { endpoint });
  await expect(startReplay(ctx, { endpoint, from })).rejects.toMatchObject({ code: "conflict" });
  await expect(enableEndpoint(ctx, { endpoint })).rejects.toMatchObject({ code: "conflict" });
});

it("stops with its endpoint", async () => {
  const { ctx, endpoint } = await makeWorld();
  const { replayId } = await recoverSince(ctx, { endpoint, since: hoursAgo(5).toISOString() });
  await deleteEndpoint(ctx, { endpoint });
  expect((await getReplay(ctx, replayId)).state).toBe("stopped");
});

it("lists deliveries in pages, the newest first, back and forth", async () => {
  const { ctx, endpointId } = await makeWorld();
  const asked = { endpointId, states: ["failed", "waiting"] as const };
  const ids = async (cursor?: string) => {
    const page = await listDeliveries(ctx, asked, { limit: 4, cursor });
    if (!page) throw new Error("it took too long");
    return page;
  };
  const first = await ids();
  const second = await ids(first.nextCursor ?? "");
  expect([...first.rows, ...second.rows]).toHaveLength(6);
  expect(second.nextCursor).toBeNull();
  expect((await ids(second.previousCursor ?? "")).rows).toEqual(first.rows);
  const times = [...first.rows, ...second.rows].map(({ delivery }) => delivery.createdAt.getTime());
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  expect(await countDeliveries(ctx, asked)).toBe(6);
  const stranger = await memberCtx("owner");
  expect(await countDeliveries(stranger, asked)).toBe(0);
});
