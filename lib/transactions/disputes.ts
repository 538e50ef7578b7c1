import { and, eq } from "drizzle-orm";
import { disputes } from "../../db/schema/transactions";
import type { CommandCtx } from "../core/command";
import { newId } from "../core/ids";
import type { Amount } from "../core/money";
import { emit } from "../events/emit";
import { disputeData } from "./event-data";
import { recordTransaction, type Transaction } from "./record";

export type Dispute = typeof disputes.$inferSelect;

type Opened = {
  providerDisputeId: string;
  amount: Amount;
  reason?: string | null;
  openedAt: Date;
  dueAt?: Date | null;
};

/** A payer contests this charge: the bank takes the money back until it has decided. Once per dispute of the provider. */
export async function recordDispute(
  ctx: CommandCtx,
  charge: Transaction,
  { amount, ...opened }: Opened,
): Promise<{ dispute: Dispute; isNew: boolean }> {
  const { provider, profileId, orderId, environment } = charge;
  const [dispute] = await ctx.tx
    .insert(disputes)
    .values({
      projectId: ctx.projectId,
      id: newId(ctx.clock.now()),
      ...{ provider, profileId, orderId, environment },
      ...opened,
      ...{ amountMinor: amount.minor, currency: amount.currency, exponent: amount.exponent },
      state: "open",
    })
    .onConflictDoNothing()
    .returning();
  if (!dispute) return { dispute: await known(ctx, charge, opened.providerDisputeId), isNew: false };
  await moveDisputed(ctx, charge, dispute, { kind: "dispute", at: opened.openedAt });
  if (profileId)
    await emit(ctx, {
      type: "dispute.opened",
      profileId,
      environment,
      payload: disputeData(charge, dispute),
    });
  return { dispute, isNew: true };
}

/** What the bank decided. Won, the money comes back; lost, it stays where it is. False where that was known already. */
export async function settleDispute(
  ctx: CommandCtx,
  charge: Transaction,
  dispute: Dispute,
  { outcome, closedAt }: { outcome: "won" | "lost"; closedAt: Date },
): Promise<boolean> {
  const [closed] = await ctx.tx
    .update(disputes)
    .set({ state: outcome, closedAt })
    .where(
      and(eq(disputes.projectId, ctx.projectId), eq(disputes.id, dispute.id), eq(disputes.state, "open")),
    )
    .returning({ id: disputes.id });
  if (!closed) return false;
  if (outcome === "won") await moveDisputed(ctx, charge, dispute, { kind: "dispute_reversal", at: closedAt });
  return true;
}

async function moveDisputed(
  ctx: CommandCtx,
  charge: Transaction,
  { amountMinor, currency, exponent, providerDisputeId }: Dispute,
  { kind, at }: { kind: "dispute" | "dispute_reversal"; at: Date },
): Promise<void> {
  const { profileId, sessionId, funnelId, subscriptionId, orderId, environment, provider } = charge;
  const { methodBrand, methodLastFour } = charge;
  await recordTransaction(ctx, {
    ...{ profileId, sessionId, funnelId, subscriptionId, orderId, environment, provider },
    ...{ methodBrand, methodLastFour },
    kind,
    status: "succeeded",
    amount: { minor: amountMinor, currency, exponent },
    providerTransactionId: providerDisputeId,
    occurredAt: at,
  });
}

async function known(
  ctx: CommandCtx,
  { provider }: Transaction,
  providerDisputeId: string,
): Promise<Dispute> {
  const [found] = await ctx.tx
    .select()
    .from(disputes)
    .where(
      and(
        eq(disputes.projectId, ctx.projectId),
        eq(disputes.provider, provider),
        eq(disputes.providerDisputeId, providerDisputeId),
      ),
    );
  if (!found) throw new Error("a dispute that was there a moment before is gone");
  return found;
}
