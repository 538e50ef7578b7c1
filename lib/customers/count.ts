import { sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { profiles } from "../../db/schema/profiles";
import type { Ctx } from "../core/ctx";
import { count, driverOfAll, matchesNothing } from "./places";
import { walkOf } from "./queries";
import type { CustomerFilter, CustomerSort } from "./schema";
import { withinTime } from "./time-limit";
import {
  type LeadingFilter,
  perDayStatement,
  placesStatement,
  planStatement,
  sampleStatement,
  type Walk,
} from "./walk";

/** Beyond 10,000 without a filter, and 2,500 with one, it is an estimate. */
export type Count = { count: number; isExact: boolean };
export type DayCount = { day: string; count: number };

const exactUpTo = { whole: 10_000, filtered: 2_500 };
const sampleSize = 5_000;
const timeLimitMs = 3_000;
const newestFirst: CustomerSort = { by: "created", isAscending: false };

/** How many customers match. Null when that takes too long to say. */
export async function countCustomers(ctx: Ctx, filter: CustomerFilter): Promise<Count | null> {
  return withinTime(ctx, timeLimitMs, async (tx) => {
    const walk = await walkOf(tx, ctx, filter, newestFirst);
    if (matchesNothing(walk)) return { count: 0, isExact: true };
    const driver = await driverOfAll(tx, walk);
    const cap = driver === "all" && !walk.emailPart ? exactUpTo.whole : exactUpTo.filtered;
    const counted = await count(
      tx,
      sql`select count(*)::int as count from (${placesStatement(walk, driver, cap + 1)}) c`,
    );
    if (counted <= cap) return { count: counted, isExact: true };
    return { count: rounded(Math.max(await estimate(tx, walk), cap)), isExact: false };
  });
}

/** How many matching customers are newer than a moment in this sort, 100 at most. */
export async function countNewer(
  ctx: Ctx,
  filter: CustomerFilter,
  by: CustomerSort["by"],
  since: { at: Date; id: string },
): Promise<number> {
  const newer = await withinTime(ctx, timeLimitMs, async (tx) => {
    const walk = await walkOf(tx, ctx, filter, { by, isAscending: true }, since);
    if (matchesNothing(walk)) return 0;
    return count(tx, sql`select count(*)::int as count from (${placesStatement(walk, "all", 100)}) c`);
  });
  return newer ?? 0;
}

/** Matching first visits on each UTC day of the filter that has any. Null when that takes too long to say. */
export async function countNewPerDay(ctx: Ctx, filter: CustomerFilter): Promise<DayCount[] | null> {
  return withinTime(ctx, timeLimitMs, async (tx) => {
    const walk = await walkOf(tx, ctx, filter, newestFirst);
    if (matchesNothing(walk)) return [];
    const rows = await tx.execute(perDayStatement(walk, await driverOfAll(tx, walk)));
    return rows.map((row) => ({ day: String(row.day), count: Number(row.count) }));
  });
}

async function estimate(tx: Transaction, walk: Walk): Promise<number> {
  const leading: LeadingFilter = walk.integrations ? "integrations" : walk.funnelIds ? "funnels" : "all";
  const filters = [walk.integrations, walk.funnelIds, walk.emailPart].filter((filter) => filter !== null);
  const expected = (await plannedRows(tx, planStatement(walk, leading))) / (await projectShare(tx, walk));
  if (filters.length === 0 || (filters.length === 1 && leading !== "all")) return expected;
  return (expected * (await count(tx, sampleStatement(walk, leading, sampleSize)))) / sampleSize;
}

// The planner counts the project twice, once for our condition and once for the policy's: it expects that much too little.
async function projectShare(tx: Transaction, { projectId }: Walk): Promise<number> {
  const own = await plannedRows(
    tx,
    sql`explain (format json) select 1 from ${profiles} where project_id = ${projectId}`,
  );
  const all = await count(
    tx,
    sql`select reltuples::float8 as count from pg_class where oid = 'profiles'::regclass`,
  );
  return all > 0 ? Math.min(1, Math.sqrt(own / all)) : 1;
}

async function plannedRows(tx: Transaction, statement: ReturnType<typeof planStatement>): Promise<number> {
  const [row] = await tx.execute(statement);
  const plan: unknown = row?.["QUERY PLAN"];
  const [first] = Array.isArray(plan) ? plan : [];
  return Number(first?.Plan?.["Plan Rows"] ?? 0);
}

function rounded(value: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return Math.round(value / unit) * unit;
}
