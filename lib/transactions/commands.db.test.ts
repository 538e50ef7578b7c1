import { asc, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { domainEvents } from "@/db/schema/events";
import { chargeAttempts, orders } from "@/db/schema/orders";
import { disputes, refunds, transactions } from "@/db/schema/transactions";
import type { Ctx } from "@/lib/core/ctx";
import { read } from "@/lib/core/database";
import { newId, showId } from "@/lib/core/ids";
import { auditOf, memberCtx, testNow } from "@/tests/factories";
import { toldBy } from "@/tests/support";
import { makeFunnel, makeProfile, makeSession } from "@/tests/visits";
import { closeDispute, openDispute, recordPayment } from "./commands";

const occurredAt = "2026-08-19T08:00:00.000Z";

async function setUp() {
  const ctx = await memberCtx("developer");
  const { id: profileId } = await makeProfile(ctx);
  const customer = showId("profile", profileId);
  const charge = {
    customer,
    provider: "stripe" as const,
    providerTransactionId: "pi_1",
    amount: { amount: "9.99", currency: "EUR" },
    occurredAt,
  };
  const refund = { ...charge, kind: "refund" as const, providerTransactionId: "re_1", refundOf: "pi_1" };
  const dispute = {
    provider: "stripe" as const,
    providerDisputeId: "dp_1",
    payment: "pi_1",
    amount: charge.amount,
    openedAt: occurredAt,
  };
  return { ctx, profileId, customer, charge, refund, dispute };
}

const typesOf = async (ctx: Ctx) =>
  (
    await read(ctx, (tx) =>
      tx
        .select()
        .from(domainEvents)
        .where(eq(domainEvents.projectId, ctx.projectId))
        .orderBy(asc(domainEvents.sequence)),
    )
  ).map(({ type }) => type);

const booksOf = (ctx: Ctx) =>
  read(ctx, async (tx) => ({
    orders: await tx.select().from(orders).where(eq(orders.projectId, ctx.projectId)),
    attempts: await tx.select().from(chargeAttempts).where(eq(chargeAttempts.projectId, ctx.projectId)),
    ledger: await tx
      .select()
      .from(transactions)
      .where(eq(transactions.projectId, ctx.projectId))
      .orderBy(asc(transactions.kind)),
    refunds: await tx.select().from(refunds).where(eq(refunds.projectId, ctx.projectId)),
    disputes: await tx.select().from(disputes).where(eq(disputes.projectId, ctx.projectId)),
  }));

const fieldsOf = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail("went through"),
    (error) => Object.keys(error.fields ?? {}),
  );

describe("a payment made elsewhere", () => {
  it("gets an order, an attempt and its entry, with the visit it was made in, and is told", async () => {
    const { ctx, profileId, charge } = await setUp();
    const { id: funnelId } = await makeFunnel(ctx);
    const { id: sessionId } = await makeSession(ctx, { profileId, funnelId });
    const { transactionId } = await recordPayment(ctx, {
      ...charge,
      session: showId("session", sessionId),
      method: { brand: "visa", lastFour: "4242" },
    });
    const books = await booksOf(ctx);
    const visit = { sessionId, funnelId };
    expect(books).toMatchObject({
      orders: [{ state: "settled", amountMinor: 999n, settledMinor: 999n, currency: "EUR", ...visit }],
      attempts: [{ state: "succeeded", providerReference: "pi_1" }],
      ledger: [{ kind: "charge", amountMinor: 999n, methodLastFour: "4242", ...visit }],
    });
    expect(books.ledger[0]?.occurredAt.toISOString()).toBe(occurredAt);
    expect(await typesOf(ctx)).toEqual(["order.settled", "purchase.completed"]);
    expect(await auditOf(ctx)).toMatchObject([
      { action: "transaction.record", subject: transactionId, profileId },
    ]);
  });

  it("is recorded once, and never over another amount or for another customer", async () => {
    const { ctx, charge } = await setUp();
    const first = await recordPayment(ctx, charge);
    expect(await recordPayment(ctx, charge)).toEqual(first);
    const more = { ...charge, amount: { amount: "10.00", currency: "EUR" } };
    await expect(recordPayment(ctx, more)).rejects.toMatchObject({ code: "conflict" });
    const other = showId("profile", (await makeProfile(ctx)).id);
    expect(await fieldsOf(recordPayment(ctx, { ...charge, customer: other }))).toEqual([
      "providerTransactionId",
    ]);
    expect((await booksOf(ctx)).ledger).toHaveLength(1);
    expect(await auditOf(ctx)).toHaveLength(1);
  });

  it("that was declined keeps its code and moves nothing", async () => {
    const { ctx, charge } = await setUp();
    await recordPayment(ctx, { ...charge, status: "declined", declineCode: "expired_card" });
    expect(await booksOf(ctx)).toMatchObject({
      orders: [{ state: "declined", settledMinor: 0n }],
      ledger: [{ status: "declined", declineCode: "expired_card" }],
    });
    expect(await typesOf(ctx)).toEqual(["order.declined"]);
  });

  it.each([
    [{ amount: { amount: "0", currency: "EUR" } }, "amount.amount"],
    [{ amount: { amount: "-1", currency: "EUR" } }, "amount.amount"],
    [{ amount: { amount: "1.5", currency: "JPY" } }, "amount.amount"],
    [{ amount: { amount: "1", currency: "XXX" } }, "amount.currency"],
    [{ provider: "sandbox" }, "provider"],
    [{ occurredAt: "2026-08-20T12:06:00.000Z" }, "occurredAt"],
    [{ occurredAt: "yesterday" }, "occurredAt"],
    [{ declineCode: "expired_card" }, "declineCode"],
    [{ refundOf: "pi_0" }, "refundOf"],
    [{ kind: "refund" }, "refundOf"],
    [{ method: { lastFour: "42" } }, "method.lastFour"],
    [{ session: "ses_00000000000000000000000000" }, "session"],
    [{ providerTransactionId: " " }, "providerTransactionId"],
  ])("that says %j is refused for it", async (change, field) => {
    const { ctx, charge } = await setUp();
    // Whatever a caller may send.
    const input = { ...charge, ...change } as Parameters<typeof recordPayment>[1];
    expect(await fieldsOf(recordPayment(ctx, input))).toEqual([field]);
    expect((await booksOf(ctx)).ledger).toEqual([]);
  });

  it("is hidden from strangers and closed to those who only support", async () => {
    const { charge } = await setUp();
    const stranger = await memberCtx("owner");
    await expect(recordPayment(stranger, charge)).rejects.toMatchObject({ code: "not_found" });
    const support = await memberCtx("support");
    await expect(recordPayment(support, charge)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("a refund made elsewhere", () => {
  it("goes to the order of its payment, once, and is told", async () => {
    const { ctx, charge, refund } = await setUp();
    await recordPayment(ctx, charge);
    const part = { ...refund, amount: { amount: "4.99", currency: "EUR" } };
    await recordPayment(ctx, part);
    await recordPayment(ctx, part);
    const books = await booksOf(ctx);
    expect(books).toMatchObject({
      orders: [{ refundedMinor: 499n, version: 2 }],
      ledger: [{ kind: "charge" }, { kind: "refund", amountMinor: -499n, orderId: books.orders[0]?.id }],
      refunds: [{ amountMinor: 499n, transactionId: books.ledger[1]?.id }],
    });
    expect((await typesOf(ctx)).at(-1)).toBe("refund.settled");
    expect(await toldBy(ctx, "refund.settled")).toMatchObject({
      transaction_id: showId("transaction", books.ledger[1]?.id ?? ""),
      order_id: showId("order", books.orders[0]?.id ?? ""),
      amount_refunded: part.amount,
      kept_access: true,
    });
  });

  it("never gives back more than is left, nor in another currency, nor of another's payment", async () => {
    const { ctx, charge, refund } = await setUp();
    await recordPayment(ctx, charge);
    await recordPayment(ctx, { ...refund, amount: { amount: "5", currency: "EUR" } });
    const again = { ...refund, providerTransactionId: "re_2" };
    expect(await fieldsOf(recordPayment(ctx, again))).toEqual(["amount"]);
    const dollars = { ...again, amount: { amount: "1", currency: "USD" } };
    expect(await fieldsOf(recordPayment(ctx, dollars))).toEqual(["amount"]);
    expect(await fieldsOf(recordPayment(ctx, { ...again, refundOf: "pi_9" }))).toEqual(["refundOf"]);
    const other = showId("profile", (await makeProfile(ctx)).id);
    expect(await fieldsOf(recordPayment(ctx, { ...again, customer: other }))).toEqual(["refundOf"]);
  });

  it("of which many are recorded at the same moment, takes only what is left", async () => {
    const { ctx, charge, refund } = await setUp();
    await recordPayment(ctx, charge);
    const tries = ["re_1", "re_2", "re_3"].map((providerTransactionId) =>
      recordPayment(ctx, { ...refund, providerTransactionId }).then(
        () => "done",
        (error) => error.code,
      ),
    );
    expect((await Promise.all(tries)).sort()).toEqual(["done", "invalid", "invalid"]);
    expect((await booksOf(ctx)).orders).toMatchObject([{ refundedMinor: 999n }]);
  });
});

describe("a dispute", () => {
  it("takes the money, tells it, and brings it back when it is won", async () => {
    const { ctx, charge, dispute } = await setUp();
    await recordPayment(ctx, charge);
    const { disputeId } = await openDispute(ctx, { ...dispute, reason: "fraudulent" });
    expect(await openDispute(ctx, dispute)).toEqual({ disputeId });
    expect(await booksOf(ctx)).toMatchObject({
      ledger: [
        { kind: "charge" },
        { kind: "dispute", amountMinor: -999n, amountUsdMinor: expect.any(BigInt) },
      ],
      disputes: [{ state: "open", reason: "fraudulent" }],
    });
    expect((await typesOf(ctx)).filter((type) => type === "dispute.opened")).toHaveLength(1);
    const won = { dispute: disputeId, outcome: "won", closedAt: occurredAt } as const;
    await closeDispute(ctx, won);
    await closeDispute(ctx, won);
    expect(await booksOf(ctx)).toMatchObject({
      ledger: [{ kind: "charge" }, { kind: "dispute" }, { kind: "dispute_reversal", amountMinor: 999n }],
      disputes: [{ state: "won" }],
    });
    await expect(closeDispute(ctx, { ...won, outcome: "lost" })).rejects.toMatchObject({ code: "conflict" });
    const actions = (await auditOf(ctx)).map(({ action }) => action);
    expect(actions.sort()).toEqual(["dispute.close", "dispute.open", "transaction.record"]);
  });

  it("that is lost leaves the money gone", async () => {
    const { ctx, charge, dispute } = await setUp();
    await recordPayment(ctx, charge);
    const { disputeId } = await openDispute(ctx, dispute);
    await closeDispute(ctx, { dispute: disputeId, outcome: "lost", closedAt: occurredAt });
    expect((await booksOf(ctx)).ledger).toHaveLength(2);
  });

  it("needs a payment that is in the books, and no more than it", async () => {
    const { ctx, charge, dispute } = await setUp();
    expect(await fieldsOf(openDispute(ctx, dispute))).toEqual(["payment"]);
    await recordPayment(ctx, charge);
    const more = { ...dispute, amount: { amount: "10", currency: "EUR" } };
    expect(await fieldsOf(openDispute(ctx, more))).toEqual(["amount"]);
    const late = { ...dispute, openedAt: "2027-01-01T00:00:00.000Z" };
    expect(await fieldsOf(openDispute(ctx, late))).toEqual(["openedAt"]);
    const unknown = {
      dispute: showId("dispute", newId(testNow)),
      outcome: "won",
      closedAt: occurredAt,
    } as const;
    await expect(closeDispute(ctx, unknown)).rejects.toMatchObject({ code: "not_found" });
  });

  it("is hidden from strangers and closed to those who only support", async () => {
    const { ctx, charge, dispute } = await setUp();
    await recordPayment(ctx, charge);
    const { disputeId } = await openDispute(ctx, dispute);
    const closed = { dispute: disputeId, outcome: "won", closedAt: occurredAt } as const;
    const stranger = await memberCtx("owner");
    await expect(closeDispute(stranger, closed)).rejects.toMatchObject({ code: "not_found" });
    expect(await fieldsOf(openDispute(stranger, dispute))).toEqual(["payment"]);
    const support = await memberCtx("support", ctx.projectId);
    for (const work of [openDispute(support, dispute), closeDispute(support, closed)])
      await expect(work).rejects.toMatchObject({ code: "forbidden" });
  });
});
