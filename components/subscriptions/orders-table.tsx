import { CopyId } from "@/components/shell/copy-id";
import { type Column, DataTable } from "@/components/shell/data-table";
import { Nothing } from "@/components/shell/empty-state";
import { Money } from "@/components/shell/money";
import { StatusBadge } from "@/components/shell/status-badge";
import { Time, ZoneName } from "@/components/shell/time";
import type { OrdersOf, SubscriptionOrder } from "@/lib/subscription-list/orders";

const kinds: Record<SubscriptionOrder["kind"], string> = {
  first: "First",
  conversion: "First after the trial",
  renewal: "Renewal",
  migration: "Change of plan",
  one_off: "One-off",
};

/** One order for each period, with how often it was tried. */
export async function OrdersTable({
  load,
  transactionsHref,
}: {
  load: () => Promise<OrdersOf>;
  /** Where the payments of the customer stand; absent once they were erased. */
  transactionsHref?: string;
}) {
  const { orders, total } = await load();
  if (total === 0) return <Nothing>Nothing was charged for it yet.</Nothing>;
  return (
    <>
      <DataTable
        caption="Orders, newest first"
        inset
        columns={columns}
        rows={orders}
        rowKey={({ id }) => id}
      />
      {(total > orders.length || transactionsHref) && (
        <p className="px-(--gutter) py-2.5 text-xs text-text-muted">
          {total > orders.length && `${(total - orders.length).toLocaleString("en")} more before these. `}
          {transactionsHref && (
            <a href={transactionsHref} className="link">
              All payments of the customer
            </a>
          )}
        </p>
      )}
    </>
  );
}

const columns: Column<SubscriptionOrder>[] = [
  {
    key: "iteration",
    head: "No.",
    width: "3.5rem",
    align: "end",
    cell: ({ iteration }) => iteration ?? "–",
  },
  { key: "kind", head: "For", place: "a", cell: ({ kind }) => kinds[kind] },
  {
    key: "created",
    head: (
      <>
        Created (<ZoneName />)
      </>
    ),
    width: "10rem",
    place: "c",
    cell: ({ createdAt }) => <Time value={createdAt} format="cell" />,
  },
  {
    key: "amount",
    head: "Amount",
    width: "8rem",
    align: "end",
    place: "d",
    cell: ({ amountMinor, currency, exponent }) => (
      <Money minor={amountMinor} currency={currency} exponent={exponent} code />
    ),
  },
  {
    key: "status",
    head: "Status",
    width: "9rem",
    place: "b",
    cell: (order) => <StatusBadge kind="payment" code={stateOf(order)} />,
  },
  { key: "attempts", head: "Attempts", width: "9rem", cell: triesWords },
  {
    key: "id",
    head: "Order",
    width: "9.5rem",
    cell: ({ id }) => <CopyId value={id} label="Order ID" />,
  },
];

function stateOf({ state, refundedMinor, amountMinor }: SubscriptionOrder): string {
  if (state !== "settled" || refundedMinor === 0n) return state;
  return refundedMinor >= amountMinor ? "refunded" : "partly_refunded";
}

function triesWords({ attempts, declined }: SubscriptionOrder): string {
  return declined > 0 ? `${attempts}, ${declined} declined` : String(attempts);
}
