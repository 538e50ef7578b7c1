import type postgres from "postgres";
import { newId } from "../core/ids";
import { oneTransaction, openScope } from "../core/one-transaction";

type Due = { id: string; profile_id: string; payment_method_id: string; price_point_id: string };
type Claimed = Due & { orderId: string; attemptId: string };

/**
 * What renewals ask of the database and nothing else, written by hand without a line that decides anything: the statements
 * and the commits of the engine and of its gateway. A portion is claimed in one commit and marked in one, the gateway
 * commits each charge, and one writer settles all that was charged while it wrote the last, in one commit.
 */
export async function bareRenewals(
  sql: postgres.Sql,
  projectId: string,
  { concurrency, batch }: { concurrency: number; batch: number },
): Promise<void> {
  const inProject = <Answer>(run: (tx: postgres.TransactionSql) => Promise<Answer>) =>
    sql.begin(async (tx) => {
      // Generic plans, as the engine's: others walk the project for each row while its statistics are young.
      await tx`select use_project(${projectId}::uuid), set_config('plan_cache_mode', 'force_generic_plan', true)`;
      return run(tx);
    }) as Promise<Answer>;
  for (;;) {
    const claimed = await inProject((tx) => claim(tx, projectId, batch));
    if (claimed.length === 0) return;
    await inProject(
      (tx) =>
        tx`update charge_attempts set state = 'sent', sent_at = ${new Date()} where project_id = ${projectId}
          and id = any(${claimed.map(({ attemptId }) => attemptId)}) and state = 'created'`,
    );
    const waiting = [...claimed];
    const charged: Claimed[] = [];
    let settling: Promise<void> | null = null;
    const settleAll = async () => {
      while (charged.length > 0) {
        const group = charged.splice(0, 100);
        await inProject((tx) => settle(tx, projectId, group));
      }
      settling = null;
    };
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        await execute(sql, projectId, next);
        charged.push(next);
        settling ??= settleAll();
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
    await settling;
  }
}

async function claim(tx: postgres.TransactionSql, projectId: string, batch: number): Promise<Claimed[]> {
  const now = new Date();
  await project(tx, projectId);
  const due = await tx<Due[]>`
    select id, profile_id, payment_method_id, price_point_id from subscriptions where project_id = ${projectId}
      and next_check_at <= ${now} and next_check_at is not null and not is_mirror and parked_at is null
      and (leased_until is null or leased_until <= ${now})
    order by next_check_at limit ${batch} for update skip locked`;
  if (due.length === 0) return [];
  const ids = due.map(({ id }) => id);
  const methods = due.map((each) => each.payment_method_id);
  await held(tx, projectId, ids);
  await tx`select subscription_id from charge_attempts where project_id = ${projectId} and subscription_id = any(${ids})
    and state in ('created', 'sent', 'unknown', 'action_required', 'parked')`;
  await tx`select * from payment_methods where project_id = ${projectId} and id = any(${methods}) and detached_at is null`;
  await tx`select kept.* from unnest(${ids}::uuid[]) as wanted(id) cross join lateral (
    select * from orders where project_id = ${projectId} and subscription_id = wanted.id and iteration = 2
    order by created_at desc limit 1) as kept`;
  const claimed = due.map((each) => ({ ...each, orderId: newId(now), attemptId: newId(now) }));
  const orderIds = claimed.map(({ orderId }) => orderId);
  await tx`insert into orders (project_id, id, profile_id, subscription_id, environment, kind, iteration, price_point_id, price_point_version,
      provider, payment_method_id, amount_minor, currency, exponent, settled_minor, refunded_minor, refund_pending_minor, state, created_at, version)
    select ${projectId}::uuid, id, profile_id, subscription_id, 'production', 'renewal', 2, price_point_id, 1,
      'sandbox', payment_method_id, 999, 'USD', 2, 0, 0, 0, 'pending', ${now}::timestamptz, 1
    from unnest(${orderIds}::uuid[], ${due.map((each) => each.profile_id)}::uuid[], ${ids}::uuid[],
      ${due.map((each) => each.price_point_id)}::uuid[], ${methods}::uuid[])
      as given(id, profile_id, subscription_id, price_point_id, payment_method_id)`;
  await tx`insert into charge_attempts (project_id, id, order_id, subscription_id, kind, period_key, provider, payment_method_id,
      amount_minor, currency, exponent, retry_step, state, created_at, lookups, next_lookup_at)
    select ${projectId}::uuid, id, order_id, subscription_id, 'renewal', '2', 'sandbox', payment_method_id,
      999, 'USD', 2, 0, 'created', ${now}::timestamptz, 0, ${now}::timestamptz
    from unnest(${claimed.map(({ attemptId }) => attemptId)}::uuid[], ${orderIds}::uuid[], ${ids}::uuid[], ${methods}::uuid[])
      as given(id, order_id, subscription_id, payment_method_id)`;
  await tx`update subscriptions set lease_id = ${newId(now)}, leased_until = ${new Date(now.getTime() + 60_000)}, attempts = attempts + 1
    where project_id = ${projectId} and id = any(${ids})`;
  return claimed;
}

const charge = `insert into sandbox_charges (project_id, id, idempotency_key, reference, card, amount_minor, currency, exponent, state, created_at)
  values ($1::uuid, $2::text::uuid, $3::text, $3::text, $4::text, 999, 'USD', 2, 'succeeded', $5::text::timestamptz) on conflict do nothing`;

/** The gateway's own commit, in two flights of statements as its own is. */
function execute(sql: postgres.Sql, projectId: string, claimed: Claimed): Promise<unknown> {
  const now = new Date();
  const { attemptId, payment_method_id: methodId } = claimed;
  const values = [projectId, newId(now), attemptId, methodId, now.toISOString()];
  return oneTransaction(
    sql,
    (connection) => openScope(connection, projectId),
    (connection) => connection.unsafe(charge, values, { prepare: true }).execute(),
  );
}

async function settle(
  tx: postgres.TransactionSql,
  projectId: string,
  group: readonly Claimed[],
): Promise<void> {
  const now = new Date();
  const ids = group.map(({ id }) => id);
  const attemptIds = group.map(({ attemptId }) => attemptId);
  const orderIds = group.map(({ orderId }) => orderId);
  const profileIds = group.map((each) => each.profile_id);
  await project(tx, projectId);
  await tx`select id, subscription_id, order_id from charge_attempts where project_id = ${projectId} and id = any(${attemptIds})`;
  await tx`select id from subscriptions where project_id = ${projectId} and id = any(${ids}) order by id for update`;
  await held(tx, projectId, ids);
  await tx`select * from charge_attempts where project_id = ${projectId} and id = any(${attemptIds}) order by id for no key update`;
  await tx`update charge_attempts set state = 'succeeded', settled_at = ${now}, provider_reference = id::text, next_lookup_at = null
    where project_id = ${projectId} and id = any(${attemptIds})`;
  await tx`select * from orders where project_id = ${projectId} and id = any(${orderIds}) order by id for update`;
  await tx`update orders set settled_minor = 999, settled_at = ${now}, state = 'settled', version = 2
    where project_id = ${projectId} and id = any(${orderIds})`;
  await tx`select id, brand, last_four from payment_methods where project_id = ${projectId}
    and id = any(${group.map((each) => each.payment_method_id)})`;
  const transactionIds = group.map(() => newId(now));
  await tx`insert into transactions (project_id, id, profile_id, subscription_id, order_id, attempt_id, environment, kind, status, amount_minor,
      currency, exponent, amount_usd_minor, fx_rate, fx_day, fx_source, provider, provider_transaction_id, method_brand, method_last_four, occurred_at, received_at)
    select ${projectId}::uuid, id, profile_id, subscription_id, order_id, attempt_id, 'production', 'charge', 'succeeded', 999,
      'USD', 2, 999, '1', '2026-01-01', 'USD', 'sandbox', id::text, 'visa', '4242', ${now}::timestamptz, ${now}::timestamptz
    from unnest(${transactionIds}::uuid[], ${profileIds}::uuid[], ${ids}::uuid[], ${orderIds}::uuid[], ${attemptIds}::uuid[])
      as given(id, profile_id, subscription_id, order_id, attempt_id)
    on conflict do nothing returning id`;
  const raised = await tx<{ id: string; last: string }[]>`
    with locked as materialized (
      select id from profiles where project_id = ${projectId} and id = any(${profileIds}) order by id for no key update)
    update profiles set event_sequence = event_sequence + 2 from locked
    where profiles.project_id = ${projectId} and profiles.id = locked.id
    returning profiles.id, profiles.event_sequence as last`;
  await addEvents(
    tx,
    projectId,
    now,
    raised.flatMap(({ id, last }) => [
      { id, sequence: Number(last) - 1 },
      { id, sequence: Number(last) },
    ]),
  );
  await tx`update subscriptions set is_next_paid = true, next_check_at = period_end, lease_id = null, leased_until = null, attempts = 0,
    version = version + 1 where project_id = ${projectId} and id = any(${ids})`;
}

async function addEvents(
  tx: postgres.TransactionSql,
  projectId: string,
  now: Date,
  facts: { id: string; sequence: number }[],
): Promise<void> {
  await tx`insert into domain_events (project_id, id, type, profile_id, sequence, environment, occurred_at, received_at, actor_kind, actor_id, payload)
    select ${projectId}::uuid, id, 'order.settled', profile_id, sequence, 'production', ${now}::timestamptz, ${now}::timestamptz, 'system', 'bench', '{}'
    from unnest(${facts.map(() => newId(now))}::uuid[], ${facts.map(({ id }) => id)}::uuid[], ${facts.map(({ sequence }) => sequence)}::bigint[])
      as given(id, profile_id, sequence)`;
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
