import { chargeAttempts, orders } from "@/db/schema/orders";
import { disputes, transactions } from "@/db/schema/transactions";
import type { Ctx } from "@/lib/core/ctx";
import { inSystem } from "@/lib/core/database";
import { newId } from "@/lib/core/ids";
import { exponentOf } from "@/lib/core/money";
import { testNow } from "./factories";

type Values<Table extends { $inferInsert: object }> = Partial<Table["$inferInsert"]>;

export async function makeOrder(ctx: Ctx, values: Values<typeof orders> & { profileId: string }) {
  const amountMinor = values.amountMinor ?? 999n;
  const state = values.state ?? "settled";
  const row = {
    projectId: ctx.projectId,
    id: newId(testNow),
    environment: "production" as const,
    kind: "one_off" as const,
    provider: "stripe" as const,
    currency: "USD",
    exponent: exponentOf(values.currency ?? "USD"),
    settledMinor: state === "settled" ? amountMinor : 0n,
    refundedMinor: 0n,
    refundPendingMinor: 0n,
    createdAt: testNow,
    settledAt: state === "settled" ? testNow : null,
    version: 1,
    ...values,
    amountMinor,
    state,
  };
  await inSystem((tx) => tx.insert(orders).values(row));
  return row;
}

export async function makeTransaction(ctx: Ctx, values: Values<typeof transactions> & { profileId: string }) {
  const row = {
    projectId: ctx.projectId,
    id: newId(testNow),
    environment: "production" as const,
    kind: "charge" as const,
    status: "succeeded" as const,
    amountMinor: 999n,
    currency: "USD",
    exponent: exponentOf(values.currency ?? "USD"),
    provider: "stripe" as const,
    occurredAt: testNow,
    receivedAt: testNow,
    ...values,
  };
  await inSystem((tx) => tx.insert(transactions).values(row));
  return row;
}

export async function makeAttempt(ctx: Ctx, values: Values<typeof chargeAttempts> & { orderId: string }) {
  const row = {
    projectId: ctx.projectId,
    id: newId(testNow),
    kind: "one_off" as const,
    provider: "stripe" as const,
    amountMinor: 999n,
    currency: "USD",
    exponent: 2,
    state: "succeeded" as const,
    createdAt: testNow,
    settledAt: testNow,
    lookups: 0,
    ...values,
  };
  await inSystem((tx) => tx.insert(chargeAttempts).values(row));
  return row;
}

export async function makeDispute(ctx: Ctx, values: Values<typeof disputes> & { profileId: string }) {
  const id = newId(testNow);
  const row = {
    projectId: ctx.projectId,
    id,
    provider: "stripe" as const,
    providerDisputeId: `dp_${id}`,
    environment: "production" as const,
    amountMinor: 999n,
    currency: "USD",
    exponent: 2,
    state: "open" as const,
    openedAt: testNow,
    ...values,
  };
  await inSystem((tx) => tx.insert(disputes).values(row));
  return row;
}
