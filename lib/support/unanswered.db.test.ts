import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { chargeAttempts, orders } from "@/db/schema/orders";
import { fixedClock } from "@/lib/core/clock";
import { read, write } from "@/lib/core/database";
import { parseId, showId } from "@/lib/core/ids";
import { lookUpAttempts } from "@/lib/subscriptions/janitor";
import { renewDue } from "@/lib/subscriptions/renew";
import { recordTransaction } from "@/lib/transactions/record";
import { newKey, paidOrder, refundBooksOf, supportActionsOf } from "@/tests/support";
import { decideCharge, refundOrder } from "./commands";
import { type RefundPoint, sendAction } from "./send-action";

describe("a process that dies in mid-refund", () => {
  for (const point of ["begun", "marked_sent", "answered"] as const satisfies RefundPoint[])
    it(`at ${point} leaves it pending, and the gateway is asked after the restart and nothing repeated`, async () => {
      const { ctx, order } = await paidOrder();
      const input = { key: newKey(), order, keepAccess: true };
      const { actionId } = await refundOrder.begin(ctx, input);
      const dies = sendAction(ctx.projectId, ctx.clock, parseId("supportAction", actionId), (at) => {
        if (at === point) throw new Error("killed");
      });
      await expect(dies).rejects.toThrow("killed");
      expect((await refundBooksOf(ctx)).order).toMatchObject({ refundPendingMinor: 999n, refundedMinor: 0n });
      expect(await refundOrder(ctx, input)).toMatchObject({ state: "pending" });
      await expect(refundOrder(ctx, { ...input, key: newKey() })).rejects.toMatchObject({
        message: expect.stringContaining("is on its way"),
      });

      expect(await lookUpAttempts(ctx.projectId, fixedClock("2026-09-21T08:02:00Z"))).toBe(1);
      const books = await refundBooksOf(ctx);
      expect(books.order).toMatchObject({ refundPendingMinor: 0n, refundedMinor: 999n });
      expect(books.gatewayRefunds).toMatchObject([{ idempotencyKey: books.refundAttempts[0]?.id }]);
      expect(books.refundAttempts).toHaveLength(1);
      expect(await refundOrder(ctx, input)).toMatchObject({ state: "done" });
    });
});

describe("decideCharge", () => {
  async function parked() {
    const begun = await paidOrder();
    await refundOrder.begin(begun.ctx, { key: newKey(), order: begun.order, keepAccess: true });
    const { refundAttempts } = await refundBooksOf(begun.ctx);
    await write(begun.ctx.projectId, (tx) =>
      tx
        .update(chargeAttempts)
        .set({ state: "parked", parkedReason: "no answer", nextLookupAt: null })
        .where(and(eq(chargeAttempts.projectId, begun.ctx.projectId), eq(chargeAttempts.kind, "refund"))),
    );
    return { ...begun, attempt: showId("attempt", refundAttempts[0]?.id ?? "") };
  }

  it("books what a person found executed", async () => {
    const { ctx, attempt } = await parked();
    await decideCharge(ctx, { key: newKey(), attempt, verdict: "executed", reference: "re_1" });
    const { order, refundAttempts } = await refundBooksOf(ctx);
    expect(order).toMatchObject({ refundedMinor: 999n, refundPendingMinor: 0n });
    expect(refundAttempts).toMatchObject([{ state: "succeeded", providerReference: "re_1" }]);
    expect((await supportActionsOf(ctx)).map(({ kind, state }) => [kind, state]).sort()).toEqual([
      ["decide", "done"],
      ["refund", "done"],
    ]);
    await expect(
      decideCharge(ctx, { key: newKey(), attempt, verdict: "not_executed" }),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  it("books it also of someone who was erased since", async () => {
    const { ctx, attempt } = await parked();
    await write(ctx.projectId, (tx) =>
      tx.update(orders).set({ profileId: null }).where(eq(orders.projectId, ctx.projectId)),
    );
    await decideCharge(ctx, { key: newKey(), attempt, verdict: "executed", reference: "re_1" });
    expect((await refundBooksOf(ctx)).order).toMatchObject({ refundedMinor: 999n, refundPendingMinor: 0n });
  });

  it("counts once what the provider has told of meanwhile", async () => {
    const { ctx, attempt } = await parked();
    const { order } = await refundBooksOf(ctx);
    await write(ctx.projectId, async (tx) => {
      const amount = { minor: 999n, currency: "USD", exponent: 2 };
      const { profileId, environment, provider, id: orderId } = order;
      const told = { profileId, environment, provider, orderId, amount, occurredAt: ctx.clock.now() };
      const known = { kind: "refund", status: "succeeded", providerTransactionId: "re_1" } as const;
      await recordTransaction({ ...ctx, tx }, { ...told, ...known });
      // Of twice as much, of which one half was given back.
      await tx
        .update(orders)
        .set({ amountMinor: 1_998n, settledMinor: 1_998n, refundedMinor: 999n })
        .where(and(eq(orders.projectId, ctx.projectId), eq(orders.id, order.id)));
    });
    await decideCharge(ctx, { key: newKey(), attempt, verdict: "executed", reference: "re_1" });
    const books = await refundBooksOf(ctx);
    expect(books.order).toMatchObject({ refundedMinor: 999n, refundPendingMinor: 0n });
    expect(books.transactions.filter(({ kind }) => kind === "refund")).toHaveLength(1);
  });

  it("frees what was not executed, so that it can be asked again", async () => {
    const { ctx, attempt, order } = await parked();
    await decideCharge(ctx, { key: newKey(), attempt, verdict: "not_executed" });
    const books = await refundBooksOf(ctx);
    expect(books.order).toMatchObject({ refundedMinor: 0n, refundPendingMinor: 0n });
    expect(books.refundAttempts).toMatchObject([{ state: "not_executed" }]);
    expect(await refundOrder(ctx, { key: newKey(), order, keepAccess: true })).toMatchObject({
      state: "done",
    });
  });
});

it("keeps a refund that is pending out of the way of the next renewal, unless it ends access", async () => {
  for (const keepAccess of [true, false]) {
    const { ctx, order } = await paidOrder();
    await refundOrder.begin(ctx, { key: newKey(), order, keepAccess });
    await write(ctx.projectId, (tx) =>
      tx
        .update(chargeAttempts)
        .set({ nextLookupAt: new Date("2027-01-01T00:00:00Z") })
        .where(and(eq(chargeAttempts.projectId, ctx.projectId), eq(chargeAttempts.kind, "refund"))),
    );
    await renewDue(ctx.projectId, fixedClock("2026-10-20T10:00:00Z"));
    const renewals = await read(ctx, (tx) =>
      tx.select({ id: orders.id }).from(orders).where(eq(orders.projectId, ctx.projectId)),
    );
    expect(renewals).toHaveLength(keepAccess ? 2 : 1);
  }
});
