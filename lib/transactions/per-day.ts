import { and, eq, gte, lt, sql } from "drizzle-orm";
import type { Environment } from "../../db/columns";
import { transactions } from "../../db/schema/transactions";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";

export type PaidDay = { day: string; payments: number; usdMinor: bigint };

const dayMs = 86_400_000;

/** What was paid through a funnel on each of these UTC days, which follow one another. Declines and refunds are left out. */
export async function sumFunnelDays(
  ctx: Ctx,
  { funnelId, environment, days }: { funnelId: string; environment: Environment; days: string[] },
): Promise<PaidDay[]> {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return [];
  const t = transactions;
  const day = sql<string>`to_char(${t.occurredAt} at time zone 'UTC', 'YYYY-MM-DD')`;
  const found = await read(ctx, (tx) =>
    tx
      .select({
        day: day.as("day"),
        payments: sql<number>`count(*)::int`,
        usdMinor: sql<bigint>`coalesce(sum(${t.amountUsdMinor}), 0)`.mapWith(BigInt),
      })
      .from(t)
      .where(
        and(
          eq(t.projectId, ctx.projectId),
          eq(t.funnelId, funnelId),
          gte(t.occurredAt, new Date(`${first}T00:00:00Z`)),
          lt(t.occurredAt, new Date(Date.parse(`${last}T00:00:00Z`) + dayMs)),
          eq(t.environment, environment),
          eq(t.kind, "charge"),
          eq(t.status, "succeeded"),
        ),
      )
      .groupBy(sql`day`),
  );
  const byDay = new Map(found.map((row) => [row.day, row]));
  return days.map((each) => byDay.get(each) ?? { day: each, payments: 0, usdMinor: 0n });
}
