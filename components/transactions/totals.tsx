import { Money } from "@/components/shell/money";
import { formatMoney } from "@/lib/core/money";
import type { CurrencyTotal, MoneySummary } from "@/lib/transactions/summary";
import { usdRateWords, usdWordsOf } from "./summary-words";

/** One line per currency under the list, and what they make together in dollars. */
export function Totals({ summary }: { summary: MoneySummary }) {
  if (summary.currencies.length === 0) return null;
  return (
    <section
      aria-label="Totals"
      className="border-t border-border bg-sunken px-(--gutter) py-2 [&>p]:flex [&>p]:flex-wrap [&>p]:items-baseline [&>p]:gap-x-4 [&>p]:py-1.5"
    >
      {summary.currencies.map((total) => (
        <p key={total.currency}>
          <span className="w-12 font-medium">{total.currency}</span>
          <span className="min-w-28 font-semibold">
            <Money minor={total.netMinor} currency={total.currency} exponent={total.exponent} />
          </span>
          <span className="text-text-secondary">{totalWords(total)}</span>
        </p>
      ))}
      <p className="text-text-secondary">
        <span className="w-12 font-medium text-text">Net</span>
        <span className="min-w-28 font-semibold text-text">{usdWordsOf(summary)}</span>
        {usdRateWords(summary)}
      </p>
    </section>
  );
}

function totalWords(total: CurrencyTotal): string {
  const { currency, exponent } = total;
  const shown = (minor: bigint) => formatMoney({ minor, currency, exponent });
  return [
    `${total.payments} settled ${shown(total.spentMinor)}`,
    total.refundedMinor > 0n && `refunded ${shown(total.refundedMinor)}`,
    total.disputedMinor !== 0n && `contested ${shown(total.disputedMinor)}`,
    total.declined > 0 && `${total.declined} declined`,
  ]
    .filter(Boolean)
    .join(", ");
}
