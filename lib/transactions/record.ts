import { and, eq } from "drizzle-orm";
import { type Environment, inboundProviders, type PaymentProvider } from "../../db/columns";
import { profileIntegrations, profiles } from "../../db/schema/profiles";
import { sessions } from "../../db/schema/sessions";
import { transactions } from "../../db/schema/transactions";
import type { CommandCtx } from "../core/command";
import { AppError } from "../core/errors";
import { newId } from "../core/ids";
import type { Amount } from "../core/money";
import { usdOf } from "../fx/queries";

export type Transaction = typeof transactions.$inferSelect;

/** Money that moved, or was refused. The amount is never negative: which way it went follows from the kind. */
export type MovedMoney = {
  kind: Transaction["kind"];
  status: Transaction["status"];
  amount: Amount;
  /** Null where the person was erased since. */
  profileId: string | null;
  environment: Environment;
  provider: PaymentProvider;
  /** Its name there. The same one of the same kind and status is recorded once. */
  providerTransactionId?: string | null;
  /** The provider's time; for the sandbox, the project's. */
  occurredAt: Date;
  orderId?: string | null;
  attemptId?: string | null;
  subscriptionId?: string | null;
  sessionId?: string | null;
  /** The session's, unless it is named. */
  funnelId?: string | null;
  methodBrand?: string | null;
  methodLastFour?: string | null;
  declineCode?: string | null;
};

/**
 * The one writer of the ledger, in the transaction of whoever learned of it. What is in the books already is answered
 * with and not written again; the same payment with another amount is a `conflict` that a person must look at.
 */
export async function recordTransaction(
  ctx: CommandCtx,
  moved: MovedMoney,
): Promise<{ transaction: Transaction; isNew: boolean }> {
  const now = ctx.clock.now();
  const { amount, ...rest } = moved;
  const minor = signed(moved);
  const [transaction] = await ctx.tx
    .insert(transactions)
    .values({
      ...rest,
      projectId: ctx.projectId,
      id: newId(now),
      funnelId: moved.funnelId ?? (await funnelOf(ctx, moved.sessionId)),
      amountMinor: minor,
      currency: amount.currency,
      exponent: amount.exponent,
      ...(await usdOf(ctx.tx, { ...amount, minor }, moved.occurredAt)),
      receivedAt: now,
    })
    .onConflictDoNothing()
    .returning();
  if (!transaction) return { transaction: await known(ctx, moved), isNew: false };
  await keepIntegration(ctx, moved);
  return { transaction, isNew: true };
}

function signed({ kind, amount: { minor } }: MovedMoney): bigint {
  if (minor <= 0n) throw new Error("an amount of the ledger is above zero; its kind gives the sign");
  return kind === "charge" || kind === "dispute_reversal" ? minor : -minor;
}

async function known(ctx: CommandCtx, moved: MovedMoney): Promise<Transaction> {
  const { providerTransactionId, amount, ...named } = moved;
  if (!providerTransactionId)
    throw new Error("a transaction without a provider's id cannot be known already");
  const found = await findRecorded(ctx, { ...named, providerTransactionId });
  if (found?.amountMinor === signed(moved) && found.currency === amount.currency) return found;
  throw new AppError("conflict", "This payment of the provider is in the books with another amount.");
}

type Named = Pick<Transaction, "provider" | "kind" | "status"> & { providerTransactionId: string };

/** The entry of this kind and status behind a provider's id. */
export async function findRecorded(ctx: CommandCtx, named: Named): Promise<Transaction | undefined> {
  const [found] = await ctx.tx
    .select()
    .from(transactions)
    .where(
      and(
        eq(transactions.projectId, ctx.projectId),
        eq(transactions.provider, named.provider),
        eq(transactions.providerTransactionId, named.providerTransactionId),
        eq(transactions.kind, named.kind),
        eq(transactions.status, named.status),
      ),
    );
  return found;
}

async function funnelOf(ctx: CommandCtx, sessionId: string | null | undefined): Promise<string | null> {
  if (!sessionId) return null;
  const [session] = await ctx.tx
    .select({ funnelId: sessions.funnelId })
    .from(sessions)
    .where(and(eq(sessions.projectId, ctx.projectId), eq(sessions.id, sessionId)));
  return session?.funnelId ?? null;
}

/** The badge of whoever took the money. Bots have none, and the sandbox is no integration. */
async function keepIntegration(ctx: CommandCtx, { profileId, provider, occurredAt }: MovedMoney) {
  const integration = inboundProviders.find((each) => each === provider);
  if (!integration || profileId === null) return;
  const [profile] = await ctx.tx
    .select({ environment: profiles.environment, createdAt: profiles.createdAt, isBot: profiles.isBot })
    .from(profiles)
    .where(and(eq(profiles.projectId, ctx.projectId), eq(profiles.id, profileId)));
  if (!profile || profile.isBot) return;
  await ctx.tx
    .insert(profileIntegrations)
    .values({
      projectId: ctx.projectId,
      provider: integration,
      environment: profile.environment,
      profileCreatedAt: profile.createdAt,
      profileId,
      firstSeenAt: occurredAt,
    })
    .onConflictDoNothing();
}
