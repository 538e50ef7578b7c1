import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import type { Ctx } from "@/lib/core/ctx";
import { read } from "@/lib/core/database";
import { memberCtx } from "@/tests/factories";
import { makeDispute, makeOrder, makeTransaction } from "@/tests/money";
import { makeProfile } from "@/tests/visits";
import { listLatestPayments, type PaymentSearch, placesOf } from "./latest-payments";
import { paymentFilters } from "./schema";
import { newestFrom } from "./walk";

const day = (date: number) => new Date(Date.UTC(2026, 7, date));
const usd = (amountUsdMinor: bigint) => ({
  amountUsdMinor,
  fxRate: "1",
  fxDay: "2026-08-01",
  fxSource: "USD",
});

async function setUp() {
  const ctx = await memberCtx("support");
  const { id: canonical } = await makeProfile(ctx, { email: "anna@example.com", userId: "usr_1" });
  const { id: profileId } = await makeProfile(ctx, { customerId: canonical });
  const paid = async (date: number, refundedMinor = 0n) => {
    const order = await makeOrder(ctx, { profileId, refundedMinor, createdAt: day(date) });
    const own = { profileId, orderId: order.id };
    const payment = await makeTransaction(ctx, {
      ...own,
      occurredAt: day(date),
      ...usd(BigInt(date) * 1000n),
    });
    if (refundedMinor > 0n)
      await makeTransaction(ctx, { ...own, kind: "refund", amountMinor: -refundedMinor });
    return payment;
  };
  return { ctx, canonical, profileId, paid };
}

const idsOf = async (ctx: Ctx, search: PaymentSearch) =>
  (await listLatestPayments(ctx, search)).rows.map(({ id }) => id);

it("lists payments of all customers, newest first, with who made them, and narrows them down", async () => {
  const { ctx, canonical, profileId, paid } = await setUp();
  const [one, two, three] = [await paid(1, 100n), await paid(2), await paid(3, 999n)];
  await makeDispute(ctx, { profileId, orderId: two.orderId, openedAt: day(9) });
  const failed = await makeTransaction(ctx, { profileId, status: "declined", occurredAt: day(4) });
  const preview = await makeTransaction(ctx, { profileId, environment: "preview" });
  const all = await listLatestPayments(ctx);
  expect(all.rows.map(({ id }) => id)).toEqual([failed.id, three.id, two.id, one.id]);
  expect(all.rows[0]?.customer).toEqual({ id: canonical, email: "anna@example.com", userId: "usr_1" });
  expect(await idsOf(ctx, { filter: "failed" })).toEqual([failed.id]);
  expect(await idsOf(ctx, { filter: "refunded" })).toEqual([three.id, one.id]);
  expect(await idsOf(ctx, { filter: "disputed" })).toEqual([two.id]);
  expect(await idsOf(ctx, { aboveUsdMinor: 1500n })).toEqual([three.id, two.id]);
  expect(await idsOf(ctx, { filter: "refunded", aboveUsdMinor: 1500n })).toEqual([three.id]);
  expect(await idsOf(ctx, { environment: "preview" })).toEqual([preview.id]);
  expect(await idsOf(await memberCtx("support"), {})).toEqual([]);
});

it("pages through each filter without a gap or a double", async () => {
  const { ctx, profileId, paid } = await setUp();
  for (let date = 1; date <= 5; date++) {
    const { orderId } = await paid(date, 1n);
    await makeDispute(ctx, { profileId, orderId, openedAt: day(date + 1) });
    await makeTransaction(ctx, { profileId, orderId, status: "declined", occurredAt: day(date) });
  }
  for (const filter of paymentFilters) {
    const whole = await idsOf(ctx, { filter });
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listLatestPayments(ctx, { filter }, { cursor, limit: 2 });
      paged.push(...page.rows.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(paged).toEqual(whole);
    expect(new Set(paged).size).toBe(filter === "all" ? 10 : 5);
  }
});

it("can walk an index for each filter, without sorting", async () => {
  const { ctx } = await setUp();
  for (const filter of paymentFilters) {
    const plan = await read(ctx, async (tx) => {
      // An empty table is cheaper to sort than to walk: this asks whether the index is able to.
      await tx.execute("set local enable_sort = off");
      await tx.execute("set local enable_seqscan = off");
      await tx.execute("set local enable_bitmapscan = off");
      const query = placesOf(tx, ctx, { filter }, newestFrom(undefined), 51);
      return tx.execute(sql`explain ${query.getSQL()}`);
    });
    const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
    expect(text, filter).toMatch(
      /Index (Only )?Scan Backward using (transactions_(time|declined)|orders_(created|refunded)|disputes_opened)_idx/,
    );
    // The few payments of one order may be sorted, the list may not.
    expect(plan[1]?.["QUERY PLAN"], filter).not.toContain("Sort");
  }
});
