import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Environment } from "../../db/columns";
import { transactions } from "../../db/schema/transactions";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import type { Customer } from "../customers/customer";
import { type CurrencyTotal, type MoneySummary, summariseMoney } from "./summary";

/** What a customer paid over all its profiles. Production only, unless preview is asked for. */
export async function sumCustomerMoney(
  ctx: Ctx,
  customer: Pick<Customer, "profileIds">,
  environment: Environment = "production",
): Promise<MoneySummary> {
  return summariseMoney(
    await totalsOf(ctx, [
      inArray(transactions.profileId, customer.profileIds),
      eq(transactions.environment, environment),
    ]),
  );
}

/** What was paid in each of these visits; those in which nothing was tried are left out. */
export async function sumSessionsMoney(ctx: Ctx, sessionIds: string[]): Promise<Map<string, MoneySummary>> {
  if (sessionIds.length === 0) return new Map();
  const totals = await totalsOf(ctx, [inArray(transactions.sessionId, sessionIds)], transactions.sessionId);
  const paidIn = (sessionId: string) => totals.filter(({ group }) => group === sessionId);
  return new Map(totals.map(({ group }) => [group, summariseMoney(paidIn(group))]));
}

async function totalsOf(
  ctx: Ctx,
  which: SQL[],
  by?: typeof transactions.sessionId,
): Promise<(CurrencyTotal & { group: string })[]> {
  const t = transactions;
  const charge = sql`${t.status} = 'succeeded' and ${t.kind} = 'charge'`;
  const sum = (amount: SQL, where: SQL) =>
    sql<bigint>`coalesce(sum(${amount}) filter (where ${where}), 0)`.mapWith(BigInt);
  const minor = sql`${t.amountMinor}`;
  const group = by ? sql<string>`${by}::text` : sql<string>`''`;
  const isKnown = sql`${t.status} = 'succeeded' and ${t.amountUsdMinor} is not null`;
  return read(ctx, (tx) =>
    tx
      .select({
        group,
        currency: t.currency,
        exponent: t.exponent,
        spentMinor: sum(minor, charge),
        refundedMinor: sum(sql`-${t.amountMinor}`, sql`${t.status} = 'succeeded' and ${t.kind} = 'refund'`),
        disputedMinor: sum(
          sql`-${t.amountMinor}`,
          sql`${t.status} = 'succeeded' and ${t.kind} in ('dispute', 'dispute_reversal')`,
        ),
        netMinor: sum(minor, sql`${t.status} = 'succeeded'`),
        spentUsdMinor: sum(sql`${t.amountUsdMinor}`, charge),
        netUsdMinor: sum(sql`${t.amountUsdMinor}`, sql`${t.status} = 'succeeded'`),
        unknownUsd: sql<number>`count(*) filter (where ${t.status} = 'succeeded' and ${t.amountUsdMinor} is null)::int`,
        payments: sql<number>`count(*) filter (where ${charge})::int`,
        declined: sql<number>`count(*) filter (where ${t.status} = 'declined')::int`,
        firstAt: sql<Date | null>`min(${t.occurredAt}) filter (where ${charge})`.mapWith(t.occurredAt),
        lastAt: sql<Date | null>`max(${t.occurredAt}) filter (where ${charge})`.mapWith(t.occurredAt),
        fxFrom: sql<string | null>`min(${t.fxDay}) filter (where ${isKnown})`,
        fxTo: sql<string | null>`max(${t.fxDay}) filter (where ${isKnown})`,
        fxSources: sql<string[]>`coalesce(array_agg(distinct ${t.fxSource}) filter (where ${isKnown}), '{}')`,
      })
      .from(t)
      .where(and(eq(t.projectId, ctx.projectId), ...which))
      .groupBy(...(by ? [by] : []), t.currency, t.exponent),
  );
}
