import { and, eq, inArray, isNull } from "drizzle-orm";
import { chargeAttempts, orders } from "../../db/schema/orders";
import { paymentMethods, subscriptions } from "../../db/schema/subscriptions";
import { amountDue } from "../billing/charge-due";
import type { Effect } from "../billing/facts";
import { connectionOf } from "../core/database";
import { newId } from "../core/ids";
import { bulkInsert, bulkReadLatest } from "../core/rows";
import { type Attempt, firstLookupMs } from "./attempts";
import { type Charging, chargingsOf, type Method } from "./charging";
import type { EngineCtx } from "./engine-ctx";
import type { Held } from "./held";
import { refuseWithoutMethod } from "./settle-renewal";

export type Charge = Extract<Effect, { kind: "charge" }>;

type Order = typeof orders.$inferSelect;

/** A subscription and what its transition asks for. */
export type Due = { held: Held; charge: Charge };

type Options = { supportActionId?: string | null };

/**
 * Writes the order of the coming period, unless an earlier try did, and an attempt for it. Null where there is no card:
 * that is a decline which needs no gateway.
 */
export async function beginCharge(
  ctx: EngineCtx,
  held: Held,
  charge: Charge,
  options?: Options,
): Promise<Charging | null> {
  const [begun] = await beginCharges(ctx, [{ held, charge }], options);
  return begun?.charging ?? null;
}

/** The same for many subscriptions at once; those without a card are left out. */
export async function beginCharges(
  ctx: EngineCtx,
  due: readonly Due[],
  { supportActionId = null }: Options = {},
): Promise<{ held: Held; charging: Charging }[]> {
  if (due.length === 0) return [];
  const methods = await findMethods(ctx, due);
  const orderOf = await ordersFor(ctx, due);
  const now = ctx.clock.now();
  const written: { held: Held; attempt: Attempt; method: Method; profileId: string | null }[] = [];
  for (const each of due) {
    const { held, charge } = each;
    const method = methods.get(held.row.paymentMethodId ?? "");
    const order = orderOf.get(each);
    if (!order) throw new Error("each period that is charged has an order");
    if (!method?.token) {
      await refuseWithoutMethod(ctx, held, order, charge);
      continue;
    }
    const { currency, exponent, profileId } = order;
    const attempt: Attempt = {
      projectId: ctx.projectId,
      id: newId(now),
      orderId: order.id,
      subscriptionId: held.row.id,
      kind: "renewal",
      periodKey: String(charge.iteration),
      provider: held.row.provider,
      paymentMethodId: method.id,
      amountMinor: charge.amountMinor,
      currency,
      exponent,
      retryStep: charge.step,
      state: "created",
      supportActionId,
      keepsAccess: null,
      providerReference: null,
      declineCode: null,
      actionUrl: null,
      returnUrl: null,
      createdAt: now,
      sentAt: null,
      settledAt: null,
      lookups: 0,
      nextLookupAt: new Date(now.getTime() + firstLookupMs),
      parkedReason: null,
    };
    written.push({ held, attempt, method, profileId });
  }
  if (written.length === 0) return [];
  await addAttempts(
    connectionOf(ctx.tx),
    ctx.projectId,
    written.map(({ attempt }) => attempt),
  );
  const chargings = await chargingsOf(ctx.tx, ctx.projectId, written, ctx.terrain.now);
  return written.flatMap(({ held, attempt }) => {
    const charging = chargings.find(({ request }) => request.attemptId === attempt.id);
    return charging ? [{ held, charging }] : [];
  });
}

const addAttempts = bulkInsert(chargeAttempts, "");
const addOrders = bulkInsert(orders, "");
const readNewestOrders = bulkReadLatest(orders, ["subscriptionId", "iteration"], "createdAt");

async function findMethods({ tx, projectId }: EngineCtx, due: readonly Due[]): Promise<Map<string, Method>> {
  const ids = due.flatMap(({ held }) => held.row.paymentMethodId ?? []);
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(paymentMethods)
    .where(
      and(
        eq(paymentMethods.projectId, projectId),
        inArray(paymentMethods.id, ids),
        isNull(paymentMethods.detachedAt),
      ),
    );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Each period has one order, however often it is tried. A successor's first period is an order of its own. */
async function ordersFor(ctx: EngineCtx, due: readonly Due[]): Promise<Map<Due, Order>> {
  const connection = connectionOf(ctx.tx);
  const wanted = due.map(periodOf);
  const known = await readNewestOrders(connection, ctx.projectId, wanted);
  const found = new Map<Due, Order>();
  const made: Order[] = [];
  for (const each of due) {
    const { held, charge } = each;
    const { subscriptionId, iteration } = periodOf(each);
    const amountMinor = amountDue(held.row, held.plan);
    const before = known.find(
      (order) => order.subscriptionId === subscriptionId && order.iteration === iteration,
    );
    if (before && before.state !== "settled") {
      found.set(each, await repriced(ctx, { ...before, projectId: ctx.projectId }, amountMinor));
      continue;
    }
    const { row, plan } = held;
    const { currency, exponent } = plan.successor ?? plan.terms;
    const version = subscriptionId === row.id ? row : await versionOf(ctx, subscriptionId);
    const order: Order = {
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
      currency,
      exponent,
      settledMinor: 0n,
      refundedMinor: 0n,
      refundPendingMinor: 0n,
      state: "pending",
      declineCode: null,
      revokedAt: null,
      checkoutIp: null,
      checkoutUserAgent: null,
      metadata: null,
      createdAt: ctx.terrain.now,
      settledAt: null,
      version: 1,
    };
    made.push(order);
    found.set(each, order);
  }
  if (made.length > 0) await addOrders(connection, ctx.projectId, made);
  return found;
}

function periodOf({ held, charge }: Due): { subscriptionId: string; iteration: number } {
  const { successorId, row } = held;
  return charge.purpose === "migration" && successorId !== null
    ? { subscriptionId: successorId, iteration: 1 }
    : { subscriptionId: row.id, iteration: charge.iteration };
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
