import { and, asc, between, desc, eq, gt, gte, inArray, lte, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import type { Environment } from "../../db/columns";
import { funnelDays, funnels } from "../../db/schema/funnels";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { AppError } from "../core/errors";
import { findId } from "../core/ids";
import { type Page, pageOf, parseCursor } from "../core/page";
import { otherValues } from "./counted-visits";
import { addDays, dayOf, daysBetween } from "./days";
import { type DropOffRow, dropOff, worstScreen } from "./drop-off";
import type { FunnelRange } from "./schema";

export type Funnel = typeof funnels.$inferSelect;

/** The funnel behind a shown id; unknown and foreign ones are `not_found`. */
export async function getFunnel(ctx: Ctx, shownId: string): Promise<Funnel> {
  const id = findId("funnel", shownId);
  const [funnel] = id
    ? await read(ctx, (tx) =>
        tx
          .select()
          .from(funnels)
          .where(and(eq(funnels.projectId, ctx.projectId), eq(funnels.id, id))),
      )
    : [];
  if (!funnel) throw new AppError("not_found", "There is no such funnel");
  return funnel;
}

/** Every funnel, in the order of its id, which stays as it is while funnels are visited. */
export async function pageFunnels(
  ctx: Ctx,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<Page<Funnel>> {
  const after = cursor === undefined ? null : parseCursor(cursor);
  const found = await read(ctx, (tx) =>
    tx
      .select()
      .from(funnels)
      .where(and(eq(funnels.projectId, ctx.projectId), after ? gt(funnels.id, after.id) : undefined))
      .orderBy(asc(funnels.id))
      .limit(limit + 1),
  );
  return pageOf(found, limit, after, (funnel) => ({ value: "", id: funnel.id }));
}

export type FunnelCounts = { environment: Environment; range: FunnelRange };
export type FunnelRow = Funnel & { visits: number; completed: number; perDay: DayCount[] };

/** The funnels visited last, 200 at most, with their visits in the range. */
export async function listFunnels(ctx: Ctx, wanted: FunnelCounts): Promise<FunnelRow[]> {
  const days = daysOf(ctx, wanted.range);
  return read(ctx, async (tx) => {
    const known = await tx
      .select()
      .from(funnels)
      .where(eq(funnels.projectId, ctx.projectId))
      .orderBy(desc(funnels.lastSeenAt), asc(funnels.id))
      .limit(200);
    if (known.length === 0) return [];
    const counts = await tx
      .select({
        funnelId: funnelDays.funnelId,
        day: funnelDays.day,
        dimension: funnelDays.dimension,
        visits: funnelDays.visits,
      })
      .from(funnelDays)
      .where(
        and(
          eq(funnelDays.projectId, ctx.projectId),
          inArray(
            funnelDays.funnelId,
            known.map((funnel) => funnel.id),
          ),
          eq(funnelDays.environment, wanted.environment),
          between(funnelDays.day, days[0] ?? "", days.at(-1) ?? ""),
          inArray(funnelDays.dimension, ["total", "completed"]),
        ),
      );
    return known.map((funnel) => {
      const own = counts.filter((count) => count.funnelId === funnel.id);
      const perDay = countsPerDay(own, days);
      return { ...funnel, perDay, ...sumsOf(perDay) };
    });
  });
}

export type DayCount = { day: string; visits: number; completed: number };
export type Share = { value: string; visits: number };
export type FunnelReport = {
  days: DayCount[];
  visits: number;
  completed: number;
  screens: DropOffRow[];
  /** The screen that loses most people, where one stands out. */
  worst: string | null;
  shares: Record<"device" | "browser" | "country" | "url", Share[]>;
  /** When the newest of the counts was made; null when nothing was counted yet. */
  countedAt: Date | null;
};

/** What the counted days say of one funnel. Reads no visit. */
export async function getFunnelReport(ctx: Ctx, funnel: Funnel, wanted: FunnelCounts): Promise<FunnelReport> {
  const days = daysOf(ctx, wanted.range);
  const inRange = and(
    eq(funnelDays.projectId, ctx.projectId),
    eq(funnelDays.funnelId, funnel.id),
    eq(funnelDays.environment, wanted.environment),
    gte(funnelDays.day, days[0] ?? ""),
    lte(funnelDays.day, days.at(-1) ?? ""),
  );
  const [daily, summed] = await read(ctx, (tx) =>
    Promise.all([
      tx
        .select({
          day: funnelDays.day,
          dimension: funnelDays.dimension,
          visits: funnelDays.visits,
          countedAt: funnelDays.countedAt,
        })
        .from(funnelDays)
        .where(and(inRange, inArray(funnelDays.dimension, ["total", "completed"]))),
      valuesIn(tx, inRange),
    ]),
  );
  const perDay = countsPerDay(daily, days);
  const { visits, completed } = sumsOf(perDay);
  const of = (dimension: string) => summed.filter((row) => row.dimension === dimension);
  const screens = dropOff(
    of("screen")
      .filter((row) => row.value !== otherValues)
      .map((row) => ({ screen: row.value, visits: row.visits, positionSum: row.positionSum })),
    visits,
  );
  return {
    days: perDay,
    visits,
    completed,
    screens,
    worst: worstScreen(screens),
    shares: { device: of("device"), browser: of("browser"), country: of("country"), url: of("url") },
    countedAt: daily.reduce<Date | null>(
      (latest, row) => (latest && latest >= row.countedAt ? latest : row.countedAt),
      null,
    ),
  };
}

const mostShown = 100;

/** Each value of each dimension with its visits, most visits first; those beyond the first hundred are one. */
function valuesIn(tx: Transaction, inRange: SQL | undefined) {
  const visitsOf = sql<number>`sum(${funnelDays.visits})`;
  const counted = tx
    .select({
      dimension: funnelDays.dimension,
      value: funnelDays.value,
      visits: visitsOf.as("value_visits"),
      positionSum: sql<number>`sum(${funnelDays.positionSum})`.as("value_position_sum"),
      place:
        sql<number>`row_number() over (partition by ${funnelDays.dimension} order by ${funnelDays.value} = ${otherValues}, ${visitsOf} desc, ${funnelDays.value})`.as(
          "place",
        ),
    })
    .from(funnelDays)
    .where(and(inRange, inArray(funnelDays.dimension, ["screen", "device", "browser", "country", "url"])))
    .groupBy(funnelDays.dimension, funnelDays.value)
    .as("counted");
  const named = tx
    .select({
      dimension: counted.dimension,
      value:
        sql<string>`case when ${counted.place} <= ${mostShown} then ${counted.value} else ${otherValues} end`.as(
          "named_value",
        ),
      visits: counted.visits,
      positionSum: counted.positionSum,
    })
    .from(counted)
    .as("named");
  const total = sql<number>`sum(${named.visits})`;
  return tx
    .select({
      dimension: named.dimension,
      value: named.value,
      visits: total.mapWith(Number),
      positionSum: sql<number>`sum(${named.positionSum})`.mapWith(Number),
    })
    .from(named)
    .groupBy(named.dimension, named.value)
    .orderBy(desc(total), asc(named.value));
}

function daysOf(ctx: Ctx, range: FunnelRange): string[] {
  const today = dayOf(ctx.clock.now());
  return daysBetween(addDays(today, 1 - range), today);
}

type Counted = { day: string; dimension: string; visits: number };

function countsPerDay(counts: Counted[], days: string[]): DayCount[] {
  const visits = new Map(counts.map((count) => [`${count.dimension} ${count.day}`, count.visits]));
  return days.map((day) => ({
    day,
    visits: visits.get(`total ${day}`) ?? 0,
    completed: visits.get(`completed ${day}`) ?? 0,
  }));
}

function sumsOf(days: DayCount[]): { visits: number; completed: number } {
  return {
    visits: days.reduce((sum, day) => sum + day.visits, 0),
    completed: days.reduce((sum, day) => sum + day.completed, 0),
  };
}
