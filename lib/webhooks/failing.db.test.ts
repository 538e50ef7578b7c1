import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { webhookDeliveries } from "@/db/schema/webhooks";
import { fixedClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { inSystem } from "@/lib/core/database";
import { newId, showId } from "@/lib/core/ids";
import { auditOf, memberCtx, testNow } from "@/tests/factories";
import { startReceiver } from "@/tests/fakes/receiver";
import { attemptsOf, deliverer, deliveriesOf, makeTarget, sendAll, targetOf } from "@/tests/sending";
import { makeFact, makeProfile, makeProject } from "@/tests/visits";
import { recoverSince, resendDelivery } from "./commands";
import { handOver } from "./hand-over";
import { skipUnwanted } from "./retention";
import { mostTries } from "./schedule";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

const day = 86_400_000;
const forever = new AbortController().signal;

/** A receiver that answers what `status` says at the moment, and one fact for it. */
async function setUp(status: { now: number; headers?: Record<string, string> }) {
  const ctx = await makeProject();
  const clock = fixedClock(testNow);
  const receiver = await startReceiver((_, response) =>
    response.writeHead(status.now, status.headers).end("said"),
  );
  open.push(receiver);
  const { id } = await makeTarget(ctx, { url: receiver.url });
  const { id: profileId } = await makeProfile(ctx);
  let sequence = 0;
  const tell = () => {
    sequence += 1;
    return makeFact(ctx, { profileId, sequence, receivedAt: clock.now() });
  };
  await tell();
  return { ctx, clock, id, tell, received: receiver.received, send: () => sendAll(ctx, { clock }) };
}

test("W7: ten tries over three days carry the same id, then the delivery has failed", async () => {
  const { ctx, clock, received, send } = await setUp({ now: 500 });
  const times: number[] = [];
  for (let guard = 0; guard < 20; guard++) {
    await send();
    times.push(clock.now().getTime());
    const [delivery] = await deliveriesOf(ctx);
    if (!delivery?.nextAttemptAt) break;
    clock.set(delivery.nextAttemptAt);
  }
  expect(times).toHaveLength(mostTries);
  const hours = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 3_600_000;
  expect(hours).toBeGreaterThan(60);
  expect(hours).toBeLessThan(91);
  expect(new Set(received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  expect(new Set(received.map(({ headers }) => headers["webhook-timestamp"])).size).toBe(mostTries);
  const [delivery] = await deliveriesOf(ctx);
  expect(delivery).toMatchObject({ state: "failed", attempts: 10, nextAttemptAt: null, lastStatus: 500 });
  expect((await attemptsOf(ctx)).map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test("a redirect is a failure that is never followed", async () => {
  const elsewhere = await startReceiver();
  open.push(elsewhere);
  const { ctx, received, send } = await setUp({ now: 307, headers: { location: elsewhere.url } });
  await send();
  expect(received).toHaveLength(1);
  expect(elsewhere.received).toEqual([]);
  expect(await deliveriesOf(ctx)).toMatchObject([{ state: "waiting", attempts: 1, lastStatus: 307 }]);
});

test("W7: 410 disables at once, with an audit entry; what follows is skipped", async () => {
  const { ctx, id, tell, send } = await setUp({ now: 410 });
  await send();
  await tell();
  await send();
  expect(await targetOf(ctx, id)).toMatchObject({ state: "disabled", disabledReason: "gone" });
  expect((await deliveriesOf(ctx)).map(({ state }) => state)).toEqual(["failed", "skipped"]);
  expect((await auditOf(ctx)).map(({ action, actorId }) => [action, actorId])).toEqual([
    ["webhook_endpoint.disable", "webhooks.deliver"],
  ]);
});

test("W7: five days and twenty tries of failures disable, and what waits is skipped; less of either does not", async () => {
  const { ctx, clock, id, tell, send } = await setUp({ now: 500 });
  for (let count = 0; count < 18; count++) await tell();
  await send();
  clock.advance(5 * day - 1_000);
  await send();
  expect(await targetOf(ctx, id)).toMatchObject({ state: "active", failures: 38 });
  clock.advance(2_000);
  await tell();
  await send();
  expect(await targetOf(ctx, id)).toMatchObject({ state: "disabled", disabledReason: "failing" });
  expect(await skipUnwanted(ctx.projectId, clock.now())).toBe(false);
  const states = new Set((await deliveriesOf(ctx)).map(({ state }) => state));
  expect(states).toEqual(new Set(["skipped"]));
});

test("few failures over a long time disable nothing", async () => {
  const { ctx, clock, id, tell, send } = await setUp({ now: 500 });
  for (let round = 0; round < 6; round++) {
    await send();
    clock.advance(2 * day);
    if (round === 0) await tell();
  }
  const { state, failures } = await targetOf(ctx, id);
  expect(failures).toBeLessThan(20);
  expect(state).toBe("active");
});

test("W7: one success forgives all failures before it", async () => {
  const status = { now: 500 };
  const { ctx, clock, id, tell, send } = await setUp(status);
  for (let count = 0; count < 30; count++) await tell();
  await send();
  clock.advance(5 * day);
  status.now = 204;
  await tell();
  await send();
  expect(await targetOf(ctx, id)).toMatchObject({ state: "active", failures: 0, failingSince: null });
});

test("a try that a person asked for neither enters the schedule nor counts for the endpoint when it fails", async () => {
  const status = { now: 200 };
  const { ctx, clock, id, send } = await setUp(status);
  await send();
  status.now = 500;
  const [delivered] = await deliveriesOf(ctx);
  const resend = (values: Partial<typeof webhookDeliveries.$inferInsert>) =>
    inSystem((tx) =>
      tx
        .update(webhookDeliveries)
        .set({ state: "waiting", trigger: "resend", nextAttemptAt: clock.now(), ...values })
        .where(eq(webhookDeliveries.projectId, ctx.projectId)),
    );
  await resend({});
  await deliverer({ clock }).run(forever);
  expect(await deliveriesOf(ctx)).toMatchObject([
    {
      state: "delivered",
      attempts: 1,
      nextAttemptAt: null,
      deliveredAt: delivered?.deliveredAt,
      lastStatus: 500,
    },
  ]);
  expect(await targetOf(ctx, id)).toMatchObject({ failures: 0, failingSince: null });
  await resend({ deliveredAt: null, attempts: mostTries, trigger: "replay" });
  await deliverer({ clock }).run(forever);
  expect(await deliveriesOf(ctx)).toMatchObject([{ state: "failed", attempts: 10, nextAttemptAt: null }]);
});

test.each(["resend", "replay"] as const)(
  "a failed %s leaves a delivery where it was: waiting for its next try, or failed however few those were",
  async (trigger) => {
    const { ctx, clock, id, send } = await setUp({ now: 500 });
    const owner: Ctx = { ...(await memberCtx("owner", ctx.projectId)), clock };
    await send();
    const [waiting] = await deliveriesOf(ctx);
    const again = async () => {
      const delivery = showId("delivery", waiting?.id ?? "");
      if (trigger === "resend") await resendDelivery(owner, { delivery });
      else await recoverSince(owner, { endpoint: showId("endpoint", id), since: testNow.toISOString() });
      await handOver(ctx.projectId, clock);
      await deliverer({ clock }).run(forever);
    };
    clock.advance(1_000);
    await again();
    expect(await attemptsOf(ctx)).toMatchObject([{ trigger: "schedule" }, { trigger }]);
    const schedule = { state: "waiting", trigger: "schedule", attempts: 1 };
    const { nextAttemptAt } = waiting ?? {};
    expect(await deliveriesOf(ctx)).toMatchObject([{ ...schedule, nextAttemptAt, scheduledAt: null }]);
    await inSystem((tx) =>
      tx
        .update(webhookDeliveries)
        .set({ state: "failed", nextAttemptAt: null })
        .where(eq(webhookDeliveries.projectId, ctx.projectId)),
    );
    clock.advance(1_000);
    await again();
    expect(await attemptsOf(ctx)).toHaveLength(3);
    expect(await deliveriesOf(ctx)).toMatchObject([{ state: "failed", attempts: 1, nextAttemptAt: null }]);
  },
);

test("a try that a person asked for and whose workers die each time comes to an end, and the schedule goes on", async () => {
  const { ctx, clock, received, send } = await setUp({ now: 500 });
  await send();
  const [waiting] = await deliveriesOf(ctx);
  const owner: Ctx = { ...(await memberCtx("owner", ctx.projectId)), clock };
  await resendDelivery(owner, { delivery: showId("delivery", waiting?.id ?? "") });
  await inSystem((tx) =>
    tx
      .update(webhookDeliveries)
      .set({ leaseId: newId(testNow), manualTries: mostTries })
      .where(eq(webhookDeliveries.projectId, ctx.projectId)),
  );
  await deliverer({ clock }).run(forever);
  expect(received).toHaveLength(1);
  const { nextAttemptAt } = waiting ?? {};
  expect(await deliveriesOf(ctx)).toMatchObject([
    {
      state: "waiting",
      trigger: "schedule",
      attempts: 1,
      manualTries: 0,
      nextAttemptAt,
      lastError: "interrupted",
    },
  ]);
});
