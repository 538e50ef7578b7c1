import { and, eq, gte, inArray, sql } from "drizzle-orm";
import { deliveryAttempts } from "../../db/schema/webhooks";
import type { Ctx } from "../core/ctx";
import { withinTime } from "../core/time-limit";
import type { EndpointHealth } from "./standing";

const hours = 24;
const hourMs = 3_600_000;
const limitMs = 3_000;

/** Hours of the clock, the present one as the last of them. */
function hoursUntil(now: Date): Date[] {
  const last = Math.floor(now.getTime() / hourMs) * hourMs;
  return Array.from({ length: hours }, (_, at) => new Date(last - (hours - 1 - at) * hourMs));
}

export function noHealth(now: Date): EndpointHealth {
  return {
    hours: hoursUntil(now).map((at) => ({ at, delivered: 0, failed: 0 })),
    delivered: 0,
    failed: 0,
    p95Ms: null,
    isKnown: true,
  };
}

/** How each endpoint did in the last 24 hours, by one walk along an index that has all that is asked. */
export async function listHealth(ctx: Ctx, endpointIds: string[]): Promise<Map<string, EndpointHealth>> {
  if (endpointIds.length === 0) return new Map();
  const now = ctx.clock.now();
  const counted = await withinTime(ctx, limitMs, async (tx) => ({
    hours: await tx.execute(hoursStatement(ctx, endpointIds, now)),
    durations: await tx.execute(durationsStatement(ctx, endpointIds, now)),
  }));
  return new Map(
    endpointIds.map((id): [string, EndpointHealth] => {
      if (!counted) return [id, { ...noHealth(now), isKnown: false }];
      const own = (rows: Iterable<Record<string, unknown>>) =>
        [...rows].filter((row) => row.endpoint_id === id);
      const byHour = new Map(own(counted.hours).map((row) => [Number(row.hour), row]));
      const hours = hoursUntil(now).map((at, hour) => {
        const row = byHour.get(hour);
        return { at, delivered: Number(row?.delivered ?? 0), failed: Number(row?.failed ?? 0) };
      });
      const sum = (what: "delivered" | "failed") => hours.reduce((total, hour) => total + hour[what], 0);
      const durations = own(counted.durations).map((row) => ({
        ms: Number(row.duration_ms),
        count: Number(row.count),
      }));
      return [
        id,
        { hours, delivered: sum("delivered"), failed: sum("failed"), p95Ms: p95(durations), isKnown: true },
      ];
    }),
  );
}

function p95(durations: { ms: number; count: number }[]): number | null {
  const all = durations.reduce((total, { count }) => total + count, 0);
  let seen = 0;
  for (const { ms, count } of durations.toSorted((a, b) => a.ms - b.ms)) {
    seen += count;
    if (seen >= all * 0.95) return ms;
  }
  return null;
}

function hoursStatement(ctx: Pick<Ctx, "projectId">, endpointIds: string[], now: Date) {
  const since = hoursUntil(now)[0] ?? now;
  const { endpointId, status, startedAt } = deliveryAttempts;
  const isGood = sql`${status} between 200 and 299`;
  return sql`
    select ${endpointId} as endpoint_id,
      ((extract(epoch from ${startedAt})::bigint - ${Math.floor(since.getTime() / 1_000)}::bigint) / 3600)::int as hour,
      count(*) filter (where ${isGood}) as delivered, count(*) filter (where (${isGood}) is not true) as failed
    from ${deliveryAttempts} where ${ofDay(ctx, endpointIds, since)}
    group by 1, 2`;
}

/** How often each duration came: the percentile of a few thousand of them needs no sorting of all attempts. */
function durationsStatement(ctx: Pick<Ctx, "projectId">, endpointIds: string[], now: Date) {
  const { endpointId, durationMs, status } = deliveryAttempts;
  return sql`
    select ${endpointId} as endpoint_id, ${durationMs} as duration_ms, count(*) as count
    from ${deliveryAttempts}
    where ${ofDay(ctx, endpointIds, hoursUntil(now)[0] ?? now)} and ${status} is not null
    group by 1, 2`;
}

function ofDay({ projectId }: Pick<Ctx, "projectId">, endpointIds: string[], since: Date) {
  return and(
    eq(deliveryAttempts.projectId, projectId),
    inArray(deliveryAttempts.endpointId, endpointIds),
    gte(deliveryAttempts.startedAt, since),
    inArray(deliveryAttempts.trigger, ["schedule", "resend"]),
  );
}
