import { and, desc, eq } from "drizzle-orm";
import { chargeAttempts, orders } from "../../db/schema/orders";
import { paymentMethods, subscriptions } from "../../db/schema/subscriptions";
import { amountDue } from "../billing/charge-due";
import type { Effect } from "../billing/facts";
import { newId } from "../core/ids";
import { firstLookupMs } from "./attempts";
import { type Charging, chargingOf } from "./charging";
import type { EngineCtx } from "./engine-ctx";
import type { Held } from "./held";
import { refuseWithoutMethod } from "./settle-renewal";

export type Charge = Extract<Effect, { kind: "charge" }>;

type Order = typeof orders.$inferSelect;

/**
 * Writes the order of the coming period, unless an earlier try did, and an attempt for it. Null where there is no card:
 * that is a decline which needs no gateway.
 */
export async function beginCharge(
  ctx: EngineCtx,
  held: Held,
  charge: Charge,
  { supportActionId = null }: { supportActionId?: string | null } = {},
): Promise<Charging | null> {
  const method = await findMethod(ctx, held);
  const order = await orderFor(ctx, held, charge);
  if (!method?.token) {
    await refuseWithoutMethod(ctx, held, order, charge);
    return null;
  }
  const now = ctx.clock.now();
  const { currency, exponent } = order;
  const attempt = {
    projectId: ctx.projectId,
    id: newId(now),
    orderId: order.id,
    subscriptionId: held.row.id,
    kind: "renewal" as const,
    periodKey: String(charge.iteration),
    provider: held.row.provider,
    paymentMethodId: method.id,
    amountMinor: charge.amountMinor,
    currency,
    exponent,
    retryStep: charge.step,
    state: "created" as const,
    supportActionId,
    createdAt: now,
    lookups: 0,
    nextLookupAt: new Date(now.getTime() + firstLookupMs),
  };
  await ctx.tx.insert(chargeAttempts).values(attempt);
  return chargingOf(ctx.tx, ctx.projectId, attempt.id, ctx.terrain.now);
}

async function findMethod({ tx, projectId }: EngineCtx, { row }: Held) {
  if (!row.paymentMethodId) return null;
  const [method] = await tx
    .select()
    .from(paymentMethods)
    .where(and(eq(paymentMethods.projectId, projectId), eq(paymentMethods.id, row.paymentMethodId)));
  return method && !method.detachedAt ? method : null;
}

/** Each period has one order, however often it is tried. A successor's first period is an order of its own. */
async function orderFor(ctx: EngineCtx, held: Held, charge: Charge): Promise<Order> {
  const { row, plan, successorId } = held;
  const isSuccessor = charge.purpose === "migration" && successorId !== null;
  const subscriptionId = isSuccessor ? successorId : row.id;
  const iteration = isSuccessor ? 1 : charge.iteration;
  const [known] = await ctx.tx
    .select()
    .from(orders)
    .where(
      and(
        eq(orders.projectId, ctx.projectId),
        eq(orders.subscriptionId, subscriptionId),
        eq(orders.iteration, iteration),
      ),
    )
    .orderBy(desc(orders.createdAt))
    .limit(1);
  const amountMinor = amountDue(row, plan);
  if (known && known.state !== "settled") return repriced(ctx, known, amountMinor);
  const terms = plan.successor ?? plan.terms;
  const version = isSuccessor ? await versionOf(ctx, successorId) : row;
  const order = {
    projectId: ctx.projectId,
    id: newId(ctx.clock.now()),
    profileId: row.profileId,
    sessionId: row.sessionId,
    funnelId: row.funnelId,
    subscriptionId,
    environment: row.environment,
    kind: charge.purpose,
    iteration,
    pricePointId: version.pricePointId,
    pricePointVersion: version.pricePointVersion,
    provider: row.provider,
    paymentMethodId: row.paymentMethodId,
    amountMinor,
    currency: terms.currency,
    exponent: terms.exponent,
    settledMinor: 0n,
    refundedMinor: 0n,
    refundPendingMinor: 0n,
    state: "pending" as const,
    createdAt: ctx.terrain.now,
    version: 1,
  };
  const [made] = await ctx.tx.insert(orders).values(order).returning();
  if (!made) throw new Error("an order that was inserted is there");
  return made;
}

/** A discount that was given or replaced since the first try holds for those that follow. */
async function repriced({ tx, projectId }: EngineCtx, order: Order, amountMinor: bigint): Promise<Order> {
  if (order.amountMinor === amountMinor) return order;
  const change = { amountMinor, version: order.version + 1 };
  await tx
    .update(orders)
    .set(change)
    .where(and(eq(orders.projectId, projectId), eq(orders.id, order.id)));
  return { ...order, ...change };
}

async function versionOf({ tx, projectId }: EngineCtx, id: string) {
  const [row] = await tx
    .select({
      pricePointId: subscriptions.pricePointId,
      pricePointVersion: subscriptions.pricePointVersion,
    })
    .from(subscriptions)
    .where(and(eq(subscriptions.projectId, projectId), eq(subscriptions.id, id)));
  if (!row) throw new Error("the subscription that waits is there");
  return row;
}
