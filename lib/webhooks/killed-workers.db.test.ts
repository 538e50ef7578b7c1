import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setImmediate as breathe } from "node:timers/promises";
import { and, eq, isNotNull, sql } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { domainEvents } from "@/db/schema/events";
import { webhookDeliveries } from "@/db/schema/webhooks";
import type { Ctx } from "@/lib/core/ctx";
import { inSystem, read } from "@/lib/core/database";
import { newId, showId } from "@/lib/core/ids";
import { startReceiver } from "@/tests/fakes/receiver";
import { makeTarget } from "@/tests/sending";
import { makeProfile, makeProject } from "@/tests/visits";

const events = Number(process.env.KILLED_WORKER_EVENTS ?? 2_000);
const kills = Number(process.env.WORKER_KILLS ?? 3);
const endpoints = 5;
/** Sent and not written down by a worker at the moment of its end, at most. */
const mostUnwritten = 150;
const payload = { email: "ada@example.com", user_id: null, previous: {} };
/** In a row; more than nine would end the schedule, as it should. */
const mostFailures = 6;

const children = new Set<ChildProcess>();
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  for (const each of open.splice(0)) await each.close();
});

async function startWorker(): Promise<ChildProcess> {
  const child = fork("tests/webhook-worker.ts", {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, WEBHOOK_ALLOW_PRIVATE: "127.0.0.0/8,::1/128" },
  });
  children.add(child);
  await once(child, "message");
  return child;
}

async function tell(ctx: Ctx, profileId: string, count: number, after = 0): Promise<string[]> {
  const now = new Date();
  const rows: (typeof domainEvents.$inferInsert)[] = Array.from({ length: count }, (_, index) => ({
    ...{
      projectId: ctx.projectId,
      id: newId(now),
      type: "profile.updated",
      profileId,
      sequence: after + index + 1,
    },
    ...{ environment: "production" as const, occurredAt: now, receivedAt: now, payload },
    ...{ actorKind: "system" as const, actorId: "test" },
  }));
  for (let from = 0; from < count; from += 1_000)
    await inSystem((tx) => tx.insert(domainEvents).values(rows.slice(from, from + 1_000)));
  return rows.map(({ id }) => id);
}

/** Time passes: what waits for its next try need not wait hours in a test. */
async function hurry(ctx: Ctx): Promise<number> {
  const left = await inSystem((tx) =>
    tx
      .update(webhookDeliveries)
      .set({ nextAttemptAt: sql`least(next_attempt_at, now())` })
      .where(
        and(
          eq(webhookDeliveries.projectId, ctx.projectId),
          isNotNull(webhookDeliveries.nextAttemptAt),
          sql`lease_id is null and next_attempt_at > now()`,
        ),
      ),
  );
  return left.count;
}

async function countOf(ctx: Ctx) {
  const [row] = await read(ctx, (tx) =>
    tx.execute<{ waiting: number; facts: number }>(sql`
      select (select count(*)::int from ${webhookDeliveries} where project_id = ${ctx.projectId} and state = 'waiting') as waiting,
        (select count(*)::int from ${domainEvents} where project_id = ${ctx.projectId} and dispatched_at is null) as facts`),
  );
  return row ?? { waiting: 0, facts: 0 };
}

test(`W2: ${events} facts, a receiver that fails three of ten times, ${kills} killed workers: each arrives, with one id, and hardly any twice`, async () => {
  const ctx = await makeProject();
  const failures = new Map<string, number>();
  const accepted = new Map<string, number>();
  const receiver = await startReceiver(({ headers, path }, response) => {
    const key = `${path} ${headers["webhook-id"]}`;
    const failed = failures.get(key) ?? 0;
    if (Math.random() < 0.3 && failed < mostFailures) {
      failures.set(key, failed + 1);
      response.writeHead(Math.random() < 0.5 ? 500 : 503).end();
    } else {
      accepted.set(key, (accepted.get(key) ?? 0) + 1);
      response.end();
    }
  });
  open.push(receiver);
  for (let index = 0; index < endpoints; index++) await makeTarget(ctx, { url: `${receiver.url}/${index}` });
  const { id: profileId } = await makeProfile(ctx);
  const perEndpoint = Math.ceil(events / endpoints);
  const ids = await tell(ctx, profileId, perEndpoint);
  const total = perEndpoint * endpoints;

  let [first, second] = await Promise.all([startWorker(), startWorker()]);
  let killed = 0;
  const step = Math.floor((total * 0.8) / kills);
  for (;;) {
    await hurry(ctx);
    if (killed < kills && accepted.size >= step * (killed + 1)) {
      killed += 1;
      first.kill("SIGKILL");
      [first, second] = [second, await startWorker()];
    }
    if (accepted.size < total) continue;
    const { waiting, facts } = await countOf(ctx);
    if (waiting + facts === 0) break;
  }
  const deliveries = await read(ctx, (tx) =>
    tx.select().from(webhookDeliveries).where(eq(webhookDeliveries.projectId, ctx.projectId)),
  );
  const states = new Map<string, number>();
  for (const { state } of deliveries) states.set(state, (states.get(state) ?? 0) + 1);
  const wanted = ids.flatMap((id) =>
    Array.from({ length: endpoints }, (_, index) => `/hooks/${index} ${showId("event", id)}`),
  );
  const lost = wanted.filter((key) => !accepted.has(key));
  const doubled = [...accepted.values()].filter((times) => times > 1).length;
  console.info(
    JSON.stringify({
      ...{ test: "W2", deliveries: total, kills: killed, requests: receiver.received.length },
      ...{ accepted: accepted.size, lost: lost.length, doubled, states: Object.fromEntries(states) },
    }),
  );
  expect(killed).toBe(kills);
  expect(lost).toEqual([]);
  expect(accepted.size).toBe(total);
  expect(doubled).toBeLessThanOrEqual(Math.max(total / 100, Math.min(total / 2, kills * mostUnwritten)));
  expect(deliveries).toHaveLength(total);

  // J6: a worker that is asked to stop leaves no lease behind.
  await tell(ctx, profileId, perEndpoint, perEndpoint);
  while ((await countOf(ctx)).waiting === 0) await breathe();
  first.send("stop");
  second.send("stop");
  await Promise.all([once(first, "exit"), once(second, "exit")]);
  const leased = await read(ctx, (tx) =>
    tx
      .select({ id: webhookDeliveries.id })
      .from(webhookDeliveries)
      .where(and(eq(webhookDeliveries.projectId, ctx.projectId), isNotNull(webhookDeliveries.leaseId))),
  );
  expect(leased).toEqual([]);
}, 3_600_000);
