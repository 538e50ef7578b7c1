import { and, eq, inArray } from "drizzle-orm";
import { type Environment, inboundProviders, type PaymentProvider } from "../../db/columns";
import { profileIntegrations, profiles } from "../../db/schema/profiles";
import { sessions } from "../../db/schema/sessions";
import { transactions } from "../../db/schema/transactions";
import type { CommandCtx } from "../core/command";
import { connectionOf } from "../core/database";
import { AppError } from "../core/errors";
import { newId } from "../core/ids";
import type { Amount } from "../core/money";
import { bulkInsert } from "../core/rows";
import { usdOfEach } from "../fx/queries";

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

/** `isNew` is false for what is in the books already. */
export type Recorded = { transaction: Transaction; isNew: boolean };

/**
 * The one writer of the ledger, in the transaction of whoever learned of it. What is in the books already is answered
 * with and not written again; the same payment with another amount is a `conflict` that a person must look at.
 */
export async function recordTransaction(ctx: CommandCtx, moved: MovedMoney): Promise<Recorded> {
  const [recorded] = await recordTransactions(ctx, [moved]);
  if (!recorded) throw new Error("what was to be recorded is answered with");
  return recorded;
}

/** The same for many, in their order. */
export async function recordTransactions(ctx: CommandCtx, moved: readonly MovedMoney[]): Promise<Recorded[]> {
  if (moved.length === 0) return [];
  const now = ctx.clock.now();
  const worth = moved.map(({ amount, occurredAt: at, ...rest }) => ({
    amount: { ...amount, minor: signed({ amount, ...rest }) },
    at,
  }));
  const dollars = await usdOfEach(ctx.tx, worth);
  const funnels = await funnelsOf(ctx, moved);
  const rows = moved.map((each, index): Transaction => {
    const { amount, ...rest } = each;
    return {
      ...unknown,
      ...rest,
      projectId: ctx.projectId,
      id: newId(now),
      funnelId: each.funnelId ?? funnels.get(each.sessionId ?? "") ?? null,
      amountMinor: signed(each),
      currency: amount.currency,
      exponent: amount.exponent,
      ...dollars[index],
      receivedAt: now,
    };
  });
  const { rows: added } = await addTransactions(connectionOf(ctx.tx), ctx.projectId, rows);
  const ids = new Set(added.map(({ id }) => String(id)));
  await keepIntegrations(
    ctx,
    moved.filter((_, index) => ids.has(rows[index]?.id ?? "")),
  );
  const recorded: Recorded[] = [];
  for (const [index, transaction] of rows.entries()) {
    const each = moved[index];
    if (ids.has(transaction.id)) recorded.push({ transaction, isNew: true });
    else if (each) recorded.push({ transaction: await known(ctx, each), isNew: false });
  }
  return recorded;
}

const addTransactions = bulkInsert(transactions, "on conflict do nothing returning id");

const unknown = {
  sessionId: null,
  subscriptionId: null,
  orderId: null,
  attemptId: null,
  amountUsdMinor: null,
  fxRate: null,
  fxDay: null,
  fxSource: null,
  providerTransactionId: null,
  methodBrand: null,
  methodLastFour: null,
  declineCode: null,
};

function signed({ kind, amount: { minor } }: Pick<MovedMoney, "kind" | "amount">): bigint {
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

/** Of the sessions that come without one. */
async function funnelsOf(ctx: CommandCtx, moved: readonly MovedMoney[]): Promise<Map<string, string | null>> {
  const ids = moved.flatMap(({ sessionId, funnelId }) => (sessionId && !funnelId ? [sessionId] : []));
  if (ids.length === 0) return new Map();
  const rows = await ctx.tx
    .select({ id: sessions.id, funnelId: sessions.funnelId })
    .from(sessions)
    .where(and(eq(sessions.projectId, ctx.projectId), inArray(sessions.id, ids)));
  return new Map(rows.map(({ id, funnelId }) => [id, funnelId]));
}

/** The badges of whoever took the money. Bots have none, and the sandbox is no integration. */
async function keepIntegrations(ctx: CommandCtx, moved: readonly MovedMoney[]): Promise<void> {
  const badges = moved.flatMap(({ profileId, provider, occurredAt: firstSeenAt }) => {
    const integration = inboundProviders.find((each) => each === provider);
    return integration && profileId ? [{ profileId, provider: integration, firstSeenAt }] : [];
  });
  if (badges.length === 0) return;
  const people = await ctx.tx
    .select({
      id: profiles.id,
      environment: profiles.environment,
      profileCreatedAt: profiles.createdAt,
      isBot: profiles.isBot,
    })
    .from(profiles)
    .where(
      and(
        eq(profiles.projectId, ctx.projectId),
        inArray(
          profiles.id,
          badges.map(({ profileId }) => profileId),
        ),
      ),
    );
  const rows = badges.flatMap((badge) => {
    const profile = people.find(({ id }) => id === badge.profileId);
    if (!profile || profile.isBot) return [];
    const { environment, profileCreatedAt } = profile;
    return [{ ...badge, projectId: ctx.projectId, environment, profileCreatedAt }];
  });
  if (rows.length > 0) await ctx.tx.insert(profileIntegrations).values(rows).onConflictDoNothing();
}
