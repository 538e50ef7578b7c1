import { providerNames } from "@/components/customers/provider-names";
import { DataTable } from "@/components/shell/data-table";
import { LivePill } from "@/components/shell/live-pill";
import { Money } from "@/components/shell/money";
import { StatusBadge } from "@/components/shell/status-badge";
import { Time, ZoneName } from "@/components/shell/time";
import { transactionState } from "@/components/transactions/transaction-words";
import { Button, ButtonLink } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import type { Page } from "@/lib/core/page";
import type { Links } from "@/lib/http/links";
import type { SupportSearch } from "@/lib/support/schema";
import type { Payment } from "@/lib/transactions/latest-payments";
import type { PaymentFilter } from "@/lib/transactions/schema";

const names: Record<PaymentFilter, string> = {
  all: "All",
  failed: "Declined",
  refunded: "Refunded",
  disputed: "Disputed",
};

/** All, declined, refunded, disputed; above an amount in dollars. The state is the address. */
export function PaymentFilters({ path, search }: { path: string; search: SupportSearch }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <nav aria-label="Which payments" className="flex flex-wrap gap-0.5">
        {Object.entries(names).map(([show, label]) => (
          <Link
            key={show}
            href={hrefOf(path, { above: search.above, show })}
            aria-current={search.show === show ? "true" : undefined}
            className="inline-flex h-(--control-sm) items-center rounded-md px-2.25 text-text-secondary hover:bg-hover aria-[current=true]:bg-active aria-[current=true]:font-medium aria-[current=true]:text-text"
          >
            {label}
          </Link>
        ))}
      </nav>
      <form action={path} className="flex items-center gap-1.5">
        {search.show !== "all" && <input type="hidden" name="show" value={search.show} />}
        <label htmlFor="above" className="whitespace-nowrap text-text-secondary">
          Over $
        </label>
        <span className="w-20">
          <Input
            id="above"
            name="above"
            inputMode="numeric"
            pattern="[0-9]{1,8}"
            title="Whole dollars"
            defaultValue={search.above}
            key={search.above}
          />
        </span>
        <Button type="submit" size="sm">
          Show
        </Button>
      </form>
    </div>
  );
}

function hrefOf(
  path: string,
  { show, above, cursor }: Partial<Record<keyof SupportSearch, unknown>>,
): string {
  const query = new URLSearchParams({
    ...(show !== "all" && { show: String(show) }),
    ...(above !== undefined && { above: String(above) }),
    ...(typeof cursor === "string" && { cursor }),
  });
  return query.size > 0 ? `${path}?${query}` : path;
}

export async function LatestPayments({
  load,
  links,
  search,
  shownIds,
}: {
  load: () => Promise<Page<Payment>>;
  links: Links;
  search: SupportSearch;
  /** Components know no ids: the customer's and the payment's, as they are shown. */
  shownIds: (payment: Payment) => { customer: string; transaction: string };
}) {
  const { rows, nextCursor, previousCursor } = await load();
  const [newest] = rows;
  const page = (cursor: string) => hrefOf(links.support, { ...search, cursor });
  return (
    <>
      {!search.cursor && newest && (
        <div className="absolute end-(--gutter) -mt-8">
          <LivePill
            href={`/api/console${links.project}/payments/new?since=${newest.occurredAt.toISOString()}`}
          />
        </div>
      )}
      {rows.length === 0 ? (
        <p className="rounded-lg border border-border px-4 py-6 text-center text-text-secondary">
          {search.show === "all" && search.above === undefined
            ? "No payment yet. They appear here as they are made."
            : "No payment fits this."}
        </p>
      ) : (
        <div className="overflow-hidden rounded-lg border border-border">
          <DataTable
            inset
            caption="Latest payments, newest first"
            minWidth="52rem"
            rows={rows}
            rowKey={(payment) => payment.id}
            rowHref={(payment) => hrefOfPayment(payment, links, shownIds(payment).transaction)}
            columns={[
              {
                key: "time",
                head: (
                  <>
                    Time (<ZoneName />)
                  </>
                ),
                width: "8rem",
                place: "c",
                cell: (payment) => <Time value={payment.occurredAt} format="cell" />,
              },
              {
                key: "customer",
                head: "Customer, User UUID",
                place: "a",
                // Takes what the others leave, and is cut there.
                className: "sm:w-full sm:max-w-0",
                cell: (payment) => (
                  <Payer payment={payment} shownId={shownIds(payment).customer} links={links} />
                ),
              },
              {
                key: "amount",
                head: "Amount",
                width: "8rem",
                align: "end",
                place: "b",
                cell: ({ amountMinor: minor, currency, exponent }) => (
                  <Money minor={minor} currency={currency} exponent={exponent} code />
                ),
              },
              {
                key: "status",
                head: "Status",
                width: "8rem",
                place: "d",
                cell: (payment) => <StatusBadge kind="payment" code={transactionState(payment)} />,
              },
              {
                key: "reason",
                head: "Reason",
                width: "9.5rem",
                className: "sm:max-w-38",
                cell: ({ decline }) => (
                  <span className="block truncate text-text-secondary" title={decline?.reason}>
                    {decline?.reason}
                  </span>
                ),
              },
              {
                key: "funnel",
                head: "Funnel",
                width: "7rem",
                className: "sm:max-w-28",
                cell: ({ funnel }) => (
                  <bdi className="block truncate text-text-secondary">
                    {funnel ? (funnel.title ?? funnel.alias) : ""}
                  </bdi>
                ),
              },
              {
                key: "provider",
                head: "Provider",
                width: "5.5rem",
                cell: ({ provider }) => (
                  <span className="text-text-secondary">{providerNames[provider]}</span>
                ),
              },
            ]}
          />
        </div>
      )}
      {(previousCursor || nextCursor) && (
        <nav aria-label="Pages" className="flex gap-2">
          {previousCursor && <ButtonLink href={page(previousCursor)}>Newer</ButtonLink>}
          {nextCursor && <ButtonLink href={page(nextCursor)}>Older</ButtonLink>}
        </nav>
      )}
    </>
  );
}

/** Who paid, and under it the id that leads to them. */
function Payer({
  payment: { customer },
  shownId,
  links,
}: {
  payment: Payment;
  shownId: string;
  links: Links;
}) {
  if (!customer) return <span className="text-text-muted">Erased</span>;
  return (
    <span className="block min-w-0 py-1">
      <bdi className="block truncate" title={customer.email ?? undefined}>
        {customer.email ?? customer.userId ?? "Anonymous"}
      </bdi>
      <span className="block">
        <Link
          href={links.customer(customer.id)}
          title={shownId}
          className="mono relative z-1 text-xs text-text-muted hover:underline"
        >
          {shortId(shownId)}
        </Link>
      </span>
    </span>
  );
}

function hrefOfPayment({ customer }: Payment, links: Links, transaction: string): string {
  return customer ? `${links.transactions(customer.id)}?open=${transaction}` : links.support;
}

function shortId(id: string): string {
  return `${id.slice(0, 8)}…${id.slice(-4)}`;
}

export function LatestPaymentsSkeleton() {
  return <Skeleton className="h-96 w-full" />;
}
