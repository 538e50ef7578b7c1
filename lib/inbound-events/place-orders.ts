import { and, eq } from "drizzle-orm";
import { orders } from "../../db/schema/orders";
import type { Applying } from "./applying";
import type { ProductFact, SubscriptionFact } from "./facts";
import { foldSubscription, type Told } from "./fold";
import { withPeriod } from "./mirror";
import { NotYet, Parked } from "./outcome";
import { type Sold, soldAs } from "./products";
import { readFacts } from "./stored-facts";

/** An event tells of a payment a little after it was made. */
const slackMs = 10 * 60_000;

/**
 * Each order of a subscription is of what it sold then. What that was is known only once everything is said, and a person may
 * choose another price point for it, so it is looked at anew.
 */
export async function placeOrders(
  applying: Applying,
  subscription: { id: string; providerSubscriptionId: string },
): Promise<void> {
  const { ctx } = applying;
  const told = (
    await readFacts(applying, { subject: "subscription", id: subscription.providerSubscriptionId })
  ).flatMap(({ fact, ...rest }) => (fact.subject === "subscription" ? [{ ...rest, fact }] : []));
  const rows = await ctx.tx
    .select({ id: orders.id, createdAt: orders.createdAt, pricePointId: orders.pricePointId })
    .from(orders)
    .where(and(eq(orders.projectId, ctx.projectId), eq(orders.subscriptionId, subscription.id)));
  for (const { id, createdAt, pricePointId } of rows) {
    const product = productAt(told, createdAt);
    if (!product) continue;
    const sold = await soldThen(applying, product);
    if (!sold || sold.pricePointId === pricePointId) continue;
    await ctx.tx
      .update(orders)
      .set({ pricePointId: sold.pricePointId, pricePointVersion: sold.version })
      .where(and(eq(orders.projectId, ctx.projectId), eq(orders.id, id)));
  }
}

function productAt(told: readonly Told<SubscriptionFact>[], at: Date) {
  const said = foldSubscription(
    told.filter(({ occurredAt }) => occurredAt.getTime() <= at.getTime() + slackMs),
  );
  return said?.product && withPeriod(said.product, said);
}

/** Null where nobody knows what it was: the order keeps what it was written down as. */
async function soldThen(applying: Applying, product: ProductFact): Promise<Sold | null> {
  try {
    return await soldAs(applying, product, false);
  } catch (error) {
    if (error instanceof NotYet || error instanceof Parked) return null;
    throw error;
  }
}
