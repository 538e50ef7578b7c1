import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { orders } from "@/db/schema/orders";
import { subscriptions } from "@/db/schema/subscriptions";
import { fixedClock } from "@/lib/core/clock";
import { write } from "@/lib/core/database";
import { showId } from "@/lib/core/ids";
import { exponentOf } from "@/lib/core/money";
import { getSubscription, monthly } from "@/tests/billing";
import { auditOf, memberCtx } from "@/tests/factories";
import { eventTypesOf, newKey, paidOrder, refundBooksOf, supportActionsOf, toldBy } from "@/tests/support";
import { refundOrder } from "./commands";
import { previewRefund } from "./queries";

describe("refundOrder", () => {
  it("gives all of it back and keeps access, and leaves its trail", async () => {
    const { ctx, order, id } = await paidOrder();
    const before = await getSubscription(ctx, id);
    const { effects } = await previewRefund(ctx, order, { keepAccess: true });
    expect(effects).toMatchObject({
      money: { direction: "refunded", amount: { amount: "9.99", currency: "USD" } },
      events: ["refund.settled"],
      access: { before: { isActive: true }, after: { isActive: true } },
    });
    const told = (await eventTypesOf(ctx)).length;
    const answer = await refundOrder(ctx, {
      key: newKey(),
      order,
      keepAccess: true,
      reason: "Goodwill",
      comment: "Asked in chat",
    });
    expect(answer).toMatchObject({ state: "done" });
    const books = await refundBooksOf(ctx);
    expect(books.order).toMatchObject({ refundedMinor: 999n, refundPendingMinor: 0n });
    expect(books.gatewayRefunds).toMatchObject([{ amountMinor: 999n }]);
    expect(books.transactions.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ["charge", 999n],
      ["refund", -999n],
    ]);
    expect(await getSubscription(ctx, id)).toEqual(before);
    expect((await eventTypesOf(ctx)).slice(told)).toEqual(effects.events);
    expect(await supportActionsOf(ctx)).toMatchObject([
      { kind: "refund", state: "done", reason: "Goodwill", comment: "Asked in chat" },
    ]);
    expect((await auditOf(ctx)).map(({ action, subject }) => [action, subject])).toEqual([
      ["order.refund", order],
    ]);
  });

  it("gives a part back and ends access", async () => {
    const { ctx, order, id } = await paidOrder();
    const amount = { amount: "4.99", currency: "USD" };
    const { effects } = await previewRefund(ctx, order, {
      amount: { minor: 499n, currency: "USD", exponent: 2 },
      keepAccess: false,
    });
    const told = (await eventTypesOf(ctx)).length;
    await refundOrder(ctx, { key: newKey(), order, amount, keepAccess: false });
    expect(await getSubscription(ctx, id)).toMatchObject({
      phase: "expired",
      endReason: "refunded",
    });
    const books = await refundBooksOf(ctx);
    expect(books.order).toMatchObject({ refundedMinor: 499n });
    expect(await toldBy(ctx, "refund.settled")).toMatchObject({
      transaction_id: showId("transaction", books.transactions.at(-1)?.id ?? ""),
      order_id: order,
      amount_refunded: amount,
      kept_access: false,
    });
    expect((await eventTypesOf(ctx)).slice(told)).toEqual(effects.events);
    expect(effects.access.after).toMatchObject({ isActive: false });
  });

  it("is one refund for the same key, and answers with the first", async () => {
    const { ctx, order } = await paidOrder();
    const input = { key: newKey(), order, keepAccess: true };
    const first = await refundOrder(ctx, input);
    expect(await refundOrder(ctx, input)).toEqual(first);
    await expect(refundOrder(ctx, { ...input, keepAccess: false })).rejects.toMatchObject({
      code: "idempotency_mismatch",
    });
    expect((await refundBooksOf(ctx)).gatewayRefunds).toHaveLength(1);
  });

  it("is one refund however many agents press at once, with keys of their own or one", async () => {
    const { ctx, order, version } = await paidOrder();
    const shared = newKey();
    const all = await Promise.allSettled(
      Array.from({ length: 20 }, (_, at) =>
        refundOrder(ctx, {
          key: at < 10 ? shared : newKey(),
          order,
          keepAccess: true,
          version,
          amount: { amount: "3.00", currency: "USD" },
        }),
      ),
    );
    const books = await refundBooksOf(ctx);
    expect(books.gatewayRefunds).toHaveLength(1);
    expect(books.refundAttempts).toHaveLength(1);
    expect(books.order).toMatchObject({ refundedMinor: 300n, refundPendingMinor: 0n });
    for (const each of all)
      if (each.status === "rejected") expect(each.reason).toMatchObject({ code: "conflict" });
    expect(all.some(({ status }) => status === "fulfilled")).toBe(true);
  });

  it("tells whoever comes second what happened, and by whom", async () => {
    const { ctx, order, version } = await paidOrder();
    const amount = { amount: "1.00", currency: "USD" };
    await refundOrder(ctx, { key: newKey(), order, keepAccess: true, version, amount });
    const other = {
      ...(await memberCtx("support", ctx.projectId)),
      clock: fixedClock("2026-09-21T08:00:20Z"),
    };
    const name = ctx.actor.kind === "user" ? showId("user", ctx.actor.userId) : "";
    await expect(
      refundOrder(other, { key: newKey(), order, keepAccess: true, version, amount }),
    ).rejects.toMatchObject({
      code: "conflict",
      message: `${name} refunded it 20 seconds ago. Look at it again before you go on.`,
    });
  });

  it("refuses more than was paid, nothing, less than nothing, what the currency cannot hold, and another currency", async () => {
    const cases: [string, bigint, string[]][] = [
      ["USD", 999n, ["10.00", "-1.00", "1.005", "0", "0.00", "1e2", "1,00"]],
      ["JPY", 1_480n, ["1481", "-5", "1.5", "0"]],
      ["KWD", 3_500n, ["3.501", "-0.001", "1.0005", "0.000"]],
      ["CLF", 12_345n, ["1.2346", "-0.0001", "0.00001", "0.0000"]],
    ];
    for (const [currency, priceMinor, refused] of cases) {
      const terms = { ...monthly, currency, exponent: exponentOf(currency), priceMinor };
      const { ctx, order } = await paidOrder(terms);
      for (const amount of refused)
        await expect(
          refundOrder(ctx, { key: newKey(), order, keepAccess: true, amount: { amount, currency } }),
          `${amount} ${currency}`,
        ).rejects.toMatchObject({ code: "invalid", fields: { "amount.amount": expect.any(String) } });
      await expect(
        refundOrder(ctx, {
          key: newKey(),
          order,
          keepAccess: true,
          amount: { amount: "1", currency: "EUR" },
        }),
      ).rejects.toMatchObject({ code: "invalid", fields: { "amount.currency": expect.any(String) } });
      expect(await refundOrder(ctx, { key: newKey(), order, keepAccess: true })).toMatchObject({
        state: "done",
      });
      const books = await refundBooksOf(ctx);
      expect(books.gatewayRefunds.map(({ amountMinor }) => amountMinor)).toEqual([priceMinor]);
      await expect(refundOrder(ctx, { key: newKey(), order, keepAccess: true })).rejects.toMatchObject({
        code: "conflict",
        message: "All of it was refunded.",
      });
    }
  });

  it("gives back in parts up to what was paid and not a cent more", async () => {
    const { ctx, order } = await paidOrder();
    const refund = (amount: string) =>
      refundOrder(ctx, { key: newKey(), order, keepAccess: true, amount: { amount, currency: "USD" } });
    await refund("4.00");
    await refund("5.00");
    await expect(refund("1.00")).rejects.toMatchObject({ code: "invalid" });
    await refund("0.99");
    expect((await refundBooksOf(ctx)).order).toMatchObject({ refundedMinor: 999n });
  });

  it("goes back to someone who was erased since: their bank knows whom", async () => {
    const { ctx, order } = await paidOrder();
    await write(ctx.projectId, async (tx) => {
      const noOne = { profileId: null };
      await tx.update(orders).set(noOne).where(eq(orders.projectId, ctx.projectId));
      await tx.update(subscriptions).set(noOne).where(eq(subscriptions.projectId, ctx.projectId));
    });
    const told = await eventTypesOf(ctx);
    expect(await refundOrder(ctx, { key: newKey(), order, keepAccess: true })).toMatchObject({
      state: "done",
    });
    const books = await refundBooksOf(ctx);
    expect(books.order).toMatchObject({ refundedMinor: 999n });
    expect(books.transactions.at(-1)).toMatchObject({ kind: "refund", amountMinor: -999n, profileId: null });
    expect(await eventTypesOf(ctx)).toEqual(told);
  });

  it("is for those who may refund, and of the own project", async () => {
    const { ctx, order } = await paidOrder();
    const input = { key: newKey(), order, keepAccess: true };
    await expect(refundOrder(await memberCtx("growth", ctx.projectId), input)).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(refundOrder(await memberCtx("owner"), input)).rejects.toMatchObject({ code: "not_found" });
    await expect(refundOrder(ctx, { ...input, reason: "x".repeat(257) })).rejects.toMatchObject({
      fields: { reason: expect.any(String) },
    });
    await expect(refundOrder(ctx, { ...input, comment: "x".repeat(2_049) })).rejects.toMatchObject({
      fields: { comment: expect.any(String) },
    });
  });
});
