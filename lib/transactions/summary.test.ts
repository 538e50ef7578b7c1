import { expect, it } from "vitest";
import { type CurrencyTotal, summariseMoney } from "./summary";

function total(values: Partial<CurrencyTotal>): CurrencyTotal {
  return {
    currency: "USD",
    exponent: 2,
    spentMinor: 0n,
    refundedMinor: 0n,
    disputedMinor: 0n,
    netMinor: 0n,
    spentUsdMinor: 0n,
    netUsdMinor: 0n,
    unknownUsd: 0,
    payments: 0,
    declined: 0,
    firstAt: null,
    lastAt: null,
    fxFrom: null,
    fxTo: null,
    fxSources: [],
    ...values,
  };
}

const day = (date: number) => new Date(Date.UTC(2026, 7, date));

it("adds up dollars alone, the biggest currency first, and says what is missing in them", () => {
  const usd = total({ spentMinor: 1000n, spentUsdMinor: 1000n, netUsdMinor: 1000n, payments: 1 });
  const eur = total({
    currency: "EUR",
    spentMinor: 5000n,
    refundedMinor: 1000n,
    spentUsdMinor: 5500n,
    netUsdMinor: 4400n,
    payments: 5,
    declined: 2,
    firstAt: day(1),
    lastAt: day(9),
    fxFrom: "2026-08-01",
    fxTo: "2026-08-09",
    fxSources: ["ecb"],
  });
  const kwd = total({
    currency: "KWD",
    exponent: 3,
    spentMinor: 3500n,
    unknownUsd: 1,
    payments: 1,
    firstAt: day(4),
    lastAt: day(20),
  });
  const summary = summariseMoney([kwd, usd, eur]);
  expect(summary.currencies.map(({ currency }) => currency)).toEqual(["EUR", "USD", "KWD"]);
  expect(summary).toMatchObject({
    payments: 7,
    declined: 2,
    firstAt: day(1),
    lastAt: day(20),
    usd: {
      spentMinor: 6500n,
      netMinor: 5400n,
      unknown: 1,
      from: "2026-08-01",
      to: "2026-08-09",
      sources: ["ecb"],
    },
  });
});

it("knows nothing of whoever never paid", () => {
  expect(summariseMoney([])).toMatchObject({
    currencies: [],
    payments: 0,
    firstAt: null,
    usd: { netMinor: 0n, unknown: 0 },
  });
});
