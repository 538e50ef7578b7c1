import { openDatabase } from "../../db/client";
import { systemClock } from "../core/clock";
import type { Ctx } from "../core/ctx";
import { closeDatabase } from "../core/database";
import { showCursor } from "../core/page";
import { processSingleton } from "../core/process-singleton";
import { listCustomers, placeOf } from "../customers/queries";
import { type CustomerList, customerList } from "../customers/schema";
import { demoCtx } from "../demo/project";
import type { Environment } from "../processes/secrets";
import { startConsoleUnderTest } from "./console-under-test";
import { percentile } from "./http-load";
import { listCases } from "./list-cases";
import { samplePage } from "./page-load";
import { printFigures } from "./report";

type Measured = { name: string; pageMs: number[]; queryMs: number[] };
type Size = {
  customers: number;
  pageP95Ms: number;
  queryP95Ms: number;
  slowest: { name: string; pageP95Ms: number; queryP95Ms: number };
};

const goalP95Ms = 50;
const goalRatio = 1.5;
const days = 90;

/** The customers list over HTTP, request to last byte, and its queries alone, at each size. */
export async function benchList(
  environment: Environment,
  { sizes, times }: { sizes: number[]; times: number },
): Promise<void> {
  const results: Size[] = [];
  for (const [index, customers] of sizes.entries()) {
    const data = {
      slug: `bench-list-${customers}`,
      customers,
      sessionsPerCustomer: 1.1,
      days,
      listsOnly: true,
    };
    const console = await startConsoleUnderTest(environment, data);
    processSingleton("database", () =>
      openDatabase({ url: console.databaseUrl, applicationName: "dossier-bench", max: 2 }),
    );
    try {
      const ctx = demoCtx(console.project.id, systemClock);
      const measured = await measure(ctx, console, times);
      for (const line of measured.map(lineOf)) process.stdout.write(`${customers}  ${line}\n`);
      results.push({ customers, ...summary(measured) });
      if (index === sizes.length - 1)
        await printFigures("list", console.databaseUrl, verdict(results, times));
    } finally {
      await closeDatabase();
      await console.stop();
    }
  }
}

async function measure(
  ctx: Ctx,
  { url, cookie }: { url: string; cookie: string },
  times: number,
): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const [name, query] of Object.entries(listCases(ctx.clock.now(), days))) {
    const list = customerList.parse(Object.fromEntries(new URLSearchParams(query)));
    for (const [page, cursor] of Object.entries(await cursorsOf(ctx, list))) {
      const search = new URLSearchParams(query);
      if (cursor) search.set("cursor", cursor);
      const pageMs = await samplePage({ url: `${url}/customers?${search}`, cookie, times, warmUp: 3 });
      const queryMs: number[] = [];
      for (let turn = 0; turn < times; turn++) {
        const started = performance.now();
        await listCustomers(ctx, { ...list, cursor });
        queryMs.push(performance.now() - started);
      }
      measured.push({ name: `${name}, ${page} page`, pageMs, queryMs });
    }
  }
  return measured;
}

/** Cursors of the first page, one in the middle of the time that the data covers, and the last. */
async function cursorsOf(ctx: Ctx, list: CustomerList): Promise<Record<string, string | null>> {
  const { sort, filter } = list;
  const now = ctx.clock.now().getTime();
  const start = filter.from ? Date.parse(filter.from) : now - days * 86_400_000;
  const end = filter.to ? Date.parse(filter.to) : now;
  const value = new Date((start + end) / 2).toISOString();
  const middle = showCursor({ direction: "after", value, id: "80000000-0000-8000-8000-000000000000" });
  const turned = { ...list, sort: { ...sort, isAscending: !sort.isAscending } };
  const edge = (await listCustomers(ctx, turned)).rows.at(-1);
  return edge ? { first: null, middle, last: placeOf(edge, sort.by) } : { first: null };
}

function summary(measured: Measured[]): Omit<Size, "customers"> {
  const [slowest] = measured.toSorted((a, b) => p95(b.pageMs) - p95(a.pageMs));
  if (!slowest) throw new Error("Nothing was measured");
  return {
    pageP95Ms: p95(measured.flatMap((each) => each.pageMs)),
    queryP95Ms: p95(measured.flatMap((each) => each.queryMs)),
    slowest: { name: slowest.name, pageP95Ms: p95(slowest.pageMs), queryP95Ms: p95(slowest.queryMs) },
  };
}

function verdict(results: Size[], times: number): Record<string, unknown> {
  const [smallest, largest] = [results[0], results.at(-1)];
  if (!smallest || !largest) throw new Error("Nothing was measured");
  const ratio = Math.round((largest.pageP95Ms / smallest.pageP95Ms) * 100) / 100;
  const isMet = largest.pageP95Ms <= goalP95Ms && ratio <= goalRatio;
  return { times, results, ratio, goalP95Ms, goalRatio, isMet };
}

function lineOf({ name, pageMs, queryMs }: Measured): string {
  return `${name.padEnd(52)} page p95 ${String(p95(pageMs)).padStart(7)} ms   query p95 ${String(p95(queryMs)).padStart(7)} ms`;
}

function p95(samples: number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return Math.round(percentile(sorted, 0.95) * 100) / 100;
}
