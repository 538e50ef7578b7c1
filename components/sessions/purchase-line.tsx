import { Money } from "@/components/shell/money";
import { Time } from "@/components/shell/time";
import { methodWords } from "@/components/transactions/money-words";
import { kindWords } from "@/components/transactions/transaction-words";
import { CreditCard, TriangleAlert } from "@/components/ui/icons";
import type { TransactionRow } from "@/lib/transactions/queries";

/** What was bought, or declined, between two steps of a visit. */
export function PurchaseLine({ row, href }: { row: TransactionRow; href: string }) {
  const isPaid = row.status === "succeeded";
  return (
    <li
      data-entry
      tabIndex={-1}
      className="group/entry relative grid grid-cols-[4.5rem_1.5rem_minmax(0,1fr)] gap-x-3 rounded-md pb-3 -outline-offset-2 max-sm:grid-cols-[4rem_1.5rem_minmax(0,1fr)]"
    >
      <a href={href} className="h-fit rounded-xs pt-0.5 text-text-muted hover:text-text">
        <Time value={row.occurredAt} format="seconds" />
      </a>
      <span
        aria-hidden
        className={`${isPaid ? "hue-green" : "hue-red"} relative grid size-6 place-items-center rounded-full bg-(--hue-bg) text-(--hue-fg) forced-colors:border [&>.lucide]:size-3.5`}
      >
        {isPaid ? <CreditCard /> : <TriangleAlert />}
      </span>
      <span
        aria-hidden
        className="absolute start-[6rem] top-7 bottom-1 w-px bg-border group-last/entry:hidden max-sm:start-[5.5rem]"
      />
      <div className="min-w-0 pt-0.5">
        <p className="wrap-anywhere">
          {isPaid ? "Paid " : "Declined "}
          <span className="font-medium">
            <Money minor={row.amountMinor} currency={row.currency} exponent={row.exponent} />
          </span>
          {row.decline && <span className="text-red-fg">: {row.decline.reason}</span>}
        </p>
        <p className="text-xs leading-5 text-text-muted">
          {[kindWords(row), methodWords(row)].filter(Boolean).join(" · ")}
        </p>
      </div>
    </li>
  );
}
