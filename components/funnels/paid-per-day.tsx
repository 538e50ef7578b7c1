import { BarChart } from "@/components/shell/bar-chart";
import { Panel } from "@/components/shell/side-card";
import { formatMoney } from "@/lib/core/money";
import type { PaidDay } from "@/lib/transactions/per-day";
import { dayLabel } from "./day-label";
import { Figure } from "./funnel-report";

/** What people paid who came through a funnel, renewals included. */
export async function PaidPerDay({ load }: { load: () => Promise<PaidDay[]> }) {
  const days = await load();
  const payments = days.reduce((sum, day) => sum + day.payments, 0);
  if (payments === 0) return null;
  const usdMinor = days.reduce((sum, day) => sum + day.usdMinor, 0n);
  return (
    <div className="border-t border-border">
      <Panel title="Paid per day" lead="UTC, renewals included, before refunds">
        <dl className="flex gap-8 px-(--gutter) pb-3">
          <Figure label="payments">{payments.toLocaleString("en")}</Figure>
          <Figure label="in dollars, where the rate is known">
            {formatMoney({ minor: usdMinor, currency: "USD", exponent: 2 })}
          </Figure>
        </dl>
        <div className="px-(--gutter) pb-4">
          <BarChart
            caption="Payments and dollars per day"
            series={["payments", "dollars"]}
            points={days.map((day, place) => ({
              label: dayLabel(day.day),
              // Only drawn: exact amounts stand above and on the pages of customers.
              values: [day.payments, Math.round(Number(day.usdMinor) / 100)],
              part: place === days.length - 1,
            }))}
          />
        </div>
      </Panel>
    </div>
  );
}
