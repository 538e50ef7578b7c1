import { and, asc, eq } from "drizzle-orm";
import { pricePoints, products } from "../../db/schema/catalogue";
import { chargeAttempts, orders } from "../../db/schema/orders";
import { paymentMethods } from "../../db/schema/subscriptions";
import { disputes, refunds, transactions } from "../../db/schema/transactions";
import { type Named, nameActors } from "../audit/actor-names";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { AppError } from "../core/errors";
import { findId } from "../core/ids";
import { type Decline, declineOf } from "./decline-codes";
import { listRows, type Order, type TransactionRow } from "./queries";

export type Attempt = typeof chargeAttempts.$inferSelect & { decline: Decline | null };
export type Refund = Named<typeof refunds.$inferSelect>;
export type Dispute = typeof disputes.$inferSelect;

/** What was to be paid, with each try, what moved, what went back and who contests it; each list oldest first. */
export type OrderDetail = Order & {
  pricePoint: { ident: string; product: string } | null;
  method: { brand: string | null; lastFour: string | null } | null;
  attempts: Attempt[];
  transactions: TransactionRow[];
  refunds: Refund[];
  disputes: Dispute[];
};

/** The order behind a shown id; unknown and foreign ones are `not_found`. */
export async function getOrder(ctx: Ctx, shownId: string): Promise<OrderDetail> {
  const id = findId("order", shownId);
  const order = id && (await findOrder(ctx, id));
  if (!order) throw new AppError("not_found", "There is no such order");
  return order;
}

export async function findOrder(ctx: Ctx, id: string): Promise<OrderDetail | null> {
  const own = { projectId: ctx.projectId };
  return read(ctx, async (tx) => {
    const [found] = await tx
      .select({
        order: orders,
        pricePoint: { ident: pricePoints.ident, product: products.name },
        method: { brand: paymentMethods.brand, lastFour: paymentMethods.lastFour },
      })
      .from(orders)
      .leftJoin(
        pricePoints,
        and(eq(pricePoints.projectId, own.projectId), eq(pricePoints.id, orders.pricePointId)),
      )
      .leftJoin(products, and(eq(products.projectId, own.projectId), eq(products.id, pricePoints.productId)))
      .leftJoin(
        paymentMethods,
        and(eq(paymentMethods.projectId, own.projectId), eq(paymentMethods.id, orders.paymentMethodId)),
      )
      .where(and(eq(orders.projectId, own.projectId), eq(orders.id, id)));
    if (!found) return null;
    const { order, pricePoint, method } = found;
    const attempts = await tx
      .select()
      .from(chargeAttempts)
      .where(and(eq(chargeAttempts.projectId, own.projectId), eq(chargeAttempts.orderId, id)))
      .orderBy(asc(chargeAttempts.createdAt), asc(chargeAttempts.id));
    const moved = await tx
      .select({ id: transactions.id })
      .from(transactions)
      .where(and(eq(transactions.projectId, own.projectId), eq(transactions.orderId, id)))
      .orderBy(asc(transactions.occurredAt), asc(transactions.id));
    const back = await tx
      .select()
      .from(refunds)
      .where(and(eq(refunds.projectId, own.projectId), eq(refunds.orderId, id)))
      .orderBy(asc(refunds.occurredAt), asc(refunds.id));
    const contested = await tx
      .select()
      .from(disputes)
      .where(and(eq(disputes.projectId, own.projectId), eq(disputes.orderId, id)))
      .orderBy(asc(disputes.openedAt), asc(disputes.id));
    const inside = { ...ctx, tx };
    return {
      ...order,
      pricePoint:
        pricePoint?.ident && pricePoint.product
          ? { ident: pricePoint.ident, product: pricePoint.product }
          : null,
      method,
      attempts: attempts.map((attempt) => ({
        ...attempt,
        decline: attempt.declineCode === null ? null : declineOf(attempt.declineCode),
      })),
      transactions: await listRows(
        inside,
        moved.map((row) => row.id),
      ),
      refunds: await nameActors(inside, back),
      disputes: contested,
    };
  });
}

/** The dispute behind a shown id; unknown and foreign ones are `not_found`. */
export async function getDispute(ctx: Ctx, shownId: string): Promise<Dispute> {
  const id = findId("dispute", shownId);
  const [dispute] = id
    ? await read(ctx, (tx) =>
        tx
          .select()
          .from(disputes)
          .where(and(eq(disputes.projectId, ctx.projectId), eq(disputes.id, id))),
      )
    : [];
  if (!dispute) throw new AppError("not_found", "There is no such dispute");
  return dispute;
}
