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
 * and commits; and how late each is when `due` of them come due at once.
 */
export async function benchRenewals(
  sql: postgres.Sql,
  { renewals, due, concurrency }: RenewalsOptions,
): Promise<Record<string, unknown>> {
  // In turns, so that a noisy machine slows both.
  const engine: number[] = [];
  const loop: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    engine.push(await engineRate(renewals, concurrency));
    loop.push(await loopRate(sql, renewals, concurrency));
  }
  const perSecond = median(engine);
  const bareLoopPerSecond = median(loop);
  return {
    renewals,
    concurrency,
    perSecond,
    bareLoopPerSecond,
    share: Math.round((perSecond / bareLoopPerSecond) * 100) / 100,
    ...(due > 0 ? { lateness: await lateness(due, concurrency) } : {}),
  };
}

async function engineRate(count: number, concurrency: number): Promise<number> {
  const projectId = await makeDueSubscriptions(count, systemClock.now());
  const started = performance.now();
  const done = await renewAll(projectId, concurrency);
  if (done !== count) throw new Error(`${done} of ${count} renewals were due`);
  return Math.round((count / (performance.now() - started)) * 1_000);
}

async function renewAll(projectId: string, concurrency: number): Promise<number> {
  const ctx = demoCtx(projectId, systemClock);
  let done = 0;
  for (;;) {
    const count = await renewDue(ctx.projectId, systemClock, { concurrency });
    if (count === 0) return done;
    done += count;
  }
}

async function loopRate(sql: postgres.Sql, count: number, concurrency: number): Promise<number> {
  const projectId = await makeDueSubscriptions(count, systemClock.now());
  const started = performance.now();
  await bareRenewals(sql, projectId, { concurrency, batch: 50 });
  return Math.round((count / (performance.now() - started)) * 1_000);
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
