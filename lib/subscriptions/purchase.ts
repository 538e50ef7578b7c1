import { and, desc, eq, ne } from "drizzle-orm";
import { chargeAttempts, orders } from "../../db/schema/orders";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { env } from "../core/env";
import { AppError } from "../core/errors";
import { parseId } from "../core/ids";
import { type Decline, declineOf } from "../transactions/decline-codes";
import { type Attempt, openStates } from "./attempts";
import { chargingOf } from "./charging";
import { describeMethod } from "./describe-method";
import { giveUpFormer } from "./give-up";
import { findHeld, type Held } from "./held";
import { terrainOf } from "./project-time";
import { sendCharges } from "./renew";
import { type Order, settleAttempt } from "./settle";

export type PurchaseState = "active" | "pending" | "action_required" | "declined";

/** How a purchase stands. */
export type Purchase = {
  order: Order;
  state: PurchaseState;
  /** Null until it has begun, and for what is bought once. */
  subscription: Held | null;
  /** What the buyer must open to confirm it. */
  actionUrl: string | null;
  decline: Decline | null;
};

/** Asks the gateway for what `beginPurchase` wrote down. To be called once that is committed. */
export async function sendPurchase(ctx: Ctx, shownId: string): Promise<void> {
  const orderId = parseId("order", shownId);
  const [order] = await read(ctx, (tx) =>
    tx
      .select()
      .from(orders)
      .where(and(eq(orders.projectId, ctx.projectId), eq(orders.id, orderId))),
  );
  if (order?.paymentMethodId) await describeMethod(ctx.projectId, order.paymentMethodId);
  const { charging, now } = await read(ctx, async (tx) => {
    const [attempt] = await tx
      .select({ id: chargeAttempts.id })
      .from(chargeAttempts)
      .where(
        and(
          eq(chargeAttempts.projectId, ctx.projectId),
          eq(chargeAttempts.orderId, orderId),
          eq(chargeAttempts.state, "created"),
        ),
      );
    const { now } = await terrainOf(tx, ctx.projectId, ctx.clock.now());
    return { now, charging: attempt ? await chargingOf(tx, ctx.projectId, attempt.id, now) : null };
  });
  if (!charging || !order) return;
  const former = await giveUpFormer(ctx, order, now);
  if (!former) return sendCharges(ctx.projectId, ctx.clock, [charging]);
  const code = former === "paid" ? "already_paid" : "former_unclear";
  await settleAttempt(ctx.projectId, ctx.clock, charging.request.attemptId, {
    ...{ state: "declined", reference: null, code, isHard: true, occurredAt: now },
  });
}

export async function getPurchase(ctx: Ctx, shownId: string): Promise<Purchase> {
  const orderId = parseId("order", shownId);
  return read(ctx, async (tx) => {
    const [order] = await tx
      .select()
      .from(orders)
      .where(and(eq(orders.projectId, ctx.projectId), eq(orders.id, orderId)));
    if (!order) throw new AppError("not_found", "There is no such order");
    const [attempt] = await tx
      .select()
      .from(chargeAttempts)
      .where(
        and(
          eq(chargeAttempts.projectId, ctx.projectId),
          eq(chargeAttempts.orderId, orderId),
          ne(chargeAttempts.kind, "refund"),
        ),
      )
      .orderBy(desc(chargeAttempts.createdAt), desc(chargeAttempts.id))
      .limit(1);
    const terrain = await terrainOf(tx, ctx.projectId, ctx.clock.now());
    const subscription = order.subscriptionId
      ? await findHeld(tx, ctx.projectId, order.subscriptionId, terrain, { lock: false })
      : null;
    const state = stateOf(order, attempt);
    const actionUrl = state === "action_required" && attempt?.actionUrl ? attempt.actionUrl : null;
    return {
      order,
      state,
      subscription,
      actionUrl: actionUrl && new URL(actionUrl, env().appUrl).href,
      decline: state === "declined" && order.declineCode ? declineOf(order.declineCode) : null,
    };
  });
}

function stateOf(order: Order, attempt: Attempt | undefined): PurchaseState {
  if (order.state === "settled") return "active";
  if (attempt?.state === "action_required") return "action_required";
  if (attempt && openStates.some((state) => state === attempt.state)) return "pending";
  return order.state === "pending" ? "pending" : "declined";
}
