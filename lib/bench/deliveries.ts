import { setTimeout as wait } from "node:timers/promises";
import { showId } from "../core/ids";
import type { StartChild } from "./children";
import { makeTellingProject, type TellingProject, tellFacts } from "./facts";
import { percentile } from "./http-load";
import type { Arrivals } from "./receiver";

export type DeliveriesOptions = {
  deliveries: number;
  endpoints: number;
  seconds: number;
  crowd: number;
  perSecond: number;
};

type Latency = { sent: number; arrived: number; p50Ms: number; p99Ms: number; mostMs: number };

/**
 * Deliveries a second of one worker to a local receiver, from facts in the outbox to answers in the table; the time from a
 * commit to the first attempt at `perSecond`; the same beside twenty endpoints that hang, and beside a crowd of another
 * project. Each of receiver and worker is a process of its own.
 */
export async function benchDeliveries(
  start: StartChild,
  { deliveries, endpoints, seconds, crowd, perSecond }: DeliveriesOptions,
): Promise<Record<string, unknown>> {
  const receiver = await start<{ port: number }>("receiver", {});
  const origin = `http://127.0.0.1:${receiver.answer.port}`;
  const arrivals = async () => (await (await fetch(`${origin}/arrivals`)).json()) as Arrivals; // our own child
  const at = (path: string, times: number) => Array.from({ length: times }, () => `${origin}/${path}`);

  const worker = await start<Record<string, never>>("worker", {});
  const rates: number[] = [];
  for (const each of [1, endpoints, 1, endpoints]) {
    const project = await makeTellingProject(at("rate", each));
    // What is new in a process is slow the first time.
    await tellFacts(project, 50);
    await untilTimes(arrivals, 50 * each);
    await tellFacts(project, Math.ceil(deliveries / each));
    const started = performance.now();
    await untilTimes(arrivals, Math.ceil(deliveries / each) * each);
    rates.push(Math.round(deliveries / ((performance.now() - started) / 1_000)));
  }

  const quiet = await makeTellingProject(at("quiet", 1));
  const measure = () => latency(quiet, { seconds, perSecond, arrivals });
  await measure();
  const alone = await measure();
  const hanging = await Promise.all(Array.from({ length: 20 }, () => makeTellingProject(at("hang", 1))));
  for (const project of hanging) await tellFacts(project, 200);
  const besideHanging = await measure();
  const crowded = await makeTellingProject(at("crowd", 1));
  await tellFacts(crowded, crowd);
  const besideCrowd = await latency(quiet, { seconds, perSecond: 1, arrivals });
  worker.end();
  receiver.end();
  const [, , oneEndpoint = 0, manyEndpoints = 0] = rates;
  return {
    deliveries,
    oneEndpoint,
    endpoints,
    manyEndpoints,
    perSecond,
    alone,
    besideHanging,
    crowd,
    besideCrowd,
  };
}

/** At a fixed rate, however long answers take. */
async function latency(
  project: TellingProject,
  how: { seconds: number; perSecond: number; arrivals: () => Promise<Arrivals> },
): Promise<Latency> {
  const committed = new Map<string, number>();
  const writes: Promise<void>[] = [];
  const total = how.seconds * how.perSecond;
  await how.arrivals();
  const started = performance.now();
  for (let index = 0; index < total; index++) {
    await wait(Math.max(0, started + (index * 1_000) / how.perSecond - performance.now()));
    writes.push(
      tellFacts(project, 1).then((ids) => {
        for (const id of ids) committed.set(showId("event", id), Date.now());
      }),
    );
  }
  await Promise.all(writes);
  const arrived: Arrivals = {};
  for (let turn = 0; turn < 100 && Object.keys(arrived).length < total; turn++) {
    await wait(200);
    for (const [id, arrival] of Object.entries(await how.arrivals()))
      if (committed.has(id)) arrived[id] ??= arrival;
  }
  const taken = [...committed]
    .flatMap(([id, at]) => (arrived[id] ? [Math.max(0, arrived[id].at - at)] : []))
    .sort((a, b) => a - b);
  return {
    ...{ sent: committed.size, arrived: taken.length },
    ...{ p50Ms: percentile(taken, 0.5), p99Ms: percentile(taken, 0.99), mostMs: taken.at(-1) ?? 0 },
  };
}

async function untilTimes(arrivals: () => Promise<Arrivals>, wanted: number): Promise<void> {
  let seen = 0;
  for (;;) {
    for (const { times } of Object.values(await arrivals())) seen += times;
    if (seen >= wanted) return;
    await wait(20);
  }
}
