import { and, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { domainEvents } from "@/db/schema/events";
import { chargeAttempts } from "@/db/schema/orders";
import { fixedClock } from "@/lib/core/clock";
import { read, write } from "@/lib/core/database";
import { moveClock, pauseCharging, resumeCharging } from "@/lib/projects/commands";
import { getProjectClock } from "@/lib/projects/queries";
import { booksOf, getSubscription, makeSubscription, sandboxCtx, weekTrial } from "@/tests/billing";
import { memberCtx, testNow } from "@/tests/factories";
import { listMovingClocks, walkClock } from "./move-clock";
import { renewDue } from "./renew";

it("walks a year of a sandbox subscription in order, each renewal at its own time", async () => {
  const ctx = await sandboxCtx();
  const { id } = await makeSubscription(ctx, { terms: weekTrial });
  await moveClock(ctx, { to: "2027-08-27T12:00:00Z" });
  expect(await listMovingClocks()).toContain(ctx.projectId);
  // Our own clock stands: the year passes in the project alone.
  expect(await walkClock(ctx.projectId, ctx.clock)).toBe(true);

  expect(await getProjectClock(ctx)).toMatchObject({ now: new Date("2027-08-27T12:00:00Z"), targetAt: null });
  const row = await getSubscription(ctx, id);
  expect(row).toMatchObject({ phase: "recurring", iteration: 14, missedPeriods: 0, startedAt: testNow });
  const { transactions } = await booksOf(ctx);
  expect(transactions.map(({ occurredAt }) => occurredAt.toISOString().slice(0, 16))).toEqual(
    [
      "2026-08",
      "2026-09",
      "2026-10",
      "2026-11",
      "2026-12",
      "2027-01",
      "2027-02",
      "2027-03",
      "2027-04",
      "2027-05",
      "2027-06",
      "2027-07",
      "2027-08",
    ].map((month) => `${month}-27T10:00`),
  );
  const events = await read(ctx, (tx) =>
    tx
      .select({ type: domainEvents.type, at: domainEvents.occurredAt, received: domainEvents.receivedAt })
      .from(domainEvents)
      .where(eq(domainEvents.projectId, ctx.projectId))
      .orderBy(domainEvents.sequence),
  );
  expect(events.filter(({ type }) => type === "subscription.convertion")).toHaveLength(1);
  expect(events.filter(({ type }) => type === "subscription.renewing")).toHaveLength(12);
  expect(events.every(({ received }) => received.getTime() === testNow.getTime())).toBe(true);
});

it("stands while charging is paused, and goes on where it stood", async () => {
  const ctx = await sandboxCtx();
  await makeSubscription(ctx);
  await pauseCharging(ctx, { reason: "the gateway has an incident" });
  await moveClock(ctx, { to: "2026-12-01T00:00:00Z" });
  expect(await walkClock(ctx.projectId, ctx.clock)).toBe(false);
  expect(await renewDue(ctx.projectId, fixedClock("2026-11-01T00:00:00Z"))).toBe(0);
  expect((await booksOf(ctx)).attempts).toEqual([]);
  await resumeCharging(ctx, {});
  expect(await walkClock(ctx.projectId, ctx.clock)).toBe(true);
  expect((await booksOf(ctx)).transactions).toHaveLength(3);
});

it("is refused for a live project, into the past and for strangers to the right", async () => {
  const live = await memberCtx("owner");
  await expect(moveClock(live, { to: "2027-01-01T00:00:00Z" })).rejects.toMatchObject({ code: "conflict" });
  const ctx = await sandboxCtx();
  await expect(moveClock(ctx, { to: testNow })).rejects.toMatchObject({ code: "invalid" });
  await expect(moveClock(ctx, { to: "2100-01-01T00:00:00Z" })).rejects.toMatchObject({ code: "invalid" });
  const support = await memberCtx("support", ctx.projectId);
  await expect(moveClock(support, { to: "2027-01-01T00:00:00Z" })).rejects.toMatchObject({
    code: "forbidden",
  });
});

it("goes past a charge that a person must decide about, for everybody else", async () => {
  const ctx = await sandboxCtx();
  const stuck = await makeSubscription(ctx, { card: "sandbox_timeout" });
  const { id } = await makeSubscription(ctx);
  const due = fixedClock("2026-09-20T10:00:00Z");
  await renewDue(ctx.projectId, due, { deadlineMs: 20 });
  await write(ctx.projectId, (tx) =>
    tx
      .update(chargeAttempts)
      .set({ state: "parked", parkedReason: "asked for ten days", nextLookupAt: null })
      .where(and(eq(chargeAttempts.projectId, ctx.projectId), eq(chargeAttempts.state, "unknown"))),
  );
  await moveClock({ ...ctx, clock: due }, { to: "2026-12-01T00:00:00Z" });
  expect(await walkClock(ctx.projectId, due)).toBe(true);
  expect(await getSubscription(ctx, id)).toMatchObject({ iteration: 4, missedPeriods: 0 });
  expect(await getSubscription(ctx, stuck.id)).toMatchObject({ iteration: 1, isNextPaid: false });
});
