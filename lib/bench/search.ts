import { openDatabase } from "../../db/client";
import { systemClock } from "../core/clock";
import type { Ctx } from "../core/ctx";
import { closeDatabase } from "../core/database";
import { processSingleton } from "../core/process-singleton";
import { listCustomers } from "../customers/queries";
import { customerList } from "../customers/schema";
import { search } from "../customers/search";
import { demoCtx } from "../demo/project";
import type { Environment } from "../processes/secrets";
import { listIdentifiers } from "../search/identifiers";
import { listTransactions } from "../transactions/queries";
import { startConsoleUnderTest } from "./console-under-test";
import { percentile } from "./http-load";
import { samplePage } from "./page-load";
import { printFigures } from "./report";
import { type Known, type SearchCase, searchCases } from "./search-cases";

type Measured = SearchCase & { doorMs: number[]; queryMs: number[] };

const goals = { exact: 20, partial: 100 };
const days = 90;

/** The door of the palette over HTTP, request to last byte, and its queries alone, at each size. */
export async function benchSearch(
  environment: Environment,
  { sizes, times }: { sizes: number[]; times: number },
): Promise<void> {
  const results = [];
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
      const door = console.url.replace(/\/([^/]+)$/, "/api/console/$1/search");
      const measured: Measured[] = [];
      for (const each of searchCases(
        await knownOf(ctx),
        (await listTransactions(ctx, {}, { limit: 500 })).rows,
      )) {
        measured.push(await measure(ctx, each, { door, cookie: console.cookie, times }));
        process.stdout.write(`${customers}  ${lineOf(measured.at(-1))}\n`);
      }
      results.push({ customers, exact: summary(measured, "exact"), partial: summary(measured, "partial") });
      if (index === sizes.length - 1)
        await printFigures("search", console.databaseUrl, {
          times,
          results,
          goals,
          isMet: results.every(
            ({ exact, partial }) => exact.doorP95Ms <= goals.exact && partial.doorP95Ms <= goals.partial,
          ),
        });
    } finally {
      await closeDatabase();
      await console.stop();
    }
  }
}

/** Customers from all over the list, with their names. */
async function knownOf(ctx: Ctx): Promise<Known[]> {
  const known: Known[] = [];
  for (const query of ["", "sort=created", "integration=stripe", "integration=revenuecat&sort=created"]) {
    const list = customerList.parse(Object.fromEntries(new URLSearchParams(query)));
    const { rows } = await listCustomers(ctx, list);
    for (const { id } of rows) {
      known.push({ id, names: await listIdentifiers(ctx, { profileIds: [id] }) });
    }
  }
  return known;
}

async function measure(
  ctx: Ctx,
  each: SearchCase,
  { door, cookie, times }: { door: string; cookie: string; times: number },
): Promise<Measured> {
  const url = each.typed.map((typed) => `${door}?q=${encodeURIComponent(typed)}`);
  const doorMs = await samplePage({ url, cookie, times, warmUp: 3 });
  const queryMs: number[] = [];
  for (let turn = 0; turn < times; turn++) {
    const started = performance.now();
    await search(ctx, each.typed[turn % each.typed.length] ?? "");
    queryMs.push(performance.now() - started);
  }
  return { ...each, doorMs, queryMs };
}

function summary(measured: Measured[], kind: SearchCase["kind"]) {
  const ofKind = measured.filter((each) => each.kind === kind);
  const [slowest] = ofKind.toSorted((a, b) => p95(b.doorMs) - p95(a.doorMs));
  return {
    doorP95Ms: p95(ofKind.flatMap((each) => each.doorMs)),
    queryP95Ms: p95(ofKind.flatMap((each) => each.queryMs)),
    slowest: slowest && { name: slowest.name, doorP95Ms: p95(slowest.doorMs) },
  };
}

function lineOf(each: Measured | undefined): string {
  if (!each) return "";
  const ms = (samples: number[]) => `p50 ${at(samples, 0.5)} p95 ${at(samples, 0.95)} ms`;
  return `${each.kind.padEnd(8)} ${each.name.padEnd(34)} door ${ms(each.doorMs)}   query ${ms(each.queryMs)}`;
}

function p95(samples: number[]): number {
  return at(samples, 0.95);
}

function at(samples: number[], part: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return Math.round(percentile(sorted, part) * 100) / 100;
}
