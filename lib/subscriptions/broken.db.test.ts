import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { domainEvents } from "@/db/schema/events";
import { subscriptions } from "@/db/schema/subscriptions";
import { fixedClock as at } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { read, write } from "@/lib/core/database";
import { showId } from "@/lib/core/ids";
import { unparkSubscription } from "@/lib/support/commands";
import { booksOf, getSubscription, makeSubscription, sandboxCtx } from "@/tests/billing";
import { claimDue } from "./due";
import { lookUpAttempts } from "./janitor";
import { renewDue } from "./renew";
import { settleAttempts } from "./settle";

/** No period of it can be counted any more. */
const breakIt = (ctx: Ctx, id: string) => setZone(ctx, id, "Mars/Olympus");
const mend = (ctx: Ctx, id: string) => setZone(ctx, id, "UTC");

async function setZone({ projectId }: Ctx, id: string, zone: string): Promise<void> {
  await write(projectId, (tx) =>
    tx
      .update(subscriptions)
      .set({ zone })
      .where(and(eq(subscriptions.projectId, projectId), eq(subscriptions.id, id))),
  );
}

it("a subscription that cannot be looked at is parked, and the others of its project go on", async () => {
  const ctx = await sandboxCtx();
  const [broken, sound] = [await makeSubscription(ctx), await makeSubscription(ctx)];
  await renewDue(ctx.projectId, at("2026-09-20T10:00:00Z"));
  await breakIt(ctx, broken.id);
  expect(await renewDue(ctx.projectId, at("2026-09-20T12:00:00Z"))).toBe(2);
  expect(await getSubscription(ctx, sound.id)).toMatchObject({ iteration: 2, parkedAt: null });
  expect(await getSubscription(ctx, broken.id)).toMatchObject({
    iteration: 1,
    parkedReason: "it could not be looked at",
  });
  expect(await renewDue(ctx.projectId, at("2026-09-20T12:05:00Z"))).toBe(0);
  await mend(ctx, broken.id);
  await unparkSubscription(ctx, { subscription: showId("subscription", broken.id) });
  expect(await renewDue(ctx.projectId, at("2026-09-20T12:05:00Z"))).toBe(1);
  expect(await getSubscription(ctx, broken.id)).toMatchObject({ iteration: 2, parkedAt: null });
  await expect(
    unparkSubscription(ctx, { subscription: showId("subscription", broken.id) }),
  ).rejects.toMatchObject({ code: "conflict" });
});

it("a charge that cannot be written down holds up no other, and is asked for again", async () => {
  const ctx = await sandboxCtx();
  const made = [await makeSubscription(ctx), await makeSubscription(ctx)];
  await claimDue(ctx.projectId, at("2026-09-20T10:00:00Z"), 1);
  await claimDue(ctx.projectId, at("2026-09-20T10:00:10Z"), 1);
  const first = (await booksOf(ctx)).attempts[0]?.subscriptionId ?? "";
  await breakIt(ctx, first);
  await lookUpAttempts(ctx.projectId, at("2026-09-20T12:05:00Z"));
  const second = made.find(({ id }) => id !== first)?.id ?? "";
  expect(await getSubscription(ctx, second)).toMatchObject({ iteration: 2 });
  const { attempts } = await booksOf(ctx);
  expect(attempts).toMatchObject([{ state: "unknown" }, { state: "succeeded" }]);
});

describe("answers that are written down together", () => {
  const later = at("2026-09-20T12:05:00Z");
  const yes = (attemptId: string, reference = attemptId) => ({
    attemptId,
    outcome: { state: "succeeded" as const, reference, occurredAt: later.now() },
  });

  it("leave out those that cannot be, and settle the others", async () => {
    const ctx = await sandboxCtx();
    for (let count = 0; count < 4; count += 1) await makeSubscription(ctx);
    await claimDue(ctx.projectId, at("2026-09-20T10:00:00Z"), 10);
    const [first, unspeakable, broken, last] = (await booksOf(ctx)).attempts;
    if (!first || !unspeakable || !broken || !last) throw new Error("four were claimed");
    await breakIt(ctx, broken.subscriptionId ?? "");
    const answers = [yes(first.id), yes(unspeakable.id, "\u0000"), yes(broken.id), yes(last.id)];
    await expect(settleAttempts(ctx.projectId, later, answers)).rejects.toThrow();
    const books = await booksOf(ctx);
    const stateOf = (id: string) => books.attempts.find((attempt) => attempt.id === id)?.state;
    expect([first, unspeakable, broken, last].map(({ id }) => stateOf(id))).toEqual([
      "succeeded",
      "created",
      "created",
      "succeeded",
    ]);
    expect(books.transactions).toHaveLength(2);
    expect(await getSubscription(ctx, last.subscriptionId ?? "")).toMatchObject({ iteration: 2 });
    expect(await getSubscription(ctx, broken.subscriptionId ?? "")).toMatchObject({ iteration: 1 });
  });

  it("count each answer once, also where one came twice or with its contrary", async () => {
    const ctx = await sandboxCtx();
    const { id } = await makeSubscription(ctx);
    await claimDue(ctx.projectId, at("2026-09-20T10:00:00Z"), 10);
    const [attempt] = (await booksOf(ctx)).attempts;
    const attemptId = attempt?.id ?? "";
    const no = { state: "declined" as const, reference: null, code: "generic_decline", isHard: false };
    const answers = [
      yes(attemptId),
      yes(attemptId),
      { attemptId, outcome: { ...no, occurredAt: later.now() } },
    ];
    await settleAttempts(ctx.projectId, later, answers);
    const books = await booksOf(ctx);
    expect(books.attempts).toMatchObject([{ state: "succeeded" }]);
    expect(books.transactions).toMatchObject([{ status: "succeeded" }]);
    expect(await getSubscription(ctx, id)).toMatchObject({ iteration: 2, dunning: "none" });
  });

  it("number the facts of one customer without a gap, though two of their subscriptions are among them", async () => {
    const ctx = await sandboxCtx();
    const { profileId } = await makeSubscription(ctx);
    await makeSubscription(ctx, { profileId });
    await claimDue(ctx.projectId, at("2026-09-20T10:00:00Z"), 10);
    const { attempts } = await booksOf(ctx);
    await settleAttempts(
      ctx.projectId,
      later,
      attempts.map(({ id }) => yes(id)),
    );
    const facts = await read(ctx, (tx) =>
      tx
        .select({ sequence: domainEvents.sequence, type: domainEvents.type })
        .from(domainEvents)
        .where(eq(domainEvents.projectId, ctx.projectId))
        .orderBy(domainEvents.sequence),
    );
    const [{ sequence: first } = { sequence: 0 }] = facts;
    expect(facts.map(({ sequence }) => sequence - first)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(facts.map(({ type }) => type).toSorted()).toEqual([
      "order.settled",
      "order.settled",
      "purchase.completed",
      "purchase.completed",
      "subscription.renewing",
      "subscription.renewing",
    ]);
  });
});
