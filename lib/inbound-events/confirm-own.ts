import { and, eq, inArray, isNotNull, ne } from "drizzle-orm";
import { chargeAttempts, orders } from "../../db/schema/orders";
import { transactions } from "../../db/schema/transactions";
import { findId, isUuid, showId } from "../core/ids";
import { openStates } from "../subscriptions/attempts";
import { settleWithin } from "../subscriptions/settle";
import type { Applying } from "./applying";
import type { PaymentFact } from "./facts";
import { requireSameEnvironment } from "./same-environment";

type Attempt = typeof chargeAttempts.$inferSelect;

/**
 * True where our own engine asked for this charge: then its attempt is settled by what the provider says, as if the
 * gateway had answered so, or it was settled before.
 */
export async function confirmOwn(applying: Applying, payment: PaymentFact): Promise<boolean> {
  const { ctx } = applying;
  const attempt = (await findOwn(applying, payment))?.attempt;
  if (!attempt || attempt.kind === "refund") return false;
  const occurredAt = new Date(payment.at);
  const isOpen = (openStates as readonly string[]).includes(attempt.state);
  // A refusal is told for each try of the buyer; only the gateway's own answer to us ends an attempt that way.
  if (payment.status === "declined") return isOpen || attempt.providerReference === payment.id;
  await settleWithin(ctx, attempt.id, { state: "succeeded", reference: payment.id, occurredAt });
  return true;
}

/** The buyer of a charge that our own engine asked for, as shown. */
export async function buyerOf(applying: Applying, payment: PaymentFact): Promise<string | null> {
  const profileId = (await findOwn(applying, payment))?.profileId;
  return profileId ? showId("profile", profileId) : null;
}

async function findOwn(
  applying: Applying,
  payment: PaymentFact,
): Promise<{ attempt: Attempt; profileId: string | null } | null> {
  const attempt = (await byReference(applying, payment.id)) ?? (await byOrder(applying, payment));
  if (!attempt) return null;
  const [order] = await applying.ctx.tx
    .select({ profileId: orders.profileId, environment: orders.environment })
    .from(orders)
    .where(and(eq(orders.projectId, applying.ctx.projectId), eq(orders.id, attempt.orderId)));
  requireSameEnvironment(applying, order);
  return { attempt, profileId: order?.profileId ?? null };
}

async function byReference({ ctx, provider }: Applying, reference: string): Promise<Attempt | null> {
  const [attempt] = await ctx.tx
    .select()
    .from(chargeAttempts)
    .where(
      and(
        eq(chargeAttempts.projectId, ctx.projectId),
        eq(chargeAttempts.provider, provider),
        eq(chargeAttempts.providerReference, reference),
        // Ours are charged to a card or wallet that we keep; what is only recorded has none.
        isNotNull(chargeAttempts.paymentMethodId),
        ne(chargeAttempts.kind, "refund"),
      ),
    )
    .limit(1);
  return attempt ?? null;
}

/** The checkout handed the attempt over, or its order: of that the one that is open, or that took the same amount. */
async function byOrder(
  { ctx, provider }: Applying,
  { orderId: named, attemptId: asked, amount, status }: PaymentFact,
): Promise<Attempt | null> {
  const orderId = named ? findId("order", named) : null;
  const attemptId = asked && isUuid(asked) ? asked : null;
  if (!orderId && !attemptId) return null;
  const rows = await ctx.tx
    .select()
    .from(chargeAttempts)
    .where(
      and(
        eq(chargeAttempts.projectId, ctx.projectId),
        eq(chargeAttempts.provider, provider),
        attemptId ? eq(chargeAttempts.id, attemptId) : eq(chargeAttempts.orderId, orderId ?? ""),
        ne(chargeAttempts.kind, "refund"),
        eq(chargeAttempts.amountMinor, amount.minor),
        eq(chargeAttempts.currency, amount.currency),
        inArray(
          chargeAttempts.state,
          status === "succeeded" ? [...openStates, "succeeded"] : [...openStates],
        ),
      ),
    );
  for (const row of rows) if ((openStates as readonly string[]).includes(row.state)) return row;
  const [settled] = rows;
  return settled && (await isBooked(ctx.tx, settled)) ? settled : null;
}

async function isBooked(tx: Applying["ctx"]["tx"], { projectId, id }: Attempt): Promise<boolean> {
  const [row] = await tx
    .select({ id: transactions.id })
    .from(transactions)
    .where(and(eq(transactions.projectId, projectId), eq(transactions.attemptId, id)))
    .limit(1);
  return row !== undefined;
}
