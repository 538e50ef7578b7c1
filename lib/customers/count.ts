import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { profiles } from "../../db/schema/profiles";
import type { Ctx } from "../core/ctx";
import { withinTime } from "../core/time-limit";
import { countEmailsAhead, planEmails, sampleEmails, walkedEmails } from "../search/email-part";
import { countStatement, everyMatch, joinedStatement, needsJoined, perDayStatement } from "./joined";
import { count, driverOfAll, matchesNothing } from "./places";
import { walkOf } from "./queries";
import type { CustomerFilter, CustomerSort } from "./schema";
import {
  type Driver,
  emailOf,
  firstPlaces,
  type LeadingFilter,
  planStatement,
  sampleStatement,
  sizeStatement,
  type Walk,
} from "./walk";

/** An estimate where more rows than a few thousand would have to be looked at. */
export type Count = { count: number; isExact: boolean };
export type DayCount = { day: string; count: number };

/** Rows looked at: where they are all there is the count is exact, else they are a sample. */
const looked = { whole: 10_000, filtered: 3_000, marks: 100_000 };
/** A part that is in fewer of the emails walked is counted by the trigram index. */
const rareInWalk = 40;
const timeLimitMs = 3_000;
const newestFirst: CustomerSort = { by: "created", isAscending: false };

/** How many customers match. Null when that takes too long to say. */
export async function countCustomers(ctx: Ctx, filter: CustomerFilter): Promise<Count | null> {
  return withinTime(ctx, timeLimitMs, async (tx) => {
    const walk = await walkOf(tx, ctx, filter, newestFirst);
    if (matchesNothing(walk)) return { count: 0, isExact: true };
    if (walk.tags) return countAlong(tx, walk, "tags");
    if (walk.attributes.length > 0) return countAlong(tx, walk, "attributes");
    if (walk.integrations) return countAlong(tx, walk, "integrations");
    if (walk.funnelIds) return countAlong(tx, walk, "funnels");
    return walk.emailPart && !walk.notOptedIn ? countEmails(tx, walk) : countAlong(tx, walk, "all");
  });
}

async function countAlong(tx: Transaction, walk: Walk, driver: LeadingFilter): Promise<Count> {
  const limit = driver === "all" ? looked.whole : looked.filtered;
  if ((await count(tx, sizeStatement(walk, driver, limit + 1))) <= limit) return exactly(tx, walk, driver);
  const expected = Math.max(await expectedRows(tx, walk, driver), limit);
  if (driver === "all" && !walk.emailPart) return about(expected);
  const matching = await count(tx, sampleStatement(walk, driver, looked.filtered));
  return about((expected * matching) / looked.filtered);
}

async function expectedRows(tx: Transaction, walk: Walk, driver: LeadingFilter): Promise<number> {
  // Keys and values go together, which the planner does not know; their index is quick to count.
  const isMark = driver === "tags" || driver === "attributes";
  const counted = isMark ? await count(tx, sizeStatement(walk, driver, looked.marks)) : 0;
  if (isMark && counted < looked.marks) return counted;
  // Our condition and the policy's both name the project, and the planner takes them for two; a funnel implies it too.
  const share = await projectShare(tx, walk);
  const taken = driver === "funnels" ? share * share : share;
  return Math.max(counted, (await plannedRows(tx, planStatement(walk, driver))) / taken);
}

async function countEmails(tx: Transaction, walk: Walk): Promise<Count> {
  const email = emailOf(walk);
  const ahead = await count(tx, countEmailsAhead(email, { isAscending: false, after: null }));
  const matching = await count(tx, sampleEmails(email, walkedEmails));
  if (ahead < walkedEmails || matching < rareInWalk) return exactly(tx, walk, "rare emails");
  const expected = await plannedRows(tx, planEmails(email));
  return about((Math.max(expected, walkedEmails) * matching) / walkedEmails);
}

async function exactly(tx: Transaction, walk: Walk, driver: Driver): Promise<Count> {
  return { count: await count(tx, countStatement(walk, driver, joinedOf(walk))), isExact: true };
}

function joinedOf(walk: Walk): SQL | null {
  return needsJoined(walk) ? joinedStatement(walk) : null;
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
    const newer = firstPlaces(walk, everyMatch(walk, "all", joinedOf(walk)), 100);
    return count(tx, sql`select count(*)::int as count from (${newer}) c`);
  });
  return newer ?? 0;
}

/** Matching first visits on each UTC day of the filter that has any. Null when that takes too long to say. */
export async function countNewPerDay(ctx: Ctx, filter: CustomerFilter): Promise<DayCount[] | null> {
  return withinTime(ctx, timeLimitMs, async (tx) => {
    const walk = await walkOf(tx, ctx, filter, newestFirst);
    if (matchesNothing(walk)) return [];
    const rows = await tx.execute(perDayStatement(walk, driverOfAll(walk), joinedOf(walk)));
    return rows.map((row) => ({ day: String(row.day), count: Number(row.count) }));
  });
}

/** The part of all profiles that the planner gives the project: it expects the square of it. */
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

function about(value: number): Count {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 1);
  return { count: Math.round(value / unit) * unit, isExact: false };
}
