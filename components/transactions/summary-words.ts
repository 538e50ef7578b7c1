import { formatMoney } from "@/lib/core/money";
import type { MoneySummary } from "@/lib/transactions/summary";

/** "≈ $40.78"; of dollars alone, without the sign. */
export function usdWordsOf({ usd }: MoneySummary): string {
  const amount = formatMoney({ minor: usd.netMinor, currency: "USD", exponent: 2 });
  return usd.from || usd.unknown > 0 ? `≈ ${amount}` : amount;
}

/** By which rates the dollars were counted, and what is not in them. */
export function usdRateWords({ usd }: MoneySummary): string {
  const days = usd.from === usd.to ? usd.from : `${usd.from} to ${usd.to}`;
  const rates = usd.from ? `daily rates of ${days} (${usd.sources.join(", ")})` : "all in dollars";
  const unknown =
    usd.unknown > 0
      ? `without ${usd.unknown} ${usd.unknown === 1 ? "entry" : "entries"} of unknown rate`
      : "";
  return [usd.from || usd.unknown === 0 ? rates : "", unknown].filter(Boolean).join(", ");
}
