/** What one customer or one visit paid in a currency. Amounts in minor units; what went back is positive here. */
export type CurrencyTotal = {
  currency: string;
  exponent: number;
  spentMinor: bigint;
  refundedMinor: bigint;
  /** Taken by banks for payers who contest, less what they gave back. */
  disputedMinor: bigint;
  netMinor: bigint;
  /** Over those of which the dollars are known. */
  spentUsdMinor: bigint;
  netUsdMinor: bigint;
  /** Entries whose rate is not known (yet). */
  unknownUsd: number;
  payments: number;
  declined: number;
  /** Null where nothing was paid. */
  firstAt: Date | null;
  lastAt: Date | null;
  /** The days and sources of the rates behind the dollars. */
  fxFrom: string | null;
  fxTo: string | null;
  fxSources: string[];
};

export type MoneySummary = {
  /** The one with most dollars first. */
  currencies: CurrencyTotal[];
  payments: number;
  declined: number;
  firstAt: Date | null;
  lastAt: Date | null;
  usd: {
    spentMinor: bigint;
    netMinor: bigint;
    /** Entries that are not in these sums, since their rate is not known. */
    unknown: number;
    /** The rates that were used, but for dollars themselves. */
    from: string | null;
    to: string | null;
    sources: string[];
  };
};

/** What the currencies make together. Only dollars can be added up. */
export function summariseMoney(totals: CurrencyTotal[]): MoneySummary {
  const currencies = totals.toSorted(
    (a, b) => Number(b.netUsdMinor - a.netUsdMinor) || (a.currency < b.currency ? -1 : 1),
  );
  const foreign = totals.filter(({ currency }) => currency !== "USD");
  const add = (pick: (total: CurrencyTotal) => number) => totals.reduce((sum, each) => sum + pick(each), 0);
  const addMinor = (pick: (total: CurrencyTotal) => bigint) =>
    totals.reduce((sum, each) => sum + pick(each), 0n);
  return {
    currencies,
    payments: add(({ payments }) => payments),
    declined: add(({ declined }) => declined),
    firstAt: inOrder(totals.flatMap(({ firstAt }) => firstAt ?? []))[0] ?? null,
    lastAt: inOrder(totals.flatMap(({ lastAt }) => lastAt ?? [])).at(-1) ?? null,
    usd: {
      spentMinor: addMinor(({ spentUsdMinor }) => spentUsdMinor),
      netMinor: addMinor(({ netUsdMinor }) => netUsdMinor),
      unknown: add(({ unknownUsd }) => unknownUsd),
      from: foreign.flatMap(({ fxFrom }) => fxFrom ?? []).sort()[0] ?? null,
      to:
        foreign
          .flatMap(({ fxTo }) => fxTo ?? [])
          .sort()
          .at(-1) ?? null,
      sources: [...new Set(foreign.flatMap(({ fxSources }) => fxSources))].sort(),
    },
  };
}

function inOrder(times: Date[]): Date[] {
  return times.toSorted((a, b) => a.getTime() - b.getTime());
}
