import { and, eq } from "drizzle-orm";
import { chargeAttempts, orders } from "../../db/schema/orders";
import { subscriptions } from "../../db/schema/subscriptions";
import type { CommandCtx } from "../core/command";
import { AppError } from "../core/errors";
import type { Subject } from "./action";

export async function subjectOfSubscription(ctx: CommandCtx, id: string): Promise<Subject> {
  const [row] = await ctx.tx
    .select({ profileId: subscriptions.profileId })
    .from(subscriptions)
    .where(and(eq(subscriptions.projectId, ctx.projectId), eq(subscriptions.id, id)));
  if (!row) throw new AppError("not_found", "There is no such subscription");
  return { profileId: requireKnown(row), subscriptionId: id, orderId: null };
}

/** Also of someone who was erased since: their bank may still ask for the money. */
export async function subjectOfOrder(ctx: CommandCtx, id: string): Promise<Subject> {
  const [row] = await ctx.tx
    .select({ profileId: orders.profileId, subscriptionId: orders.subscriptionId })
    .from(orders)
    .where(and(eq(orders.projectId, ctx.projectId), eq(orders.id, id)));
  if (!row) throw new AppError("not_found", "There is no such order");
  return { ...row, orderId: id };
}

/** Also of someone who was erased since: what became of money is to be decided all the same. */
export async function subjectOfAttempt(ctx: CommandCtx, id: string): Promise<Subject> {
  const [row] = await ctx.tx
    .select({
      profileId: orders.profileId,
      subscriptionId: orders.subscriptionId,
      orderId: chargeAttempts.orderId,
    })
    .from(chargeAttempts)
    .innerJoin(orders, and(eq(orders.projectId, ctx.projectId), eq(orders.id, chargeAttempts.orderId)))
    .where(and(eq(chargeAttempts.projectId, ctx.projectId), eq(chargeAttempts.id, id)));
  if (!row) throw new AppError("not_found", "There is no such charge");
  return row;
}

function requireKnown({ profileId }: { profileId: string | null }): string {
  if (profileId) return profileId;
  throw new AppError("conflict", "The customer was erased.");
}
