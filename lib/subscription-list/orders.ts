import { and, eq, inArray, ne, sql } from "drizzle-orm";
import { chargeAttempts, orders } from "../../db/schema/orders";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { showId } from "../core/ids";

export type SubscriptionOrder = {
  /** Shown id. */
  id: string;
  kind: (typeof orders.$inferSelect)["kind"];
  state: (typeof orders.$inferSelect)["state"];
  iteration: number | null;
  amountMinor: bigint;
  refundedMinor: bigint;
  currency: string;
  exponent: number;
  createdAt: Date;
  attempts: number;
  declined: number;
};

export type OrdersOf = { orders: SubscriptionOrder[]; total: number };

/** What was to be paid for a subscription, newest first, `most` at most, and how many there are. */
export async function listSubscriptionOrders(ctx: Ctx, id: string, most: number): Promise<OrdersOf> {
  const own = and(eq(orders.projectId, ctx.projectId), eq(orders.subscriptionId, id));
  return read(ctx, async (tx) => {
    const rows = await tx
      .select({
        id: orders.id,
        kind: orders.kind,
        state: orders.state,
        iteration: orders.iteration,
        amountMinor: orders.amountMinor,
        refundedMinor: orders.refundedMinor,
        currency: orders.currency,
        exponent: orders.exponent,
        createdAt: orders.createdAt,
      })
      .from(orders)
      .where(own)
      .orderBy(sql`${orders.createdAt} desc`, sql`${orders.id} desc`)
      .limit(most);
    const [counted] =
      rows.length < most
        ? [{ total: rows.length }]
        : await tx.select({ total: sql<number>`count(*)::int` }).from(orders).where(own);
    const tries = await tx
      .select({
        orderId: chargeAttempts.orderId,
        attempts: sql<number>`count(*)::int`,
        declined: sql<number>`(count(*) filter (where ${chargeAttempts.state} = 'declined'))::int`,
      })
      .from(chargeAttempts)
      .where(
        and(
          eq(chargeAttempts.projectId, ctx.projectId),
          inArray(
            chargeAttempts.orderId,
            rows.map((row) => row.id),
          ),
          ne(chargeAttempts.kind, "refund"),
        ),
      )
      .groupBy(chargeAttempts.orderId);
    const triesOf = new Map(tries.map(({ orderId, ...counts }) => [orderId, counts]));
    return {
      orders: rows.map((row) => ({
        ...row,
        id: showId("order", row.id),
        ...(triesOf.get(row.id) ?? { attempts: 0, declined: 0 }),
      })),
      total: counted?.total ?? 0,
    };
  });
}
