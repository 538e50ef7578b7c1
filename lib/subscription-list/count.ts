import type { Environment } from "../../db/columns";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { withinTime } from "../core/time-limit";
import { noFilter, type SubscriptionFilter, type View, views } from "./schema";
import { cells, cellsOf } from "./status-sets";
import { cellSizesStatement, countStatement, matchesNothing } from "./walk";
import { walkOf } from "./walk-of";

/** "At least" where it is not exact: counting stops there. */
export type Count = { count: number; isExact: boolean };

const cap = 10_000;
const timeLimitMs = 3_000;

/** How many match. Null when that takes too long to say. */
export async function countSubscriptions(
  ctx: Ctx,
  filter: SubscriptionFilter,
  now: Date,
): Promise<Count | null> {
  return withinTime(ctx, timeLimitMs, async (tx) => {
    const walk = await walkOf(tx, ctx, filter, now);
    if (matchesNothing(walk)) return { count: 0, isExact: true };
    const [row] = await tx.execute(countStatement(walk, cap + 1));
    return capped(Number(row?.count));
  });
}

/** How many stand under each tab. */
export async function countViews(ctx: Ctx, environment: Environment): Promise<Record<View, Count>> {
  const [row] = await read(ctx, (tx) =>
    tx.execute(cellSizesStatement({ projectId: ctx.projectId, environment }, cells, cap + 1)),
  );
  const sizes = Array.isArray(row?.sizes) ? row.sizes.map(Number) : [];
  const counts = Object.entries(views).map(([view, statuses]) => {
    const own = cellsOf([statuses]) ?? cells;
    const counted = cells.map((cell, index) => (own.includes(cell) ? capped(sizes[index] ?? 0) : null));
    return [view, sum(counted.filter((count) => count !== null))];
  });
  return Object.fromEntries(counts);
}

/** Those whose access ends within seven days because nothing will be charged. */
export function endingSoon(environment: Environment): SubscriptionFilter {
  return {
    ...noFilter,
    environment,
    view: "ends-soon",
    statuses: { ...noFilter.statuses, noneOf: ["PAUSED"] },
    checkWithin: "7d",
  };
}

function capped(count: number): Count {
  return count > cap ? { count: cap, isExact: false } : { count, isExact: true };
}

function sum(counts: Count[]): Count {
  const isExact = counts.every((each) => each.isExact);
  const count = counts.reduce((all, each) => all + each.count, 0);
  return { count: isExact ? count : Math.floor(count / cap) * cap, isExact };
}
