import { and, asc, between, desc, eq, gte, inArray, lte, sql } from "drizzle-orm";
import type { Environment } from "../../db/columns";
import { funnelDays, funnels } from "../../db/schema/funnels";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { AppError } from "../core/errors";
import { findId } from "../core/ids";
import { addDays, dayOf, daysBetween } from "./days";
import { type DropOffRow, dropOff, worstScreen } from "./drop-off";
import { otherValues } from "./recount";
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
      tx
        .select({
          dimension: funnelDays.dimension,
          value: funnelDays.value,
          visits: sql<number>`sum(${funnelDays.visits})`.mapWith(Number),
          positionSum: sql<number>`sum(${funnelDays.positionSum})`.mapWith(Number),
        })
        .from(funnelDays)
        .where(and(inRange, inArray(funnelDays.dimension, ["screen", "device", "browser", "country", "url"])))
        .groupBy(funnelDays.dimension, funnelDays.value)
        .orderBy(desc(sql`sum(${funnelDays.visits})`), asc(funnelDays.value)),
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
