import { and, desc, eq, inArray, ne, sql } from "drizzle-orm";
import { pricePoints, products } from "../../db/schema/catalogue";
import { orders } from "../../db/schema/orders";
import { subscriptions } from "../../db/schema/subscriptions";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { showId } from "../core/ids";
import { formatMoney } from "../core/money";
import type { Customer } from "../customers/customer";
import { terrainOf } from "../subscriptions/project-time";
import { findOpened } from "../transactions/opened";
import { type AvailableAction, availableActions, refundAction, refundableMinor } from "./available";
import { findOrderSituation, findSituation } from "./load";

export type CustomerActions = {
  /** The payment that is looked at, else the last one. Null where nothing was paid. */
  refund: { order: string; words: string; why: string | null } | null;
  subscriptions: { id: string; name: string; actions: AvailableAction[] }[];
};

const mostSubscriptions = 5;

/** What can be done for a customer. `open` is the shown id of the order or transaction that is looked at. */
export async function listCustomerActions(
  ctx: Ctx,
  customer: Customer,
  open: string | null,
): Promise<CustomerActions> {
  return read(ctx, async (tx) => {
    const terrain = await terrainOf(tx, ctx.projectId, ctx.clock.now());
    const place = { tx, projectId: ctx.projectId, terrain };
    const inside = { ...ctx, tx };
    const running = await tx
      .select({ id: subscriptions.id, name: products.name })
      .from(subscriptions)
      .innerJoin(
        pricePoints,
        and(eq(pricePoints.projectId, ctx.projectId), eq(pricePoints.id, subscriptions.pricePointId)),
      )
      .innerJoin(products, and(eq(products.projectId, ctx.projectId), eq(products.id, pricePoints.productId)))
      .where(
        and(
          eq(subscriptions.projectId, ctx.projectId),
          inArray(subscriptions.profileId, customer.profileIds),
          ne(subscriptions.phase, "expired"),
        ),
      )
      .orderBy(desc(subscriptions.createdAt), desc(subscriptions.id))
      .limit(mostSubscriptions);
    const offered: CustomerActions["subscriptions"] = [];
    for (const { id, name } of running) {
      const situation = await findSituation(place, id, { lock: false });
      if (situation)
        offered.push({ id: showId("subscription", id), name, actions: availableActions(situation) });
    }
    const opened = open ? await findOpened(inside, customer, open) : null;
    const orderId = opened?.order?.id ?? (await lastPaid(inside, customer));
    const situation = orderId ? await findOrderSituation(place, orderId, { lock: false }) : null;
    return { refund: situation && offerOf(situation), subscriptions: offered };
  });
}

function offerOf(situation: Parameters<typeof refundAction>[0]): CustomerActions["refund"] {
  const { order } = situation;
  const minor = refundableMinor(situation);
  return {
    order: showId("order", order.id),
    words: minor > 0n ? `Refund ${formatMoney({ ...order, minor })}` : "Refund the payment",
    why: refundAction(situation).why,
  };
}

type Inside = Ctx & { tx: NonNullable<Ctx["tx"]> };

async function lastPaid({ tx, projectId }: Inside, customer: Customer): Promise<string | null> {
  const [order] = await tx
    .select({ id: orders.id })
    .from(orders)
    .where(
      and(
        eq(orders.projectId, projectId),
        inArray(orders.profileId, customer.profileIds),
        sql`${orders.settledMinor} > 0`,
      ),
    )
    .orderBy(desc(orders.createdAt), desc(orders.id))
    .limit(1);
  return order?.id ?? null;
}
