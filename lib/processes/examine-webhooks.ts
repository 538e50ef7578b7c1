import type postgres from "postgres";
import type { Clock } from "../core/clock";
import type { Finding } from "./doctor";

/** A fact or a delivery that waits this long has no worker, or one that is stuck. */
const lateMinutes = 2;

type Figures = {
  facts: number;
  oldestFact: string | null;
  due: number;
  oldestDue: string | null;
  disabled: number;
  failing: number;
};

/** How far the sending is behind, and which endpoints need somebody. */
export async function examineWebhooks(sql: postgres.Sql, clock: Clock): Promise<Finding[]> {
  const now = clock.now();
  const [exists] = await sql<{ is: boolean }[]>`select to_regclass('webhook_endpoints') is not null as is`;
  if (!exists?.is)
    return [{ check: "webhooks", state: "warning", message: "not looked at before the migrations" }];
  const dayAgo = new Date(now.getTime() - 86_400_000);
  const rows = await sql.begin(async (transaction) => {
    await transaction`select use_system()`;
    return transaction<Figures[]>`
      select
        (select count(*)::int from domain_events where dispatched_at is null) as facts,
        (select min(received_at)::text from domain_events where dispatched_at is null) as "oldestFact",
        (select count(*)::int from webhook_deliveries d join webhook_endpoints e
          on e.project_id = d.project_id and e.id = d.endpoint_id
          where e.state = 'active' and d.next_attempt_at <= ${now}) as due,
        (select min(d.next_attempt_at)::text from webhook_deliveries d join webhook_endpoints e
          on e.project_id = d.project_id and e.id = d.endpoint_id
          where e.state = 'active' and d.next_attempt_at <= ${now}) as "oldestDue",
        (select count(*)::int from webhook_endpoints where state = 'disabled') as disabled,
        (select count(*)::int from webhook_endpoints where state = 'active' and failing_since <= ${dayAgo}) as failing`;
  });
  const [figures] = rows;
  return figures ? findings(figures, now) : [];
}

function findings({ facts, due, disabled, failing, ...oldest }: Figures, now: Date): Finding[] {
  const found: Finding[] = [];
  const add = (state: Finding["state"], message: string) => found.push({ check: "webhooks", state, message });
  const factMinutes = minutesSince(oldest.oldestFact, now);
  const dueMinutes = minutesSince(oldest.oldestDue, now);
  if (factMinutes >= lateMinutes)
    add(
      "problem",
      `${facts} events wait to be handed to endpoints, the oldest for ${factMinutes} minutes: start a worker (npm start -- --only=worker), or look at its log.`,
    );
  if (dueMinutes >= lateMinutes)
    add(
      "warning",
      `${due} deliveries are due, the oldest for ${dueMinutes} minutes: an endpoint is slower than its events, or the worker stands still.`,
    );
  if (failing > 0)
    add(
      "warning",
      `${failing} endpoints have failed for a day or longer: their pages say how; after five days they are disabled.`,
    );
  if (disabled > 0)
    add(
      "warning",
      `${disabled} endpoints are disabled: enable them in the console and recover what they missed.`,
    );
  return found.length > 0
    ? found
    : [{ check: "webhooks", state: "ok", message: "nothing waits, no endpoint is failing" }];
}

function minutesSince(at: string | null, now: Date): number {
  return at ? Math.floor((now.getTime() - new Date(at).getTime()) / 60_000) : 0;
}
