import { and, asc, eq, inArray } from "drizzle-orm";
import { orders } from "../../db/schema/orders";
import { paymentMethods } from "../../db/schema/subscriptions";
import { connectionOf } from "../core/database";
import { bulkUpdate } from "../core/rows";
import { recordTransactions, type Transaction } from "../transactions/record";
import type { Attempt } from "./attempts";
import type { EngineCtx } from "./engine-ctx";
import type { Order, Settled } from "./settle";

/** An attempt that was answered, and its order, locked. */
export type Answered = { attempt: Attempt; order: Order; outcome: Settled };

export async function lockOrders(
  { tx, projectId }: EngineCtx,
  ids: readonly string[],
): Promise<Map<string, Order>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(orders)
    .where(and(eq(orders.projectId, projectId), inArray(orders.id, [...ids])))
    .orderBy(asc(orders.id))
    .for("update");
  return new Map(rows.map((row) => [row.id, row]));
}

/** Writes what came of the orders and enters it in the ledger; each order is there once. */
export async function settleOrders<Each extends Answered>(
  ctx: EngineCtx,
  answered: readonly Each[],
): Promise<(Each & { transaction: Transaction })[]> {
  if (answered.length === 0) return [];
  const settled = answered.map((each) => ({ ...each, order: settledOrder(each) }));
  await changeOrders(
    connectionOf(ctx.tx),
    ctx.projectId,
    settled.map(({ order }) => order),
  );
  const methods = await methodsOf(ctx, answered);
  const recorded = await recordTransactions(
    ctx,
    settled.map(({ attempt, order, outcome }) => {
      const method = methods.get(attempt.paymentMethodId ?? "");
      const isPaid = outcome.state === "succeeded";
      return {
        kind: "charge" as const,
        status: isPaid ? ("succeeded" as const) : ("declined" as const),
        amount: { minor: attempt.amountMinor, currency: attempt.currency, exponent: attempt.exponent },
        profileId: order.profileId,
        environment: order.environment,
        provider: attempt.provider,
        providerTransactionId: outcome.reference,
        occurredAt: outcome.occurredAt,
        orderId: order.id,
        attemptId: attempt.id,
        subscriptionId: order.subscriptionId,
        sessionId: order.sessionId,
        funnelId: order.funnelId,
        methodBrand: method?.brand ?? null,
        methodLastFour: method?.lastFour ?? null,
        declineCode: isPaid ? null : outcome.code,
      };
    }),
  );
  return settled.map((each, index) => {
    const transaction = recorded[index]?.transaction;
    if (!transaction) throw new Error("what was recorded is answered with, in its order");
    return { ...each, transaction };
  });
}

const changeOrders = bulkUpdate(
  orders,
  ["id"],
  ["settledMinor", "settledAt", "declineCode", "state", "provider", "paymentMethodId", "version"],
);

function settledOrder({ attempt, order, outcome }: Answered): Order {
  const { provider, paymentMethodId } = attempt;
  const tried = { ...order, provider, paymentMethodId, version: order.version + 1 };
  if (outcome.state === "declined") return { ...tried, state: "declined", declineCode: outcome.code };
  return {
    ...tried,
    state: "settled",
    settledMinor: attempt.amountMinor,
    settledAt: outcome.occurredAt,
    declineCode: null,
  };
}

async function methodsOf({ tx, projectId }: EngineCtx, answered: readonly Answered[]) {
  const ids = answered.flatMap(({ attempt }) => attempt.paymentMethodId ?? []);
  if (ids.length === 0) return new Map();
  const { id, brand, lastFour } = paymentMethods;
  const rows = await tx
    .select({ id, brand, lastFour })
    .from(paymentMethods)
    .where(and(eq(paymentMethods.projectId, projectId), inArray(id, ids)));
  return new Map(rows.map((row) => [row.id, row]));
}
