import { and, asc, desc, eq, gt, lte, max } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { fxRates } from "../../db/schema/gateways";
import { database } from "../core/database";
import type { Amount } from "../core/money";
import { usdMinorOf } from "./convert";

/** Named as the columns of a transaction, which keeps by which rate of which day it was counted. */
export type UsdAmount = { amountUsdMinor: bigint; fxRate: string; fxDay: string; fxSource: string };

/**
 * What an amount was worth in dollars: by the rate of that day (UTC), else the last one before, else the first one after.
 * Null where no rate of its currency is known.
 */
export async function usdOf(tx: Transaction, amount: Amount, at: Date): Promise<UsdAmount | null> {
  const [found] = await usdOfEach(tx, [{ amount, at }]);
  return found ?? null;
}

/** The same for many, in their order; each rate is asked for once. */
export async function usdOfEach(
  tx: Transaction,
  worth: readonly { amount: Amount; at: Date }[],
): Promise<(UsdAmount | null)[]> {
  const rates = new Map<string, Awaited<ReturnType<typeof findRate>>>();
  const found: (UsdAmount | null)[] = [];
  for (const { amount, at } of worth) {
    const day = dayOf(at);
    const key = `${amount.currency} ${day}`;
    const known = rates.has(key) ? rates.get(key) : await findRate(tx, amount, day);
    rates.set(key, known ?? null);
    found.push(
      known
        ? {
            amountUsdMinor: usdMinorOf(amount, known.rate),
            fxRate: known.rate,
            fxDay: known.day,
            fxSource: known.source,
          }
        : null,
    );
  }
  return found;
}

async function findRate(tx: Transaction, { currency }: Amount, day: string) {
  if (currency === "USD") return { rate: "1", day, source: "USD" };
  const ofCurrency = eq(fxRates.currency, currency);
  const rates = () =>
    tx.select({ rate: fxRates.rate, day: fxRates.day, source: fxRates.source }).from(fxRates);
  const [before] = await rates()
    .where(and(ofCurrency, lte(fxRates.day, day)))
    .orderBy(desc(fxRates.day))
    .limit(1);
  if (before) return before;
  const [after] = await rates()
    .where(and(ofCurrency, gt(fxRates.day, day)))
    .orderBy(asc(fxRates.day))
    .limit(1);
  return after ?? null;
}

/** The day of the newest rates, as 2026-09-29. */
export async function latestRateDay(): Promise<string | null> {
  const [row] = await database()
    .select({ day: max(fxRates.day) })
    .from(fxRates);
  return row?.day ?? null;
}

/** The day of a moment, in UTC. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
