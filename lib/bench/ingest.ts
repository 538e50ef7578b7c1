import { readFile } from "node:fs/promises";
import { newKey } from "../api-keys/key-format";
import { driver } from "../core/database";
import { newId } from "../core/ids";
import type { Child, StartChild } from "./children";
import { type LoadResult, percentile } from "./http-load";
import { bareServer, bareSqlLoop, benchCollector, type Load, load, type SqlLoop } from "./ingest-roles";

const lanes = 2;
// A collector runs for weeks: what its first seconds cost, until the code is compiled, is not what is asked here.
const warmUpSeconds = 6;

/** What a child process of the bench does; the parent has written the options itself. */
export async function ingestRole(role: string, options: string): Promise<unknown> {
  if (role === "collector") return benchCollector();
  if (role === "bare-server") return bareServer();
  return role === "load" ? load(JSON.parse(options) as Load) : bareSqlLoop(JSON.parse(options) as SqlLoop);
}

/** Durable single-event requests per second at the collector against what HTTP and SQL alone allow in the same run. */
export async function benchIngest(
  startChild: StartChild,
  { connections, seconds }: { connections: number[]; seconds: number },
): Promise<Record<string, unknown>> {
  const before = await latencies();
  const rounds = [];
  let rssMb = 0;
  for (const count of connections) {
    const round = await runRound(startChild, count, seconds);
    rounds.push(round.figures);
    rssMb = Math.max(rssMb, round.rssMb);
  }
  const after = await latencies();
  const isVoid = [before, after].some(({ selectP95Ms, commitP50Ms }) => selectP95Ms > 1 || commitP50Ms > 10);
  return {
    bench: "ingest",
    isVoid,
    before,
    after,
    collectorRssMb: rssMb,
    rounds,
    lowestShare: Math.min(...rounds.map(({ share }) => share)),
    highestP99AtHalfMs: Math.max(...rounds.map(({ atHalf }) => atHalf.p99Ms)),
    lost: rounds.reduce((sum, { lost }) => sum + lost, 0),
  };
}

async function runRound(startChild: StartChild, connections: number, seconds: number) {
  const { projectId, key } = await makeProject();
  const run = async (port: number, rate?: number, runSeconds = seconds) => {
    const options = { key, port, connections, seconds: runSeconds, rate };
    const child = await startChild<LoadResult>("load", options);
    child.end();
    return child.answer;
  };
  const bare = await startChild<{ port: number }>("bare-server", {});
  const bareHttp = await run(bare.answer.port);
  bare.end();

  const collector = await startChild<{ port: number }>("collector", {});
  const { port } = collector.answer;
  const warm = await run(port, undefined, warmUpSeconds);
  const started = await stateOf(port);
  const full = await run(port);
  const ended = await stateOf(port);
  const groupSize = Math.max(
    1,
    Math.round((ended.visits - started.visits) / (ended.groups - started.groups)),
  );
  const atHalf = await run(port, full.perSecond / 2);
  const rssMb = await residentMb(collector);
  collector.end();

  const acknowledged = warm.answered + full.answered + atHalf.answered;
  const visits = Math.max(groupSize * lanes * 4, Math.min(full.perSecond * seconds, 40_000));
  const loop = await startChild<{ perSecond: number }>("sql-loop", {
    ...(await makeProject()),
    groupSize,
    loops: lanes,
    visits,
  });
  loop.end();
  const limit = Math.min(bareHttp.perSecond, loop.answer.perSecond);
  const figures = {
    connections,
    perSecond: full.perSecond,
    p50Ms: full.p50Ms,
    p99Ms: full.p99Ms,
    failed: full.failed + atHalf.failed,
    groupSize,
    bareHttpPerSecond: bareHttp.perSecond,
    bareSqlPerSecond: loop.answer.perSecond,
    share: Math.round((full.perSecond / limit) * 100) / 100,
    atHalf: { perSecond: atHalf.perSecond, p50Ms: atHalf.p50Ms, p99Ms: atHalf.p99Ms },
    acknowledged,
    lost: Math.max(0, acknowledged - (await countEvents(projectId))),
  };
  return { figures, rssMb };
}

async function makeProject(): Promise<{ projectId: string; key: string }> {
  const sql = driver();
  const now = new Date();
  const projectId = newId(now);
  const key = newKey("pk");
  const slug = `bench-${projectId.slice(-12)}`;
  await sql`insert into projects (id, slug, name, kind, settings, created_at)
    values (${projectId}, ${slug}, 'Bench', 'live', '{}'::jsonb, ${now.toISOString()})`;
  await sql`insert into api_keys
    (project_id, id, kind, name, publishable_key, prefix, last_four, scopes, allowed_origins, created_at)
    values (${projectId}, ${newId(now)}, 'publishable', 'Bench', ${key}, 'pk_', ${key.slice(-4)}, '{}', '{}', ${now.toISOString()})`;
  return { projectId, key };
}

async function countEvents(projectId: string): Promise<number> {
  return driver().begin(async (tx) => {
    await tx`select use_project(${projectId}::uuid)`;
    const [row] = await tx<
      { count: bigint }[]
    >`select count(*) as count from session_events where project_id = ${projectId}::uuid`;
    return Number(row?.count ?? 0);
  });
}

/** What the machine gives at the moment: the bench is void where it is busy or its disk is slow. */
async function latencies(): Promise<{ selectP95Ms: number; commitP50Ms: number; commitP95Ms: number }> {
  const sql = driver();
  await sql`create table if not exists bench_commits (at timestamptz not null)`;
  const selects = await measured(() => sql`select 1`);
  const commits = await measured(() => sql`insert into bench_commits values (${new Date().toISOString()})`);
  await sql`drop table bench_commits`;
  return {
    selectP95Ms: percentile(selects, 0.95),
    commitP50Ms: percentile(commits, 0.5),
    commitP95Ms: percentile(commits, 0.95),
  };
}

async function measured(work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let time = 0; time < 200; time++) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  }
  return times.sort((one, other) => one - other);
}

async function stateOf(port: number): Promise<{ groups: number; visits: number }> {
  const response = await fetch(`http://127.0.0.1:${port}/health`);
  return response.json();
}

async function residentMb({ pid }: Child<unknown>): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}
