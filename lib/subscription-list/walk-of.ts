import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { pricePoints, pricePointVersions } from "../../db/schema/catalogue";
import { funnels } from "../../db/schema/funnels";
import { addDays } from "../billing/dates";
import type { Ctx } from "../core/ctx";
import { type CheckWindow, type SubscriptionFilter, views } from "./schema";
import { cellsOf, type StatusFilter } from "./status-sets";
import type { Span, Walk } from "./walk";

/** A filter with its names looked up and its days as instants; `now` is the project's time. */
export async function walkOf(
  tx: Transaction,
  ctx: Ctx,
  filter: SubscriptionFilter,
  now: Date,
): Promise<Walk> {
  const { projectId } = ctx;
  return {
    projectId,
    environment: filter.environment,
    cells: cellsOf([views[filter.view], filter.statuses, ...impliedBy(filter)]),
    pricePointIds: chosen(filter.pricePoints) && (await pricePointIds(tx, ctx, filter.pricePoints)),
    versions: await versionsOf(tx, ctx, filter),
    funnelIds: chosen(filter.funnels) && (await funnelIds(tx, ctx, filter.funnels)),
    profileIds: filter.profileIds,
    providers: chosen(filter.providers),
    countries: chosen(filter.countries),
    endReasons: chosen(filter.endReasons),
    isParked: filter.isParked,
    iteration: { from: filter.iterationFrom, to: filter.iterationTo },
    check: narrower(
      spanOf(filter.checkFrom, filter.checkTo),
      filter.checkWithin && windowOf(filter.checkWithin, now),
    ),
    started: spanOf(filter.startedFrom, filter.startedTo),
    periodEnd: spanOf(filter.periodEndFrom, filter.periodEndTo),
  };
}

/** Only what is over has ended for a reason, which leads to the index of those. */
function impliedBy({ endReasons }: SubscriptionFilter): StatusFilter[] {
  return endReasons.length > 0 ? [views.expired] : [];
}

function chosen<Choice>(choices: Choice[]): Choice[] | null {
  return choices.length > 0 ? choices : null;
}

function windowOf(window: CheckWindow, now: Date): Span {
  if (window === "overdue") return { from: null, until: now };
  return { from: null, until: addDays(now, { "1d": 1, "7d": 7, "30d": 30 }[window]) };
}

function narrower(span: Span, window: Span | null): Span {
  const ends = [span.until, window?.until].filter((at) => at instanceof Date);
  return { from: span.from, until: ends.sort((a, b) => a.getTime() - b.getTime())[0] ?? null };
}

function spanOf(from: string | null, to: string | null): Span {
  return {
    from: from === null ? null : new Date(from),
    until: to === null ? null : isDay(to) ? addDays(new Date(to), 1) : new Date(to),
  };
}

function isDay(text: string): boolean {
  return text.length === "2026-01-01".length;
}

async function pricePointIds(tx: Transaction, ctx: Ctx, idents: string[]): Promise<string[]> {
  const rows = await tx
    .select({ id: pricePoints.id })
    .from(pricePoints)
    .where(and(eq(pricePoints.projectId, ctx.projectId), inArray(pricePoints.ident, idents)));
  return rows.map(({ id }) => id);
}

async function funnelIds(tx: Transaction, ctx: Ctx, aliases: string[]): Promise<string[]> {
  const rows = await tx
    .select({ id: funnels.id })
    .from(funnels)
    .where(and(eq(funnels.projectId, ctx.projectId), inArray(funnels.alias, aliases)));
  return rows.map(({ id }) => id);
}

/** The versions whose price of a period lies between; null where no price is asked for. */
async function versionsOf(
  tx: Transaction,
  ctx: Ctx,
  { amountFrom, amountTo, currency }: SubscriptionFilter,
): Promise<Walk["versions"]> {
  if (amountFrom === null && amountTo === null && currency === null) return null;
  const price = sql`${pricePointVersions.priceMinor} / power(10::numeric, ${pricePointVersions.exponent})`;
  const isWithin = (sign: SQL, amount: string | null) =>
    amount === null ? undefined : sql`${price} ${sign} ${amount}::numeric`;
  return tx
    .select({ pricePointId: pricePointVersions.pricePointId, version: pricePointVersions.version })
    .from(pricePointVersions)
    .where(
      and(
        eq(pricePointVersions.projectId, ctx.projectId),
        isWithin(sql`>=`, amountFrom),
        isWithin(sql`<=`, amountTo),
        currency === null ? undefined : eq(pricePointVersions.currency, currency),
      ),
    );
}
