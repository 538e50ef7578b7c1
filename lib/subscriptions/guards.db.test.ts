import { and, eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { chargeAttempts, orders } from "@/db/schema/orders";
import { subscriptions } from "@/db/schema/subscriptions";
import { transactions } from "@/db/schema/transactions";
import type { Ctx } from "@/lib/core/ctx";
import { write } from "@/lib/core/database";
import { newId } from "@/lib/core/ids";
import { makeSubscription, sandboxCtx } from "@/tests/billing";
import { testNow } from "@/tests/factories";

const checked = { cause: { code: "23514" } };
const doubled = { cause: { code: "23505" } };
const denied = { cause: { code: "42501" } };

let ctx: Ctx;
let subscription: { id: string; profileId: string };

beforeAll(async () => {
  ctx = await sandboxCtx();
  subscription = await makeSubscription(ctx);
});

const order = (values: Partial<typeof orders.$inferInsert> = {}) => ({
  projectId: ctx.projectId,
  id: newId(testNow),
  profileId: subscription.profileId,
  subscriptionId: subscription.id,
  environment: "production" as const,
  kind: "renewal" as const,
  provider: "sandbox" as const,
  amountMinor: 999n,
  currency: "USD",
  exponent: 2,
  settledMinor: 999n,
  refundedMinor: 0n,
  refundPendingMinor: 0n,
  state: "settled" as const,
  createdAt: testNow,
  version: 1,
  ...values,
});

async function orderId(): Promise<string> {
  const row = order();
  await write(ctx.projectId, (tx) => tx.insert(orders).values(row));
  return row.id;
}

async function addAttempt(values: Partial<typeof chargeAttempts.$inferInsert> = {}): Promise<void> {
  const row = {
    projectId: ctx.projectId,
    id: newId(testNow),
    orderId: values.orderId ?? (await orderId()),
    subscriptionId: subscription.id,
    kind: "renewal" as const,
    periodKey: "2",
    provider: "sandbox" as const,
    amountMinor: 999n,
    currency: "USD",
    exponent: 2,
    state: "succeeded" as const,
    createdAt: testNow,
    settledAt: testNow,
    lookups: 0,
    ...values,
  };
  await write(ctx.projectId, (tx) => tx.insert(chargeAttempts).values(row));
}

const open = { state: "created", settledAt: null, nextLookupAt: testNow } as const;

describe("without any code of ours the database refuses", () => {
  it("a second successful renewal of one period", async () => {
    await addAttempt({ periodKey: "7" });
    await expect(addAttempt({ periodKey: "7" })).rejects.toMatchObject(doubled);
    await addAttempt({ periodKey: "8" });
  });

  it("a second open attempt for a subscription, whatever each is for", async () => {
    const another = await makeSubscription(ctx);
    await addAttempt({ subscriptionId: another.id, ...open });
    for (const state of ["created", "sent", "unknown", "action_required"] as const)
      await expect(
        addAttempt({ subscriptionId: another.id, ...open, state, kind: "migration", periodKey: null }),
      ).rejects.toMatchObject(doubled);
    // While a person must decide, nothing else is tried either.
    const parked = { state: "parked", parkedReason: "asked for ten days", settledAt: null } as const;
    await expect(addAttempt({ subscriptionId: another.id, ...parked })).rejects.toMatchObject(doubled);
  });

  it("a second open refund of an order", async () => {
    const id = await orderId();
    const refund = { kind: "refund", periodKey: null, orderId: id, ...open } as const;
    await addAttempt(refund);
    await expect(addAttempt(refund)).rejects.toMatchObject(doubled);
  });

  it("an order that is paid twice", async () => {
    const id = await orderId();
    await addAttempt({ orderId: id, kind: "one_off", periodKey: null });
    await expect(addAttempt({ orderId: id, kind: "one_off", periodKey: null })).rejects.toMatchObject(
      doubled,
    );
  });

  it.each([0n, -1n])("an attempt over %s", async (amountMinor) => {
    await expect(addAttempt({ amountMinor, periodKey: "9" })).rejects.toMatchObject(checked);
  });

  it.each([
    { refundedMinor: 1_000n },
    { refundedMinor: 500n, refundPendingMinor: 500n },
    { settledMinor: 1_000n },
    { refundedMinor: -1n },
    { currency: "usd" },
    { exponent: 5 },
  ])("an order with %o", async (values) => {
    const row = order(values);
    await expect(write(ctx.projectId, (tx) => tx.insert(orders).values(row))).rejects.toMatchObject(checked);
  });

  it.each([
    { phase: "expired" as const },
    { phase: "upcoming" as const },
    { dunning: "grace" as const },
    { dunning: "grace" as const, dunningSince: testNow, isNextPaid: true },
    { pausedAt: testNow },
    { pausedAt: testNow, unusedPremiumMs: 5, dunning: "grace" as const, dunningSince: testNow },
    { nextCheckAt: null },
    { periodEnd: testNow, periodStart: testNow },
    { iteration: 0 },
    { discountPercent: 10 },
    { discountPercent: 101, discountCycles: 1 },
    { unusedPremiumMs: 5 },
  ])("a subscription that is turned into %o", async (values) => {
    await expect(
      write(ctx.projectId, (tx) =>
        tx
          .update(subscriptions)
          .set(values)
          .where(and(eq(subscriptions.projectId, ctx.projectId), eq(subscriptions.id, subscription.id))),
      ),
    ).rejects.toMatchObject(checked);
  });

  it.each([
    "update transactions set amount_minor = 1",
    "delete from transactions",
    "update refunds set amount_minor = 1",
    "delete from refunds",
  ])("%s", async (statement) => {
    await expect(
      write(ctx.projectId, (tx) =>
        tx.execute(sql`${sql.raw(statement)} where project_id = ${ctx.projectId}`),
      ),
    ).rejects.toMatchObject(denied);
  });

  it.each([
    { kind: "charge" as const, amountMinor: -1n },
    { kind: "refund" as const, amountMinor: 1n },
    { kind: "charge" as const, amountMinor: 0n },
    { kind: "charge" as const, amountMinor: 1n, amountUsdMinor: 1n },
  ])("a transaction with %o", async (values) => {
    await expect(
      write(ctx.projectId, (tx) =>
        tx.insert(transactions).values({
          projectId: ctx.projectId,
          id: newId(testNow),
          environment: "production",
          status: "succeeded",
          currency: "USD",
          exponent: 2,
          provider: "sandbox",
          occurredAt: testNow,
          receivedAt: testNow,
          ...values,
        }),
      ),
    ).rejects.toMatchObject(checked);
  });
});
