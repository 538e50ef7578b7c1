import { Fact, Facts } from "@/components/shell/facts";
import { SideCard } from "@/components/shell/side-card";
import { Time } from "@/components/shell/time";
import { formatMoney } from "@/lib/core/money";
import type { CurrencyTotal, MoneySummary } from "@/lib/transactions/summary";
import { usdRateWords, usdWordsOf } from "./summary-words";

/** What a customer, or a visit, paid. */
export async function MoneyCard({
  load,
  title = "Money",
  none = "Nothing paid yet",
}: {
  load: () => Promise<MoneySummary>;
  title?: string;
  none?: string;
}) {
  const summary = await load();
  if (summary.payments + summary.declined === 0)
    return (
      <SideCard title={title}>
        <p className="text-text-muted">{none}</p>
      </SideCard>
    );
  const each = (pick: (total: CurrencyTotal) => bigint) =>
    summary.currencies.map((total) => formatMoney({ ...total, minor: pick(total) })).join(", ");
  const has = (pick: (total: CurrencyTotal) => bigint) =>
    summary.currencies.some((total) => pick(total) !== 0n);
  return (
    <SideCard title={title}>
      <Facts>
        <Fact label="Total spent" note={usdRateWords(summary)}>
          <b className="font-semibold">{usdWordsOf(summary)}</b>
        </Fact>
        <Fact label="Paid">{each(({ spentMinor }) => spentMinor)}</Fact>
        {has(({ refundedMinor }) => refundedMinor) && (
          <Fact label="Refunded">{each(({ refundedMinor }) => refundedMinor)}</Fact>
        )}
        {has(({ disputedMinor }) => disputedMinor) && (
          <Fact label="Contested">{each(({ disputedMinor }) => disputedMinor)}</Fact>
        )}
        <Fact label="Net">{each(({ netMinor }) => netMinor)}</Fact>
        <Fact label="Payments" note={summary.declined > 0 && `${summary.declined} declined`}>
          {summary.payments.toLocaleString("en")}
        </Fact>
        {summary.firstAt && (
          <Fact label="First">
            <Time value={summary.firstAt} format="full" />
          </Fact>
        )}
        {summary.lastAt && (
          <Fact label="Last">
            <Time value={summary.lastAt} format="full" />
          </Fact>
        )}
      </Facts>
    </SideCard>
  );
}

export const moneyLabels = ["Total spent", "Paid", "Net", "Payments"];
