import type postgres from "postgres";
import { systemClock } from "../core/clock";
import { demoCtx } from "../demo/project";
import { renewDue } from "../subscriptions/renew";
import { makeDueSubscriptions } from "./due-subscriptions";
import { percentile } from "./http-load";
import { bareRenewals } from "./renewals-loop";

export type RenewalsOptions = { renewals: number; due: number; concurrency: number };

/**
 * Renewals a second of one worker through the sandbox gateway without delay, against a bare loop of the same statements
 * and commits; and how late each is when `due` of them come due at once. The worker claims in portions and settles in
 * groups, and so does the loop; how many commits each took is counted by the database.
 */
export async function benchRenewals(
  sql: postgres.Sql,
  { renewals, due, concurrency }: RenewalsOptions,
): Promise<Record<string, unknown>> {
  // In turns, so that a noisy machine slows both.
  const engine: Round[] = [];
  const loop: Round[] = [];
  for (let round = 0; round < 3; round += 1) {
    engine.push(await measured(sql, renewals, (projectId) => renewAll(projectId, concurrency)));
    loop.push(
      await measured(sql, renewals, (projectId) => bareRenewals(sql, projectId, { concurrency, batch: 50 })),
    );
  }
  const perSecond = median(engine.map((round) => round.perSecond));
  const bareLoopPerSecond = median(loop.map((round) => round.perSecond));
  return {
    renewals,
    concurrency,
    perSecond,
    bareLoopPerSecond,
    rounds: { engine, loop },
    share: Math.round((perSecond / bareLoopPerSecond) * 100) / 100,
    ...(due > 0 ? { lateness: await lateness(due, concurrency) } : {}),
  };
}

type Round = { perSecond: number; commitsPerRenewal: number };

async function measured(
  sql: postgres.Sql,
  count: number,
  run: (projectId: string) => Promise<unknown>,
): Promise<Round> {
  const projectId = await makeDueSubscriptions(count, systemClock.now());
  const before = await transactionsSoFar(sql);
  const started = performance.now();
  await run(projectId);
  const perSecond = Math.round((count / (performance.now() - started)) * 1_000);
  const commits = (await transactionsSoFar(sql)) - before - 1;
  const [paid] = await sql.begin(async (tx) => {
    await tx`select use_project(${projectId}::uuid)`;
    return tx<
      { count: number }[]
    >`select count(*)::int from subscriptions where project_id = ${projectId} and is_next_paid`;
  });
  if (paid?.count !== count) throw new Error(`${paid?.count} of ${count} renewals were paid`);
  return { perSecond, commitsPerRenewal: Math.round((commits / count) * 100) / 100 };
}

/** Those that wrote something. */
async function transactionsSoFar(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ id: string }[]>`select pg_current_xact_id()::text as id`;
  return Number(row?.id);
}

async function renewAll(projectId: string, concurrency: number): Promise<void> {
  const ctx = demoCtx(projectId, systemClock);
  while ((await renewDue(ctx.projectId, systemClock, { concurrency })) > 0);
}

/** Seconds from the moment that all came due until each was charged. */
async function lateness(due: number, concurrency: number): Promise<Record<string, number>> {
  const dueAt = systemClock.now();
  const projectId = await makeDueSubscriptions(due, dueAt);
  const ctx = demoCtx(projectId, systemClock);
  const started = performance.now();
  const seconds: number[] = [];
  for (;;) {
    const count = await renewDue(ctx.projectId, systemClock, { concurrency });
    if (count === 0) break;
    const late = (performance.now() - started) / 1_000;
    for (let each = 0; each < count; each += 1) seconds.push(late);
  }
  const round = (value: number) => Math.round(value * 10) / 10;
  return { due, p50Seconds: round(percentile(seconds, 0.5)), p99Seconds: round(percentile(seconds, 0.99)) };
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
