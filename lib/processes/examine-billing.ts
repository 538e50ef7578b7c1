import type postgres from "postgres";
import type { Clock } from "../core/clock";
import type { Finding } from "./doctor";

/** A check that is this late has no worker, or one that is stuck. */
const lateMinutes = 5;

type Figures = {
  due: number;
  oldest: string | null;
  unsettled: number;
  oldestUnsettled: string | null;
  parked: number;
  paused: number;
  isOff: string | null;
};

/** How far the engine is behind, and what waits for a person. */
export async function examineBilling(sql: postgres.Sql, clock: Clock): Promise<Finding[]> {
  const now = clock.now();
  const [exists] = await sql<{ is: boolean }[]>`select to_regclass('subscriptions') is not null as is`;
  if (!exists?.is)
    return [{ check: "billing", state: "warning", message: "not looked at before the migrations" }];
  const rows = await sql.begin(async (transaction) => {
    await transaction`select use_system()`;
    return transaction<Figures[]>`
      select
        (select count(*)::int from subscriptions s join projects p on p.id = s.project_id
          where not s.is_mirror and s.parked_at is null and p.charging_paused_at is null
            and s.next_check_at <= ${now}::timestamptz + coalesce(p.clock_ahead_ms, 0) * interval '1 millisecond') as due,
        (select min(s.next_check_at - coalesce(p.clock_ahead_ms, 0) * interval '1 millisecond')::text
          from subscriptions s join projects p on p.id = s.project_id
          where not s.is_mirror and s.parked_at is null and p.charging_paused_at is null and s.next_check_at is not null) as oldest,
        (select count(*)::int from charge_attempts where next_lookup_at is not null) as unsettled,
        (select min(created_at)::text from charge_attempts where next_lookup_at is not null) as "oldestUnsettled",
        (select count(*)::int from charge_attempts where state = 'parked' or parked_reason is not null)
          + (select count(*)::int from subscriptions where parked_at is not null) as parked,
        (select count(*)::int from projects where charging_paused_at is not null) as paused,
        (select reason from instance_switches where name = 'charging') as "isOff"`;
  });
  const [figures] = rows;
  return figures ? findings(figures, now) : [];
}

function findings(figures: Figures, now: Date): Finding[] {
  const { due, unsettled, parked, paused, isOff } = figures;
  const found: Finding[] = [];
  const minutes = figures.oldest ? minutesSince(figures.oldest, now) : 0;
  if (isOff !== null)
    found.push({
      check: "billing",
      state: "problem",
      message: `charging is off for the whole instance (${isOff}): npm run charging -- on`,
    });
  if (due > 0 && minutes >= lateMinutes)
    found.push({
      check: "billing",
      state: "problem",
      message: `${due} subscriptions are due, the oldest for ${minutes} minutes: start a worker (npm start -- --only=worker), or look at its log.`,
    });
  else found.push({ check: "billing", state: "ok", message: `${due} subscriptions are due` });
  if (unsettled > 0)
    found.push({
      check: "charges",
      state: "ok",
      message: `${unsettled} wait for their gateway, the oldest for ${minutesSince(figures.oldestUnsettled ?? "", now)} minutes`,
    });
  if (parked > 0)
    found.push({
      check: "charges",
      state: "warning",
      message: `${parked} need a decision of a person: see Support in the console.`,
    });
  if (paused > 0)
    found.push({ check: "charging", state: "warning", message: `paused in ${paused} projects` });
  return found;
}

function minutesSince(text: string, now: Date): number {
  const time = new Date(text).getTime();
  return Number.isNaN(time) ? 0 : Math.max(0, Math.floor((now.getTime() - time) / 60_000));
}
