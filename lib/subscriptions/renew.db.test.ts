import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { domainEvents } from "@/db/schema/events";
import { subscriptions } from "@/db/schema/subscriptions";
import { statuses } from "@/lib/billing/statuses";
import { fixedClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { read } from "@/lib/core/database";
import { switchCharging } from "@/lib/projects/switches";
import {
  booksOf,
  getSubscription,
  makePricePoint,
  makeSubscription,
  makeSuccessor,
  monthly,
  sandboxCtx,
  weekTrial,
} from "@/tests/billing";
import { testNow } from "@/tests/factories";
import { claimDue, listProjectsWithDue } from "./due";
import { lookUpAttempts } from "./janitor";
import { renewDue } from "./renew";
import { settleAttempt } from "./settle";

const hourMs = 60 * 60_000;
const at = (text: string) => fixedClock(text);

async function eventsOf(ctx: Ctx): Promise<string[]> {
  const rows = await read(ctx, (tx) =>
    tx
      .select({ type: domainEvents.type })
      .from(domainEvents)
      .where(eq(domainEvents.projectId, ctx.projectId))
      .orderBy(domainEvents.sequence),
  );
  return rows.map(({ type }) => type);
}

describe("renewDue", () => {
  it("charges 2 hours before the boundary, and the period changes at the boundary", async () => {
    const ctx = await sandboxCtx();
    const { id } = await makeSubscription(ctx);
    expect(await renewDue(ctx.projectId, at("2026-09-20T09:59:59Z"))).toBe(0);
    expect(await renewDue(ctx.projectId, at("2026-09-20T10:00:00Z"))).toBe(1);

    const paid = await getSubscription(ctx, id);
    expect(paid).toMatchObject({
      isNextPaid: true,
      iteration: 1,
      nextCheckAt: new Date("2026-09-20T12:00:00Z"),
    });
    expect(paid.leaseId).toBeNull();

    expect(await renewDue(ctx.projectId, at("2026-09-20T12:00:00Z"))).toBe(1);
    expect(await getSubscription(ctx, id)).toMatchObject({
      isNextPaid: false,
      iteration: 2,
      startedAt: testNow,
      periodStart: new Date("2026-09-20T12:00:00Z"),
      periodEnd: new Date("2026-10-20T12:00:00Z"),
      nextCheckAt: new Date("2026-10-20T10:00:00Z"),
    });
    const books = await booksOf(ctx);
    expect(books.orders).toMatchObject([
      { kind: "renewal", state: "settled", settledMinor: 999n, iteration: 2 },
    ]);
    expect(books.transactions).toMatchObject([
      { kind: "charge", status: "succeeded", amountMinor: 999n, methodLastFour: "4242" },
    ]);
    expect(books.gatewayCharges).toHaveLength(1);
    expect(await eventsOf(ctx)).toEqual(["order.settled", "purchase.completed", "subscription.renewing"]);
  });

  it("converts a trial, and tries a failed renewal again by the schedule until it ends", async () => {
    const ctx = await sandboxCtx();
    const { id } = await makeSubscription(ctx, { terms: weekTrial, card: "sandbox_declines_later" });
    const days = (count: number) => fixedClock(new Date(testNow.getTime() + count * 24 * hourMs));
    for (let day = 0; day <= 70; day += 1) await renewDue(ctx.projectId, days(day));

    const row = await getSubscription(ctx, id);
    expect(statuses(row)).toEqual(["EXPIRED"]);
    expect(row.endReason).toBe("unpaid");
    const books = await booksOf(ctx);
    // The conversion, and of the renewal the first try and the four of the smart schedule for a month.
    expect(books.transactions.map(({ status, amountMinor }) => [status, amountMinor])).toEqual([
      ["succeeded", 999n],
      ["declined", 999n],
      ["declined", 999n],
      ["declined", 999n],
      ["declined", 699n],
      ["declined", 500n],
    ]);
    expect(books.orders.map(({ kind, state }) => [kind, state])).toEqual([
      ["conversion", "settled"],
      ["renewal", "declined"],
    ]);
    expect((await eventsOf(ctx)).filter((type) => type.startsWith("subscription."))).toEqual([
      "subscription.convertion",
      "subscription.start_grace",
      "subscription.start_retry",
      "subscription.finish_grace",
      "subscription.expiration",
    ]);
  });

  it("charges once when four workers look at the same moment", async () => {
    const ctx = await sandboxCtx();
    for (let count = 0; count < 8; count += 1) await makeSubscription(ctx);
    const due = at("2026-09-20T10:00:00Z");
    const counts = await Promise.all([1, 2, 3, 4].map(() => renewDue(ctx.projectId, due, { limit: 3 })));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(8);
    while ((await renewDue(ctx.projectId, due)) > 0);
    const books = await booksOf(ctx);
    expect(books.gatewayCharges).toHaveLength(8);
    expect(books.transactions).toHaveLength(8);
  });
});

describe("a successor", () => {
  const cards = async (ctx: Ctx) => (await booksOf(ctx)).gatewayCharges.map(({ amountMinor }) => amountMinor);

  it("is charged before the boundary of the former, and begins at it even where a worker comes later", async () => {
    const ctx = await sandboxCtx();
    const former = await makeSubscription(ctx);
    const id = await makeSuccessor(ctx, former, { terms: { ...monthly, priceMinor: 4_999n } });
    await renewDue(ctx.projectId, at("2026-09-20T10:00:00Z"));
    expect(await getSubscription(ctx, id)).toMatchObject({ phase: "upcoming" });
    await renewDue(ctx.projectId, at("2026-09-21T12:00:00Z"));
    expect(await getSubscription(ctx, former.id)).toMatchObject({ phase: "expired", endReason: "migrated" });
    const begun = new Date("2026-09-20T12:00:00Z");
    expect(await getSubscription(ctx, id)).toMatchObject({
      phase: "recurring",
      startedAt: begun,
      periodStart: begun,
    });
    expect(await cards(ctx)).toEqual([4_999n]);
  });

  it("that is charged only after a standstill of months begins on that day, by one charge", async () => {
    const ctx = await sandboxCtx();
    const former = await makeSubscription(ctx);
    const id = await makeSuccessor(ctx, former, { terms: { ...monthly, priceMinor: 4_999n } });
    const back = at("2026-12-24T12:00:00Z");
    while ((await renewDue(ctx.projectId, back)) > 0);
    expect(await getSubscription(ctx, id)).toMatchObject({
      iteration: 1,
      startedAt: back.now(),
      periodEnd: new Date("2027-01-24T12:00:00Z"),
    });
    expect(await cards(ctx)).toEqual([4_999n]);
  });
});

describe("a charge whose outcome nobody learned", () => {
  it("is looked up and settled without a new key when the answer was lost", async () => {
    const ctx = await sandboxCtx();
    const { id } = await makeSubscription(ctx, { card: "sandbox_lost_answer" });
    await renewDue(ctx.projectId, at("2026-09-20T10:00:00Z"));
    expect((await booksOf(ctx)).attempts).toMatchObject([{ state: "unknown" }]);
    // Its lease is over, and yet nothing is charged beside it.
    await renewDue(ctx.projectId, at("2026-09-20T10:02:00Z"));
    expect((await booksOf(ctx)).attempts).toHaveLength(1);

    expect(await lookUpAttempts(ctx.projectId, at("2026-09-20T10:02:00Z"))).toBe(1);
    const books = await booksOf(ctx);
    expect(books.attempts).toMatchObject([{ state: "succeeded" }]);
    expect(books.gatewayCharges).toHaveLength(1);
    expect(await getSubscription(ctx, id)).toMatchObject({ isNextPaid: true });
  });

  it("is sent again with its own key when its worker died before the call", async () => {
    const ctx = await sandboxCtx();
    const { id } = await makeSubscription(ctx);
    const { charges } = await claimDue(ctx.projectId, at("2026-09-20T10:00:00Z"), 10);
    expect(charges).toHaveLength(1);
    expect(await lookUpAttempts(ctx.projectId, at("2026-09-20T10:00:59Z"))).toBe(0);
    expect(await lookUpAttempts(ctx.projectId, at("2026-09-20T10:01:00Z"))).toBe(1);
    const books = await booksOf(ctx);
    expect(books.gatewayCharges.map(({ idempotencyKey }) => idempotencyKey)).toEqual(
      charges.map(({ request }) => request.attemptId),
    );
    expect(await getSubscription(ctx, id)).toMatchObject({ isNextPaid: true, leaseId: null });
  });
});

describe("a janitor that dies while it asks", () => {
  it("leaves the attempt to the next one in two minutes, however many died before", async () => {
    const ctx = await sandboxCtx();
    await makeSubscription(ctx, { card: "sandbox_lost_answer" });
    await renewDue(ctx.projectId, at("2026-09-20T10:00:00Z"));
    for (const minutes of ["02", "04", "06", "08"])
      await new Promise<void>((asked) => {
        const find = () => new Promise<never>(() => asked());
        void lookUpAttempts(ctx.projectId, at(`2026-09-20T10:${minutes}:00Z`), { find });
      });
    expect((await booksOf(ctx)).attempts).toMatchObject([{ state: "unknown", lookups: 0 }]);
    expect(await lookUpAttempts(ctx.projectId, at("2026-09-20T10:09:59Z"))).toBe(0);
    expect(await lookUpAttempts(ctx.projectId, at("2026-09-20T10:10:00Z"))).toBe(1);
    expect((await booksOf(ctx)).attempts).toMatchObject([{ state: "succeeded", lookups: 1 }]);
  });
});

describe("a worker that is asked to stop", () => {
  it("waits for what is under way, begins nothing else and leaves no lease behind", async () => {
    const ctx = await sandboxCtx();
    const due = at("2026-09-20T10:00:00Z");
    for (let count = 0; count < 3; count += 1) await makeSubscription(ctx, { card: "sandbox_timeout" });
    const stop = new AbortController();
    const asked = renewDue(ctx.projectId, due, {
      concurrency: 1,
      deadlineMs: 50,
      signal: stop.signal,
      reached: (point) => point === "called" && stop.abort(),
    });
    await asked;
    const { attempts } = await booksOf(ctx);
    expect(attempts.map(({ state }) => state).toSorted()).toEqual(["sent", "sent", "unknown"]);
    const rows = await read(ctx, (tx) =>
      tx.select().from(subscriptions).where(eq(subscriptions.projectId, ctx.projectId)),
    );
    expect(rows.filter(({ leaseId }) => leaseId !== null)).toEqual([]);
    // What was not called is asked for at once, and so sent with its own key.
    expect(
      attempts.filter(({ nextLookupAt }) => nextLookupAt?.getTime() === due.now().getTime()),
    ).toHaveLength(2);
  });
});

describe("fairness", () => {
  it("gives each project its portion: one renewal does not wait for the crowd of another project", async () => {
    const crowd = await sandboxCtx();
    const single = await sandboxCtx();
    const pricePoint = await makePricePoint(crowd);
    for (let count = 0; count < 60; count += 1)
      await makeSubscription(crowd, { pricePointId: pricePoint.id });
    const { id } = await makeSubscription(single);
    const due = at("2026-09-20T10:00:00Z");
    const projects = await listProjectsWithDue(due.now());
    expect(projects).toEqual(expect.arrayContaining([crowd.projectId, single.projectId]));
    // One round over all of them, as the worker makes it.
    for (const projectId of [crowd.projectId, single.projectId]) await renewDue(projectId, due);
    expect(await getSubscription(single, id)).toMatchObject({ isNextPaid: true });
    expect((await booksOf(crowd)).attempts).toHaveLength(50);
  });
});

it("says so when a gateway first declines and later succeeds, and gives nothing by itself", async () => {
  const ctx = await sandboxCtx();
  const { id } = await makeSubscription(ctx, { card: "sandbox_declined" });
  const due = at("2026-09-20T10:00:00Z");
  await renewDue(ctx.projectId, due);
  const [attempt] = (await booksOf(ctx)).attempts;
  const late = { state: "succeeded", reference: "ch_late", occurredAt: due.now() } as const;
  expect(await settleAttempt(ctx.projectId, due, attempt?.id ?? "", late)).toBe(false);
  expect(await getSubscription(ctx, id)).toMatchObject({
    isNextPaid: false,
    parkedReason: expect.stringContaining("declined"),
  });
  expect((await booksOf(ctx)).transactions.map(({ status }) => status)).toEqual(["declined"]);
});

it("charges nothing while charging is off for the whole instance", async () => {
  const ctx = await sandboxCtx();
  await makeSubscription(ctx);
  const due = at("2026-09-20T10:00:00Z");
  await switchCharging({ off: "an incident" }, due);
  try {
    expect(await listProjectsWithDue(due.now())).toEqual([]);
    expect(await renewDue(ctx.projectId, due)).toBe(0);
  } finally {
    await switchCharging("on", due);
  }
  expect(await renewDue(ctx.projectId, due)).toBe(1);
});

it("sends nothing again while charging is off, and once when it goes on", async () => {
  const ctx = await sandboxCtx();
  await makeSubscription(ctx);
  await claimDue(ctx.projectId, at("2026-09-20T10:00:00Z"), 10);
  const later = at("2026-09-20T10:05:00Z");
  await switchCharging({ off: "an incident" }, later);
  try {
    expect(await lookUpAttempts(ctx.projectId, later)).toBe(1);
    expect(await booksOf(ctx)).toMatchObject({ attempts: [{ state: "unknown" }], gatewayCharges: [] });
  } finally {
    await switchCharging("on", later);
  }
  await lookUpAttempts(ctx.projectId, at("2026-09-20T10:15:00Z"));
  expect(await booksOf(ctx)).toMatchObject({ attempts: [{ state: "succeeded" }], gatewayCharges: [{}] });
});
