import { sql } from "drizzle-orm";
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
  const counted = await withinTime(ctx, limitMs, (tx) => tx.execute(healthStatement(ctx, endpointIds, now)));
  const healths = new Map<string, EndpointHealth>(
    endpointIds.map((id) => [id, { ...noHealth(now), isKnown: counted !== null }]),
  );
  for (const row of counted ?? []) {
    const health = healths.get(String(row.endpoint_id));
    if (!health) continue;
    const delivered = Number(row.delivered);
    const failed = Number(row.failed);
    if (row.hour === null) {
      healths.set(String(row.endpoint_id), {
        ...health,
        ...{ delivered, failed, p95Ms: row.p95 === null ? null : Number(row.p95) },
      });
      continue;
    }
    const hours = health.hours.map((hour, at) =>
      at === Number(row.hour) ? { ...hour, delivered, failed } : hour,
    );
    healths.set(String(row.endpoint_id), { ...health, hours });
  }
  return healths;
}

/** Apart from the rest for the test that looks at its plan. */
export function healthStatement({ projectId }: Pick<Ctx, "projectId">, endpointIds: string[], now: Date) {
  const since = hoursUntil(now)[0] ?? now;
  const ids = sql.join(
    endpointIds.map((id) => sql`${id}::uuid`),
    sql`, `,
  );
  return sql`
    select endpoint_id, hour, count(*) filter (where status between 200 and 299) as delivered,
      count(*) filter (where status is null or status not between 200 and 299) as failed,
      case when hour is null then percentile_disc(0.95) within group (order by duration_ms)
        filter (where status is not null) end as p95
    from (
      select endpoint_id, status, duration_ms,
        floor(extract(epoch from started_at - ${since.toISOString()}::timestamptz) / 3600)::int as hour
      from ${deliveryAttempts}
      where project_id = ${projectId} and endpoint_id in (${ids})
        and started_at >= ${since.toISOString()}::timestamptz and trigger in ('schedule', 'resend')
    ) as attempts
    group by grouping sets ((endpoint_id, hour), (endpoint_id))`;
}
