import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { paymentMethods } from "@/db/schema/subscriptions";
import { fixedClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { write } from "@/lib/core/database";
import { parseId, showId } from "@/lib/core/ids";
import { replacePaymentMethod } from "@/lib/subscriptions/commands";
import { renewDue } from "@/lib/subscriptions/renew";
import { booksOf, getSubscription, makeSuccessor, monthly } from "@/tests/billing";
import { later, newKey, paidMonth, refundBooksOf } from "@/tests/support";
import {
  cancelSubscription,
  chargeSubscription,
  discountSubscription,
  pauseSubscription,
  refundOrder,
} from "./commands";
import { getActions, previewRefund } from "./queries";

async function mendCard({ projectId }: Ctx, id: string): Promise<void> {
  await write(projectId, (tx) =>
    tx
      .update(paymentMethods)
      .set({ token: `sandbox_visa.${id}` })
      .where(and(eq(paymentMethods.projectId, projectId), eq(paymentMethods.id, id))),
  );
}

const terms = { ...monthly, priceMinor: 5_999n };
const dueAt = "2026-10-20T10:00:00Z";

/** A paid month, and one at another price that waits for its end. */
async function waiting(card?: string) {
  const made = await paidMonth(card ? { card } : {});
  const { profileId, paymentMethodId } = await getSubscription(made.ctx, made.id);
  const former = { id: made.id, profileId: profileId ?? "", methodId: paymentMethodId ?? "" };
  const successor = showId("subscription", await makeSuccessor(made.ctx, former, { terms }));
  const cancel = () => cancelSubscription(made.ctx, { key: newKey(), subscription: successor });
  const renew = () => renewDue(made.ctx.projectId, fixedClock(dueAt));
  return { ...made, successor, cancel, renew };
}

describe("one that waits for another's end is not taken away", () => {
  it("once it is paid, nor what it waits for with access", async () => {
    const { ctx, id, successor, cancel, renew } = await waiting();
    await renew();
    expect(await getSubscription(ctx, id)).toMatchObject({ isNextPaid: true });
    const message = "It is paid already and begins in its time. Cancel it once it has begun.";
    await expect(cancel()).rejects.toMatchObject({ code: "conflict", message });
    const actions = await getActions(ctx, parseId("subscription", successor));
    expect(actions.find(({ kind }) => kind === "cancel")).toMatchObject({ isEnabled: false, why: message });
    const { orders } = await booksOf(ctx);
    expect(orders).toHaveLength(2);
    for (const { id: order } of orders) {
      const asked = { key: newKey(), order: showId("order", order), keepAccess: false };
      await expect(refundOrder(ctx, asked)).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringContaining("Keep access"),
      });
      await expect(previewRefund(ctx, asked.order, { keepAccess: false })).rejects.toMatchObject({
        code: "conflict",
      });
    }
    await renewDue(ctx.projectId, fixedClock("2026-10-20T12:00:00Z"));
    expect(await getSubscription(ctx, parseId("subscription", successor))).toMatchObject({
      phase: "recurring",
      iteration: 1,
    });
  });

  it("while its charge is not answered", async () => {
    const { cancel, renew } = await waiting("sandbox_error");
    await renew();
    await expect(cancel()).rejects.toMatchObject({ message: expect.stringContaining("is on its way") });
  });

  it("while the former is paused", async () => {
    const { ctx, subscription, cancel } = await waiting();
    await pauseSubscription(ctx, { key: newKey(), subscription, until: null });
    await expect(cancel()).rejects.toMatchObject({ message: expect.stringContaining("is paused") });
  });

  it("but any time before", async () => {
    const { ctx, successor, cancel } = await waiting();
    await cancel();
    expect(await getSubscription(ctx, parseId("subscription", successor))).toMatchObject({
      phase: "expired",
      endReason: "cancelled",
    });
  });
});

describe("a charge that is not answered", () => {
  it("is waited for by a discount: it would be paid for a period that costs nothing", async () => {
    const { ctx, id, subscription } = await paidMonth({ card: "sandbox_error" });
    await renewDue(ctx.projectId, fixedClock(dueAt));
    const free = { key: newKey(), subscription, percent: 100, cycles: 1 };
    await expect(discountSubscription(ctx, free)).rejects.toMatchObject({
      message: "A charge or refund is on its way; wait for its outcome.",
    });
    expect(await getSubscription(ctx, id)).toMatchObject({ discountPercent: null });
  });

  it("is waited for by a refund that ends access", async () => {
    const { ctx, id, subscription } = await paidMonth();
    const { order } = await refundBooksOf(ctx);
    await chargeSubscription.begin(ctx, { key: newKey(), subscription });
    const asked = { key: newKey(), order: showId("order", order.id), keepAccess: false };
    await expect(refundOrder(ctx, asked)).rejects.toMatchObject({ code: "conflict" });
    expect(await getSubscription(ctx, id)).toMatchObject({ phase: "recurring" });
  });
});

it("nothing is charged now for what a refund is about to end", async () => {
  const { ctx, subscription } = await paidMonth();
  const { order } = await refundBooksOf(ctx);
  await refundOrder.begin(ctx, { key: newKey(), order: showId("order", order.id), keepAccess: false });
  await expect(chargeSubscription(ctx, { key: newKey(), subscription })).rejects.toMatchObject({
    message: "A charge or refund is on its way; wait for its outcome.",
  });
  expect((await booksOf(ctx)).gatewayCharges).toHaveLength(1);
});

it("a discount that took the place of a larger one between two tries is charged and booked", async () => {
  const { ctx, id, subscription } = await paidMonth({ card: "sandbox_declines_later" });
  const discount = (percent: number, at: string) =>
    discountSubscription(later(ctx, at), { key: newKey(), subscription, percent, cycles: 1 });
  await discount(50, "2026-09-22T08:00:00Z");
  await renewDue(ctx.projectId, fixedClock(dueAt));
  await discount(10, "2026-10-20T11:00:00Z");
  const { paymentMethodId } = await getSubscription(ctx, id);
  await mendCard(ctx, paymentMethodId ?? "");
  await renewDue(ctx.projectId, fixedClock("2026-10-22T10:00:00Z"));
  const { orders } = await booksOf(ctx);
  expect(orders.at(-1)).toMatchObject({ state: "settled", amountMinor: 899n, settledMinor: 899n });
  expect(await getSubscription(ctx, id)).toMatchObject({ dunning: "none", iteration: 3 });
});

it("another card pays for what waits too, once it has begun", async () => {
  const { ctx, subscription, successor, renew } = await waiting("sandbox_declines_later");
  const paymentMethod = { provider: "sandbox", card: "sandbox_mastercard" } as const;
  await replacePaymentMethod(ctx, { subscription, paymentMethod });
  await renew();
  await renewDue(ctx.projectId, fixedClock("2026-10-20T12:00:00Z"));
  await renewDue(ctx.projectId, fixedClock("2026-11-20T10:00:00Z"));
  expect(await getSubscription(ctx, parseId("subscription", successor))).toMatchObject({
    isNextPaid: true,
    dunning: "none",
  });
});

describe("a coming period that is paid already", () => {
  it("is not lost with the access of the present one, and goes only with its own payment", async () => {
    const { ctx: owner, id } = await paidMonth();
    await renewDue(owner.projectId, fixedClock(dueAt));
    const ctx = later(owner, "2026-10-20T11:00:00Z");
    expect(await getSubscription(ctx, id)).toMatchObject({ isNextPaid: true });
    const [present, coming] = (await booksOf(ctx)).orders
      .toSorted((a, b) => (a.iteration ?? 1) - (b.iteration ?? 1))
      .map((order) => showId("order", order.id));
    if (!present || !coming) throw new Error("both periods were paid");
    const asked = { key: newKey(), order: present, keepAccess: false };
    await expect(refundOrder(ctx, asked)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("coming period is paid already"),
    });
    expect(await getSubscription(ctx, id)).toMatchObject({ phase: "recurring", isNextPaid: true });
    await refundOrder(ctx, { key: newKey(), order: coming, keepAccess: false });
    expect(await getSubscription(ctx, id)).toMatchObject({ phase: "expired", endReason: "refunded" });
    await refundOrder(ctx, { key: newKey(), order: present, keepAccess: true });
    const { orders } = await booksOf(ctx);
    expect(orders.map(({ refundedMinor }) => refundedMinor)).toEqual([999n, 999n]);
  });
});
