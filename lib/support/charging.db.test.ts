import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { pricePoints } from "@/db/schema/catalogue";
import { chargeAttempts } from "@/db/schema/orders";
import { subscriptions } from "@/db/schema/subscriptions";
import { fixedClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { read, write } from "@/lib/core/database";
import { showId } from "@/lib/core/ids";
import { renewDue } from "@/lib/subscriptions/renew";
import {
  booksOf,
  getSubscription,
  makePricePoint,
  makeSubscription,
  monthly,
  sandboxCtx,
  weekTrial,
} from "@/tests/billing";
import { asPromised, eventTypesOf, later, newKey, paidMonth } from "@/tests/support";
import { chargeSubscription, migrateSubscription } from "./commands";
import { getActions, previewAction } from "./queries";

describe("charge now", () => {
  it("asks for the coming period once, and the period comes in its time", async () => {
    const made = await paidMonth();
    const { effects } = await asPromised(made, { kind: "charge_now" }, (input) =>
      chargeSubscription(made.ctx, input),
    );
    expect(effects.money).toMatchObject({ direction: "charged", amount: { amount: "9.99" } });
    expect(await getSubscription(made.ctx, made.id)).toMatchObject({ isNextPaid: true, iteration: 2 });
    await expect(
      chargeSubscription(made.ctx, { key: newKey(), subscription: made.subscription }),
    ).rejects.toMatchObject({ message: "The coming period is paid already." });
    await renewDue(made.ctx.projectId, fixedClock("2026-10-20T12:00:00Z"));
    expect((await booksOf(made.ctx)).gatewayCharges).toHaveLength(2);
  });

  it("that is declined fails and leaves the subscription as it was", async () => {
    const { ctx, subscription, id } = await paidMonth({ card: "sandbox_declines_later" });
    const before = await getSubscription(ctx, id);
    expect(await chargeSubscription(ctx, { key: newKey(), subscription })).toMatchObject({ state: "failed" });
    expect(await getSubscription(ctx, id)).toMatchObject({
      dunning: "none",
      periodEnd: before.periodEnd,
      isNextPaid: false,
    });
  });

  it("is one charge for 20 agents", async () => {
    const { ctx, subscription, id } = await paidMonth();
    const { version } = await getSubscription(ctx, id);
    const all = await Promise.allSettled(
      Array.from({ length: 20 }, () => chargeSubscription(ctx, { key: newKey(), subscription, version })),
    );
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await booksOf(ctx)).gatewayCharges).toHaveLength(2);
  });

  it("waits while another charge is not answered", async () => {
    const { ctx, subscription, id } = await paidMonth({ card: "sandbox_error" });
    await renewDue(ctx.projectId, fixedClock("2026-10-20T10:00:00Z"));
    expect(
      await read(ctx, (tx) =>
        tx
          .select({ state: chargeAttempts.state })
          .from(chargeAttempts)
          .where(eq(chargeAttempts.projectId, ctx.projectId)),
      ),
    ).toEqual([{ state: "unknown" }]);
    await expect(chargeSubscription(ctx, { key: newKey(), subscription })).rejects.toMatchObject({
      message: "A charge or refund is on its way; wait for its outcome.",
    });
    const actions = await getActions(ctx, id);
    expect(actions.filter(({ isEnabled }) => isEnabled).map(({ kind }) => kind)).toContain("cancel");
  });
});

describe("migrate", () => {
  const yearly = { ...monthly, priceMinor: 5_999n, period: { unit: "years", count: 1 } } as const;
  const weekly = { ...monthly, priceMinor: 299n, period: { unit: "weeks", count: 1 } } as const;

  it("begins after the present period, in a subscription that waits", async () => {
    const made = await paidMonth();
    const { ident: pricePoint } = await makePricePoint(made.ctx, { terms: yearly });
    const strategy = "delayed_start";
    const { effects } = await asPromised(
      made,
      { kind: "migrate", pricePoint, strategy, strictMode: true },
      (input) => migrateSubscription(made.ctx, { ...input, pricePoint, strategy }),
    );
    expect(effects).toMatchObject({
      money: null,
      nextCharge: { before: { amount: { amount: "9.99" } }, after: { amount: { amount: "59.99" } } },
    });
    expect(await byFollows(made.ctx, made.id)).toMatchObject({ phase: "upcoming", followsId: made.id });
    await expect(
      migrateSubscription(made.ctx, { key: newKey(), subscription: made.subscription, pricePoint, strategy }),
    ).rejects.toMatchObject({
      message: "Another subscription waits for its end already. Cancel that one first.",
    });
    await renewDue(made.ctx.projectId, fixedClock("2026-10-20T10:00:00Z"));
    await renewDue(made.ctx.projectId, fixedClock("2026-10-20T12:00:00Z"));
    expect(await getSubscription(made.ctx, made.id)).toMatchObject({ endReason: "migrated" });
    expect(await byFollows(made.ctx, made.id)).toMatchObject({ phase: "recurring", iteration: 1 });
  });

  it("charges the difference at once, and the new one takes its place", async () => {
    const made = await paidMonth();
    const { ident: pricePoint } = await makePricePoint(made.ctx, { terms: yearly });
    const strategy = "price_prorate";
    const { effects } = await previewAction(made.ctx, made.subscription, {
      kind: "migrate",
      pricePoint,
      strategy,
      strictMode: true,
    });
    // 20 of 720 hours are used: 9.99 x 700 / 720 = 9.7125.
    expect(effects).toMatchObject({
      money: { amount: { amount: "50.28" } },
      migration: { credit: { amount: "9.71" }, strategy },
    });
    const told = (await eventTypesOf(made.ctx)).length;
    expect(
      await migrateSubscription(made.ctx, {
        key: newKey(),
        subscription: made.subscription,
        pricePoint,
        strategy,
      }),
    ).toMatchObject({ state: "done" });
    expect(await getSubscription(made.ctx, made.id)).toMatchObject({
      phase: "expired",
      endReason: "migrated",
    });
    const { orders, gatewayCharges } = await booksOf(made.ctx);
    const order = orders.find(({ kind }) => kind === "migration");
    expect(order).toMatchObject({ state: "settled", settledMinor: 5_028n });
    expect(gatewayCharges).toHaveLength(2);
    expect(await getSubscription(made.ctx, order?.subscriptionId ?? "")).toMatchObject({
      phase: "recurring",
      iteration: 1,
      periodEnd: new Date("2027-09-21T08:00:00Z"),
    });
    expect((await eventTypesOf(made.ctx)).slice(told).sort()).toEqual([...effects.events].sort());
  });

  it("refuses where nothing is left to charge, or begins later where that is allowed", async () => {
    const made = await paidMonth();
    const { ident: pricePoint } = await makePricePoint(made.ctx, { terms: weekly });
    const input = { subscription: made.subscription, pricePoint, strategy: "price_prorate" } as const;
    await expect(migrateSubscription(made.ctx, { key: newKey(), ...input })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Nothing would be left to charge: $9.71 are unused"),
    });
    await migrateSubscription(made.ctx, { key: newKey(), ...input, strictMode: false });
    expect(await byFollows(made.ctx, made.id)).toMatchObject({ phase: "upcoming" });
    expect((await booksOf(made.ctx)).gatewayCharges).toHaveLength(1);
  });

  it("refuses another currency, the same price, and what is archived", async () => {
    const { ctx, subscription, id } = await paidMonth();
    const other = await makePricePoint(ctx, { terms: { ...yearly, currency: "EUR" } });
    const archived = await makePricePoint(ctx, { terms: yearly });
    await write(ctx.projectId, (tx) =>
      tx
        .update(pricePoints)
        .set({ archivedAt: ctx.clock.now() })
        .where(and(eq(pricePoints.projectId, ctx.projectId), eq(pricePoints.id, archived.id))),
    );
    const { pricePointId } = await getSubscription(ctx, id);
    const strategy = "delayed_start" as const;
    for (const [pricePoint, words] of [
      [other.ident, "is sold in EUR, this subscription in USD"],
      [archived.ident, "is archived and no longer sold"],
      [showId("pricePoint", pricePointId), "It is on"],
    ] as const)
      await expect(
        migrateSubscription(ctx, { key: newKey(), subscription, pricePoint, strategy }),
      ).rejects.toMatchObject({ message: expect.stringContaining(words) });
  });

  it("leaves it as it is where the charge is declined", async () => {
    const { ctx, subscription, id } = await paidMonth({ card: "sandbox_declines_later" });
    const { ident: pricePoint } = await makePricePoint(ctx, { terms: yearly });
    const answer = await migrateSubscription(ctx, {
      key: newKey(),
      subscription,
      pricePoint,
      strategy: "price_prorate",
    });
    expect(answer).toMatchObject({ state: "failed" });
    expect(await getSubscription(ctx, id)).toMatchObject({ phase: "recurring", endReason: null });
  });

  it("is refused in a trial only where nothing is left to charge", async () => {
    const owner = await sandboxCtx();
    const { id } = await makeSubscription(owner, { terms: weekTrial });
    const ctx = later(owner, "2026-08-22T12:00:00Z");
    const { ident: pricePoint } = await makePricePoint(ctx, { terms: yearly });
    const { effects } = await previewAction(ctx, showId("subscription", id), {
      kind: "migrate",
      pricePoint,
      strategy: "price_prorate",
      strictMode: true,
    });
    expect(effects).toMatchObject({
      money: { amount: { amount: "59.99" } },
      migration: { credit: { amount: "0.00" } },
    });
  });

  async function byFollows(ctx: Ctx, id: string) {
    const [row] = await read(ctx, (tx) =>
      tx
        .select()
        .from(subscriptions)
        .where(eq(subscriptions.projectId, ctx.projectId))
        .orderBy(subscriptions.id),
    ).then((rows) => rows.filter(({ followsId }) => followsId === id));
    return row;
  }
});
