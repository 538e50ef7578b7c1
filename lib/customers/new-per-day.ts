import type { Ctx } from "../core/ctx";
import { processSingleton } from "../core/process-singleton";
import { countNewPerDay, type DayCount } from "./count";
import type { CustomerFilter } from "./schema";

const dayMs = 86_400_000;
const usualDays = 30;
const mostDays = 92;
const freshForMs = 60_000;
const mostKept = 500;

/** Every day of the filter, or the last 30; without bounds never more than 92. Null when there is too much to count. */
export async function newPerDay(ctx: Ctx, filter: CustomerFilter): Promise<DayCount[] | null> {
  const days = daysOf(filter, ctx.clock.now());
  const [first, last] = [days[0] ?? null, days.at(-1) ?? null];
  return remembered(ctx, { ...filter, from: first, to: last }, async (bounded) => {
    const counted = await countNewPerDay(ctx, bounded);
    if (counted === null) return null;
    const byDay = new Map(counted.map(({ day, count }) => [day, count]));
    return days.map((day) => ({ day, count: byDay.get(day) ?? 0 }));
  });
}

/** Days shown for a filter, oldest first. */
export function daysOf({ from, to }: Pick<CustomerFilter, "from" | "to">, now: Date): string[] {
  const today = startOfDay(now.getTime());
  const last = to
    ? Math.min(Date.parse(`${to}T00:00:00Z`), Math.max(today, from ? Date.parse(`${from}T00:00:00Z`) : 0))
    : today;
  const wanted = from ? Date.parse(`${from}T00:00:00Z`) : last - (usualDays - 1) * dayMs;
  const first = Math.min(last, Math.max(wanted, last - (mostDays - 1) * dayMs));
  const count = Math.round((last - first) / dayMs) + 1;
  return Array.from({ length: count }, (_, index) =>
    new Date(first + index * dayMs).toISOString().slice(0, 10),
  );
}

type Kept = Map<string, { at: number; days: Promise<DayCount[] | null> }>;

/** One count at a time for each filter, kept for a minute. */
function remembered(
  ctx: Ctx,
  filter: CustomerFilter,
  make: (filter: CustomerFilter) => Promise<DayCount[] | null>,
): Promise<DayCount[] | null> {
  const kept: Kept = processSingleton("customers.new-per-day", () => new Map());
  const key = JSON.stringify([ctx.projectId, filter]);
  const now = ctx.clock.now().getTime();
  const known = kept.get(key);
  if (known && now - known.at < freshForMs) return known.days;
  const days = make(filter);
  kept.delete(key);
  kept.set(key, { at: now, days });
  days.catch(() => kept.delete(key));
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest) kept.delete(oldest);
  return days;
}

function startOfDay(at: number): number {
  return at - (at % dayMs);
}
