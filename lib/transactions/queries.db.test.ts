import { describe, expect, it } from "vitest";
import { newId, showId } from "@/lib/core/ids";
import { findCustomer } from "@/lib/customers/customer";
import { memberCtx, testNow } from "@/tests/factories";
import { makeAttempt, makeDispute, makeOrder, makeTransaction } from "@/tests/money";
import { makeFunnel, makeProfile, makeSession } from "@/tests/visits";
import { findOpened } from "./opened";
import { getOrder } from "./order";
import { sumFunnelDays } from "./per-day";
import {
  countTransactions,
  getTransaction,
  listCustomerTransactions,
  listSessionTransactions,
  listTransactions,
} from "./queries";
import { sumCustomerMoney, sumSessionsMoney } from "./totals";

const day = (date: number) => new Date(Date.UTC(2026, 7, date));

/** Two profiles of one person. */
async function setUp() {
  const ctx = await memberCtx("viewer");
  const { id: profileId } = await makeProfile(ctx);
  const { id: otherId } = await makeProfile(ctx, { customerId: profileId });
  const customer = (await findCustomer(ctx, profileId)) ?? expect.fail("no customer");
  return { ctx, profileId, otherId, customer };
}

describe("the transactions of a customer", () => {
  it("come from all its profiles in pages, newest first by the provider's time, and back again", async () => {
    const { ctx, profileId, otherId, customer } = await setUp();
    const made = [];
    for (let date = 1; date <= 7; date++)
      made.push(
        await makeTransaction(ctx, {
          profileId: date % 2 ? profileId : otherId,
          occurredAt: day(date),
          receivedAt: day(20 - date),
        }),
      );
    await makeTransaction(ctx, { profileId: (await makeProfile(ctx)).id });
    const expected = made.map(({ id }) => id).reverse();
    const pages = [];
    let cursor: string | undefined;
    do {
      const page = await listCustomerTransactions(ctx, customer, { cursor, limit: 3 });
      pages.push(page);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(pages.flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual(expected);
    const back = await listCustomerTransactions(ctx, customer, {
      cursor: pages[2]?.previousCursor ?? "",
      limit: 3,
    });
    expect(back.rows.map(({ id }) => id)).toEqual(expected.slice(3, 6));
  });

  it("say where it was bought, what for, why it was declined and what became of it", async () => {
    const { ctx, profileId, customer } = await setUp();
    const funnel = await makeFunnel(ctx);
    const order = await makeOrder(ctx, { profileId, kind: "renewal", iteration: 19, refundedMinor: 500n });
    const attempt = await makeAttempt(ctx, { orderId: order.id, retryStep: 2 });
    await makeDispute(ctx, { profileId, orderId: order.id });
    await makeTransaction(ctx, {
      profileId,
      funnelId: funnel.id,
      orderId: order.id,
      attemptId: attempt.id,
      status: "declined",
      declineCode: "insufficient_funds",
    });
    expect((await listCustomerTransactions(ctx, customer)).rows).toMatchObject([
      {
        funnel: { id: funnel.id, alias: funnel.alias },
        order: { kind: "renewal", iteration: 19, refundedMinor: 500n },
        retryStep: 2,
        disputeState: "open",
        decline: { reason: "not enough money on the card" },
      },
    ]);
  });

  it("are counted under each choice as the choice lists them", async () => {
    const { ctx, profileId, customer } = await setUp();
    const back = { profileId, amountMinor: -999n };
    await makeTransaction(ctx, { profileId });
    await makeTransaction(ctx, { profileId, status: "declined" });
    await makeTransaction(ctx, { ...back, kind: "refund" });
    await makeTransaction(ctx, { ...back, kind: "dispute" });
    await makeTransaction(ctx, { profileId, kind: "dispute_reversal" });
    const counts = await countTransactions(ctx, customer);
    expect(counts).toEqual({ all: 5, settled: 1, declined: 1, refunds: 1, disputes: 2 });
    for (const show of ["all", "settled", "declined", "refunds", "disputes"] as const)
      expect((await listCustomerTransactions(ctx, customer, { show })).rows).toHaveLength(counts[show]);
  });
});

describe("the money of a customer", () => {
  it("is what succeeded, per currency and in dollars, and says where dollars are not known", async () => {
    const { ctx, profileId, otherId, customer } = await setUp();
    const rate = (fxDay: string) => ({ fxRate: "1.1", fxDay, fxSource: "test" });
    const eur = { profileId, currency: "EUR" };
    await makeTransaction(ctx, { ...eur, amountUsdMinor: 1099n, ...rate("2026-08-01"), occurredAt: day(1) });
    await makeTransaction(ctx, { ...eur, amountUsdMinor: 1099n, ...rate("2026-08-05"), occurredAt: day(5) });
    await makeTransaction(ctx, {
      ...eur,
      kind: "refund",
      amountMinor: -499n,
      amountUsdMinor: -549n,
      ...rate("2026-08-06"),
      occurredAt: day(6),
    });
    await makeTransaction(ctx, { ...eur, status: "declined", occurredAt: day(7) });
    await makeTransaction(ctx, { profileId: otherId, currency: "KWD", amountMinor: 3500n });
    await makeTransaction(ctx, { ...eur, environment: "preview", amountMinor: 77n });
    const summary = await sumCustomerMoney(ctx, customer);
    expect(summary).toMatchObject({
      payments: 3,
      declined: 1,
      firstAt: day(1),
      lastAt: testNow,
      usd: {
        spentMinor: 2198n,
        netMinor: 1649n,
        unknown: 1,
        from: "2026-08-01",
        to: "2026-08-06",
        sources: ["test"],
      },
      currencies: [
        {
          currency: "EUR",
          exponent: 2,
          spentMinor: 1998n,
          refundedMinor: 499n,
          disputedMinor: 0n,
          payments: 2,
        },
        { currency: "KWD", exponent: 3, spentMinor: 3500n, unknownUsd: 1 },
      ],
    });
    const preview = await sumCustomerMoney(ctx, customer, "preview");
    expect(preview.currencies).toMatchObject([{ currency: "EUR", spentMinor: 77n }]);
  });

  it("counts a lost dispute as gone, and a won one not", async () => {
    const { ctx, profileId, customer } = await setUp();
    await makeTransaction(ctx, { profileId });
    await makeTransaction(ctx, { profileId, kind: "dispute", amountMinor: -999n });
    expect((await sumCustomerMoney(ctx, customer)).currencies).toMatchObject([{ disputedMinor: 999n }]);
    await makeTransaction(ctx, { profileId, kind: "dispute_reversal" });
    expect((await sumCustomerMoney(ctx, customer)).currencies).toMatchObject([{ disputedMinor: 0n }]);
  });

  it("is known per visit, and listed there oldest first", async () => {
    const { ctx, profileId } = await setUp();
    const { id: funnelId } = await makeFunnel(ctx);
    const [one, two] = [
      await makeSession(ctx, { profileId, funnelId }),
      await makeSession(ctx, { profileId, funnelId }),
    ];
    const paid = { profileId, sessionId: one.id };
    const late = await makeTransaction(ctx, { ...paid, occurredAt: day(9) });
    const early = await makeTransaction(ctx, { ...paid, occurredAt: day(2), status: "declined" });
    const money = await sumSessionsMoney(ctx, [one.id, two.id]);
    expect(money.get(one.id)).toMatchObject({ payments: 1, declined: 1, currencies: [{ spentMinor: 999n }] });
    expect(money.has(two.id)).toBe(false);
    expect((await listSessionTransactions(ctx, one.id)).map(({ id }) => id)).toEqual([early.id, late.id]);
  });
});

describe("the transactions of a project", () => {
  it("leave preview out unless it is asked for, and follow the filters", async () => {
    const { ctx, profileId } = await setUp();
    const order = await makeOrder(ctx, { profileId });
    const plain = await makeTransaction(ctx, { profileId, orderId: order.id, occurredAt: day(3) });
    const preview = await makeTransaction(ctx, { profileId, environment: "preview", occurredAt: day(2) });
    const refused = await makeTransaction(ctx, {
      profileId,
      status: "declined",
      provider: "paypal",
      occurredAt: day(1),
    });
    const ids = async (filter: Parameters<typeof listTransactions>[1]) =>
      (await listTransactions(ctx, filter)).rows.map(({ id }) => id);
    expect(await ids({})).toEqual([plain.id, refused.id]);
    expect(await ids({ environment: "preview" })).toEqual([preview.id]);
    expect(await ids({ status: "declined" })).toEqual([refused.id]);
    expect(await ids({ provider: "stripe" })).toEqual([plain.id]);
    expect(await ids({ orderId: order.id })).toEqual([plain.id]);
    expect(await ids({ from: day(2) })).toEqual([plain.id]);
    expect(await ids({ until: day(2) })).toEqual([refused.id]);
  });

  it("are not shown to other projects, one by one neither", async () => {
    const { ctx, profileId } = await setUp();
    const { id } = await makeTransaction(ctx, { profileId });
    const order = await makeOrder(ctx, { profileId });
    expect(await getTransaction(ctx, showId("transaction", id))).toMatchObject({ id });
    const stranger = await memberCtx("owner");
    const missing = { code: "not_found" };
    await expect(getTransaction(stranger, showId("transaction", id))).rejects.toMatchObject(missing);
    await expect(getTransaction(ctx, showId("transaction", newId(testNow)))).rejects.toMatchObject(missing);
    await expect(getTransaction(ctx, "txn_x")).rejects.toMatchObject(missing);
    await expect(getOrder(stranger, showId("order", order.id))).rejects.toMatchObject(missing);
    expect((await listTransactions(stranger)).rows).toEqual([]);
  });
});

it("an order tells its tries, what moved and who contests it, oldest first", async () => {
  const { ctx, profileId } = await setUp();
  const order = await makeOrder(ctx, { profileId });
  const first = await makeAttempt(ctx, {
    orderId: order.id,
    state: "declined",
    declineCode: "expired_card",
    createdAt: day(1),
  });
  const second = await makeAttempt(ctx, { orderId: order.id, createdAt: day(2) });
  const paid = await makeTransaction(ctx, { profileId, orderId: order.id });
  const dispute = await makeDispute(ctx, { profileId, orderId: order.id });
  expect(await getOrder(ctx, showId("order", order.id))).toMatchObject({
    id: order.id,
    pricePoint: null,
    attempts: [
      { id: first.id, decline: { reason: "the card has expired" } },
      { id: second.id, decline: null },
    ],
    transactions: [{ id: paid.id, disputeState: "open" }],
    refunds: [],
    disputes: [{ id: dispute.id }],
  });
});

it("a transaction is opened by its id or by its order's, on the page of its own customer alone", async () => {
  const { ctx, profileId, customer } = await setUp();
  const order = await makeOrder(ctx, { profileId });
  const paid = await makeTransaction(ctx, { profileId, orderId: order.id });
  for (const shownId of [showId("transaction", paid.id), showId("order", order.id)])
    expect(await findOpened(ctx, customer, shownId)).toMatchObject({
      row: { id: paid.id },
      order: { id: order.id },
    });
  const other = await makeTransaction(ctx, { profileId: (await makeProfile(ctx)).id });
  expect(await findOpened(ctx, customer, showId("transaction", other.id))).toBeNull();
  expect(await findOpened(ctx, customer, showId("order", newId(testNow)))).toBeNull();
});

it("what was paid through a funnel is summed by UTC day, days without payments included", async () => {
  const { ctx, profileId } = await setUp();
  const { id: funnelId } = await makeFunnel(ctx);
  const usd = { amountUsdMinor: 999n, fxRate: "1", fxDay: "2026-08-02", fxSource: "USD" };
  const late = new Date("2026-08-02T23:59:59.999Z");
  await makeTransaction(ctx, { profileId, funnelId, occurredAt: late, ...usd });
  await makeTransaction(ctx, { profileId, funnelId, occurredAt: day(2) });
  await makeTransaction(ctx, { profileId, funnelId, occurredAt: day(2), status: "declined" });
  await makeTransaction(ctx, { profileId, funnelId, occurredAt: day(2), environment: "preview" });
  await makeTransaction(ctx, { profileId, funnelId, occurredAt: day(4) });
  await makeTransaction(ctx, { profileId, occurredAt: day(2) });
  const days = ["2026-08-01", "2026-08-02", "2026-08-03"];
  expect(await sumFunnelDays(ctx, { funnelId, environment: "production", days })).toEqual([
    { day: "2026-08-01", payments: 0, usdMinor: 0n },
    { day: "2026-08-02", payments: 2, usdMinor: 999n },
    { day: "2026-08-03", payments: 0, usdMinor: 0n },
  ]);
});
