import type postgres from "postgres";
import { newId } from "../core/ids";

type Due = { id: string; profile_id: string; payment_method_id: string; price_point_id: string };

/**
 * What a renewal asks of the database and nothing else: the statements and the commits of the engine and of its gateway,
 * written by hand, without a line that decides anything.
 */
export async function bareRenewals(
  sql: postgres.Sql,
  projectId: string,
  { concurrency, batch }: { concurrency: number; batch: number },
): Promise<void> {
  for (;;) {
    const claimed = await claim(sql, projectId, batch);
    if (claimed.length === 0) return;
    await inProject(sql, projectId, (tx) => [
      tx`update charge_attempts set state = 'sent', sent_at = ${new Date()} where project_id = ${projectId} and id = any(${claimed.map(({ attemptId }) => attemptId)}) and state = 'created'`,
    ]);
    const waiting = [...claimed];
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        await execute(sql, projectId, next);
        await settle(sql, projectId, next);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
  }
}

type Claimed = Due & { orderId: string; attemptId: string };

async function claim(sql: postgres.Sql, projectId: string, batch: number): Promise<Claimed[]> {
  return sql.begin(async (tx) => {
    await tx`select use_project(${projectId}::uuid)`;
    await project(tx, projectId);
    const now = new Date();
    const due = await tx<Due[]>`
      select id, profile_id, payment_method_id, price_point_id from subscriptions where project_id = ${projectId}
        and next_check_at <= ${now} and next_check_at is not null and not is_mirror and parked_at is null
        and (leased_until is null or leased_until <= ${now})
      order by next_check_at limit ${batch} for update skip locked`;
    const ids = due.map(({ id }) => id);
    if (ids.length === 0) return [];
    await held(tx, projectId, ids);
    await tx`select subscription_id from charge_attempts where project_id = ${projectId} and subscription_id = any(${ids})
      and state in ('created', 'sent', 'unknown', 'action_required', 'parked')`;
    const claimed: Claimed[] = [];
    for (const each of due) {
      const [orderId, attemptId] = [newId(now), newId(now)];
      await tx`select * from payment_methods where project_id = ${projectId} and id = ${each.payment_method_id}`;
      await tx`select * from orders where project_id = ${projectId} and subscription_id = ${each.id} and iteration = 2 order by created_at desc limit 1`;
      await tx`insert into orders (project_id, id, profile_id, subscription_id, environment, kind, iteration, price_point_id, price_point_version,
          provider, payment_method_id, amount_minor, currency, exponent, settled_minor, refunded_minor, refund_pending_minor, state, created_at, version)
        values (${projectId}, ${orderId}, ${each.profile_id}, ${each.id}, 'production', 'renewal', 2, ${each.price_point_id}, 1,
          'sandbox', ${each.payment_method_id}, 999, 'USD', 2, 0, 0, 0, 'pending', ${now}, 1) returning *`;
      await tx`insert into charge_attempts (project_id, id, order_id, subscription_id, kind, period_key, provider, payment_method_id,
          amount_minor, currency, exponent, retry_step, state, created_at, lookups, next_lookup_at)
        values (${projectId}, ${attemptId}, ${orderId}, ${each.id}, 'renewal', '2', 'sandbox', ${each.payment_method_id},
          999, 'USD', 2, 0, 'created', ${now}, 0, ${now})`;
      await tx`update subscriptions set lease_id = ${attemptId}, leased_until = ${new Date(now.getTime() + 60_000)}, attempts = attempts + 1
        where project_id = ${projectId} and id = ${each.id}`;
      claimed.push({ ...each, orderId, attemptId });
    }
    return claimed;
  });
}

/** The gateway's own commit. */
async function execute(sql: postgres.Sql, projectId: string, { attemptId, payment_method_id }: Claimed) {
  const now = new Date();
  await inProject(sql, projectId, (tx) => [
    tx`insert into sandbox_charges (project_id, id, idempotency_key, reference, card, amount_minor, currency, exponent, state, created_at)
      values (${projectId}, ${newId(now)}, ${attemptId}, ${attemptId}, ${payment_method_id}, 999, 'USD', 2, 'succeeded', ${now}) on conflict do nothing`,
    tx`select * from sandbox_charges where project_id = ${projectId} and idempotency_key = ${attemptId}`,
  ]);
}

async function settle(sql: postgres.Sql, projectId: string, claimed: Claimed): Promise<void> {
  const { id, attemptId, orderId, profile_id: profileId, payment_method_id: methodId } = claimed;
  const now = new Date();
  await sql.begin(async (tx) => {
    await tx`select use_project(${projectId}::uuid)`;
    await project(tx, projectId);
    await tx`select * from charge_attempts where project_id = ${projectId} and id = ${attemptId}`;
    await tx`select id from subscriptions where project_id = ${projectId} and id = any(${[id]}) order by id for update`;
    await held(tx, projectId, [id]);
    await tx`update charge_attempts set state = 'succeeded', settled_at = ${now}, provider_reference = ${attemptId}, next_lookup_at = null
      where project_id = ${projectId} and id = ${attemptId} and state in ('created', 'sent', 'unknown', 'action_required', 'parked') returning *`;
    await tx`select * from orders where project_id = ${projectId} and id = ${orderId} for update`;
    await tx`update orders set settled_minor = 999, settled_at = ${now}, state = 'settled', version = 2 where project_id = ${projectId} and id = ${orderId}`;
    await tx`select brand, last_four from payment_methods where project_id = ${projectId} and id = ${methodId}`;
    await tx`insert into transactions (project_id, id, profile_id, subscription_id, order_id, attempt_id, environment, kind, status, amount_minor,
        currency, exponent, provider, provider_transaction_id, method_brand, method_last_four, occurred_at, received_at)
      values (${projectId}, ${newId(now)}, ${profileId}, ${id}, ${orderId}, ${attemptId}, 'production', 'charge', 'succeeded', 999,
        'USD', 2, 'sandbox', ${newId(now)}, 'visa', '4242', ${now}, ${now}) on conflict do nothing returning *`;
    await events(tx, { projectId, profileId, now, count: 2 });
    await tx`update subscriptions set is_next_paid = true, next_check_at = period_end, lease_id = null, leased_until = null, attempts = 0,
      version = version + 1 where project_id = ${projectId} and id = ${id}`;
  });
}

async function events(
  tx: postgres.TransactionSql,
  { projectId, profileId, now, count }: { projectId: string; profileId: string; now: Date; count: number },
): Promise<void> {
  const [raised] = await tx<{ event_sequence: string }[]>`
    update profiles set event_sequence = event_sequence + ${count} where project_id = ${projectId} and id = ${profileId} returning event_sequence`;
  const last = Number(raised?.event_sequence);
  const rows = Array.from({ length: count }, (_, index) => ({
    project_id: projectId,
    id: newId(now),
    type: "order.settled",
    profile_id: profileId,
    sequence: last - index,
    environment: "production",
    occurred_at: now,
    received_at: now,
    actor_kind: "system",
    actor_id: "bench",
    payload: "{}",
  }));
  await tx`insert into domain_events ${tx(rows)}`;
}

function project(tx: postgres.TransactionSql, projectId: string) {
  return tx`select kind, clock_ahead_ms, charging_paused_at, settings from projects where id = ${projectId}`;
}

function held(tx: postgres.TransactionSql, projectId: string, ids: string[]) {
  return tx`select s.*, v.*, p.ident, p.product_id, w.id as waiting from subscriptions s
    join price_points p on p.project_id = ${projectId} and p.id = s.price_point_id
    join price_point_versions v on v.project_id = ${projectId} and v.price_point_id = s.price_point_id and v.version = s.price_point_version
    left join subscriptions w on w.project_id = ${projectId} and w.follows_id = s.id and w.phase = 'upcoming'
    where s.project_id = ${projectId} and s.id = any(${ids})`;
}

async function inProject(
  sql: postgres.Sql,
  projectId: string,
  statements: (tx: postgres.TransactionSql) => postgres.PendingQuery<postgres.Row[]>[],
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`select use_project(${projectId}::uuid)`;
    for (const statement of statements(tx)) await statement;
  });
}
