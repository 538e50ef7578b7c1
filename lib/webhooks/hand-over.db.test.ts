import { and, eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import {
  deliveryAttempts,
  webhookDeliveries,
  webhookEndpoints,
  webhookMessages,
  webhookReplays,
} from "@/db/schema/webhooks";
import { fixedClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { inSystem, read } from "@/lib/core/database";
import { showId } from "@/lib/core/ids";
import { auditOf, memberCtx, testNow } from "@/tests/factories";
import { startReceiver } from "@/tests/fakes/receiver";
import { attemptsOf, deliverer, deliveriesOf, makeTarget, sendAll } from "@/tests/sending";
import { makeFact, makeProfile } from "@/tests/visits";
import { pauseReplay, recoverSince, resumeReplay, stopReplay } from "./commands";
import { fanOut } from "./fan-out";
import { handOver, listProjectsToReplay } from "./hand-over";
import { forgetOldDeliveries, keptDays } from "./retention";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

const forever = new AbortController().signal;
const recovered = Number(process.env.RECOVERED_DELIVERIES ?? 1_000);

/** Facts that were handed out while the endpoint was off. */
async function setUp(facts: number) {
  const clock = fixedClock(testNow);
  const ctx: Ctx = { ...(await memberCtx("owner")), clock };
  const receiver = await startReceiver();
  open.push(receiver);
  const { id } = await makeTarget(ctx, { url: receiver.url, state: "paused" });
  const { id: profileId } = await makeProfile(ctx);
  for (let sequence = 1; sequence <= facts; sequence++) await makeFact(ctx, { profileId, sequence });
  while (await fanOut(ctx.projectId, clock));
  await inSystem((tx) =>
    tx
      .update(webhookDeliveries)
      .set({ state: "failed", nextAttemptAt: null, attempts: 10 })
      .where(eq(webhookDeliveries.projectId, ctx.projectId)),
  );
  await inSystem((tx) =>
    tx.update(webhookEndpoints).set({ state: "active" }).where(eq(webhookEndpoints.projectId, ctx.projectId)),
  );
  clock.advance(60_000);
  const recover = (perSecond: number) =>
    recoverSince(ctx, { endpoint: showId("endpoint", id), since: testNow.toISOString(), perSecond });
  return { ctx, clock, received: receiver.received, recover };
}

async function replayOf(ctx: Ctx) {
  const [row] = await read(ctx, (tx) =>
    tx.select().from(webhookReplays).where(eq(webhookReplays.projectId, ctx.projectId)),
  );
  if (!row) throw new Error("there is no replay");
  return row;
}

test(`W8: ${recovered} failed deliveries are recovered once each, with their ids, marked, and in the audit log`, async () => {
  const { ctx, clock, received, recover } = await setUp(recovered);
  await recover(500);
  let portions = 0;
  for (let guard = 0; guard < recovered; guard++) {
    if (!(await handOver(ctx.projectId, clock))) {
      if ((await replayOf(ctx)).state === "done") break;
      clock.advance(1_000);
      continue;
    }
    portions += 1;
    await deliverer({ clock }).run(forever);
  }
  const deliveries = await deliveriesOf(ctx);
  expect(portions).toBe(Math.floor(recovered / 500) + 1);
  expect(await replayOf(ctx)).toMatchObject({ handed: recovered, total: recovered, state: "done" });
  expect(received.map(({ headers }) => headers["webhook-id"]).toSorted()).toEqual(
    deliveries.map(({ eventId }) => showId("event", eventId)).toSorted(),
  );
  expect(received.every(({ headers }) => headers["webhook-replay"] === "true")).toBe(true);
  expect(deliveries.every(({ state }) => state === "delivered")).toBe(true);
  expect((await auditOf(ctx)).map(({ action }) => action)).toEqual(["webhook_replay.recover"]);
}, 120_000);

test("a replay hands over so many in a second, and stands still while it is paused, or for good once it is stopped", async () => {
  const { ctx, clock, recover } = await setUp(30);
  const { replayId: replay } = await recover(10);
  const due = async () => {
    const rows = await read(ctx, (tx) =>
      tx
        .select()
        .from(webhookDeliveries)
        .where(and(eq(webhookDeliveries.projectId, ctx.projectId), eq(webhookDeliveries.state, "waiting"))),
    );
    return rows.length;
  };
  expect(await listProjectsToReplay(clock.now())).toContain(ctx.projectId);
  await handOver(ctx.projectId, clock);
  expect(await handOver(ctx.projectId, clock)).toBe(false);
  expect(await due()).toBe(10);
  await pauseReplay(ctx, { replay });
  clock.advance(5_000);
  expect(await handOver(ctx.projectId, clock)).toBe(false);
  await resumeReplay(ctx, { replay });
  await handOver(ctx.projectId, clock);
  expect(await due()).toBe(20);
  expect(await replayOf(ctx)).toMatchObject({ handed: 20, state: "running" });
  await stopReplay(ctx, { replay });
  clock.advance(5_000);
  expect(await handOver(ctx.projectId, clock)).toBe(false);
  expect(await due()).toBe(20);
});

test("a replay waits for what it has handed over before it hands over more", async () => {
  const { ctx, clock, recover } = await setUp(60);
  await recover(10);
  for (let second = 0; second < 5; second++) {
    await handOver(ctx.projectId, clock);
    clock.advance(1_000);
  }
  expect(await replayOf(ctx)).toMatchObject({ handed: 20, state: "running" });
});

test("after 30 days deliveries, attempts and bodies are gone, but not those of one that was sent again lately", async () => {
  const { ctx, clock } = await setUp(0);
  const { id: profileId } = await makeProfile(ctx);
  for (const sequence of [1, 2]) await makeFact(ctx, { profileId, sequence });
  await sendAll(ctx, { clock });
  const [, again] = await deliveriesOf(ctx);
  clock.advance((keptDays - 1) * 86_400_000);
  await inSystem((tx) =>
    tx
      .update(webhookDeliveries)
      .set({ state: "waiting", trigger: "resend", nextAttemptAt: clock.now() })
      .where(and(eq(webhookDeliveries.projectId, ctx.projectId), eq(webhookDeliveries.id, again?.id ?? ""))),
  );
  await deliverer({ clock }).run(forever);
  clock.advance(2 * 86_400_000);
  await forgetOldDeliveries(ctx.projectId, clock.now());
  const messages = await read(ctx, (tx) =>
    tx.select().from(webhookMessages).where(eq(webhookMessages.projectId, ctx.projectId)),
  );
  expect((await deliveriesOf(ctx)).map(({ id }) => id)).toEqual([again?.id]);
  expect((await attemptsOf(ctx)).map(({ trigger }) => trigger)).toEqual(["resend"]);
  expect(messages.map(({ eventId }) => eventId)).toEqual([again?.eventId]);
  clock.advance(keptDays * 86_400_000);
  await forgetOldDeliveries(ctx.projectId, clock.now());
  expect(
    await read(ctx, (tx) =>
      tx.select().from(deliveryAttempts).where(eq(deliveryAttempts.projectId, ctx.projectId)),
    ),
  ).toEqual([]);
  expect(await deliveriesOf(ctx)).toEqual([]);
});
