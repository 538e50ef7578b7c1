import { providerNames } from "@/components/customers/provider-names";
import { Clock } from "@/components/shell/clock";
import { CopyId } from "@/components/shell/copy-id";
import { type Column, DataTable, DataTableSkeleton } from "@/components/shell/data-table";
import { Money } from "@/components/shell/money";
import { Time, ZoneName } from "@/components/shell/time";
import { Tag } from "@/components/ui/tag";
import type { SubscriptionList, SubscriptionSort } from "@/lib/subscription-list/schema";
import type { SubscriptionView } from "@/lib/subscriptions/view";
import { listHref } from "./list-url";
import { StatusBadges } from "./status-badges";
import { nextWords, spanWords, untilWords } from "./words";

/** A subscription as the list shows it. */
export type SubscriptionLine = {
  view: SubscriptionView;
  href: string;
  /** Null once the person was erased. */
  customer: { name: string | null } | null;
  funnel: { name: string } | null;
};

/** One page of the list; `now` is the project's time. */
export function SubscriptionTable({
  path,
  list,
  rows,
  now,
}: {
  path: string;
  list: SubscriptionList;
  rows: SubscriptionLine[];
  now: Date;
}) {
  return (
    <DataTable
      caption={`Subscriptions, ${orderWords(list.sort)}`}
      columns={columnsOf(path, list, now)}
      rows={rows}
      rowKey={({ view }) => view.id}
      rowHref={({ href }) => href}
      isPreview={() => list.filter.environment === "preview"}
      minWidth="104rem"
    />
  );
}

export function SubscriptionTableSkeleton({ path, list }: { path: string; list: SubscriptionList }) {
  return <DataTableSkeleton columns={columnsOf(path, list, new Date(0))} rows={list.size} />;
}

function columnsOf(path: string, list: SubscriptionList, now: Date): Column<SubscriptionLine>[] {
  return [
    {
      key: "customer",
      head: "Customer",
      width: "14rem",
      className: "sm:max-w-56",
      place: "a",
      link: true,
      cell: ({ customer }) => <CustomerName customer={customer} />,
    },
    {
      key: "price",
      head: "Price point",
      width: "11rem",
      className: "sm:max-w-44",
      cell: ({ view }) => <bdi className="block truncate">{view.pricePoint}</bdi>,
    },
    {
      key: "status",
      head: "Status",
      width: "12.5rem",
      place: "b",
      cell: ({ view }) => <StatusBadges statuses={view.statuses} inline />,
    },
    {
      key: "check",
      head: "Next check, and what it does",
      width: "19rem",
      place: "c",
      sort: sortLink(path, list, "check"),
      cell: ({ view }) => <NextCheck view={view} now={now} />,
    },
    {
      key: "period",
      head: "Current period",
      width: "11rem",
      cell: ({ view }) =>
        view.periodStart && view.periodEnd ? spanWords(view.periodStart, view.periodEnd, now) : <None />,
    },
    {
      key: "amount",
      head: "Amount",
      width: "7.5rem",
      align: "end",
      place: "d",
      cell: ({ view }) => <Money {...view.price} code />,
    },
    { key: "iteration", head: "No.", width: "3.5rem", align: "end", cell: ({ view }) => view.iteration },
    {
      key: "provider",
      head: "Provider",
      width: "7rem",
      cell: ({ view }) => <Tag>{providerNames[view.provider]}</Tag>,
    },
    {
      key: "funnel",
      head: "Funnel",
      width: "9rem",
      className: "sm:max-w-36",
      cell: ({ funnel }) => (funnel ? <bdi className="block truncate">{funnel.name}</bdi> : <None />),
    },
    {
      key: "started",
      head: (
        <>
          Started (<ZoneName />)
        </>
      ),
      width: "10rem",
      sort: sortLink(path, list, "created"),
      cell: ({ view }) => (view.startedAt ? <Time value={view.startedAt} format="cell" /> : <None />),
    },
    {
      key: "id",
      head: "subs_id",
      width: "9.5rem",
      cell: ({ view }) => <CopyId value={view.id} label="Subscription ID" />,
    },
  ];
}

function CustomerName({ customer }: { customer: SubscriptionLine["customer"] }) {
  if (!customer) return <span className="text-text-muted">Erased</span>;
  if (!customer.name) return <span className="text-text-muted">Anonymous</span>;
  return (
    <bdi title={customer.name} className="block truncate font-medium">
      {customer.name}
    </bdi>
  );
}

function NextCheck({ view, now }: { view: SubscriptionView; now: Date }) {
  return (
    <span className="flex min-w-0 gap-2">
      {view.nextCheckAt ? (
        <Clock
          at={view.nextCheckAt.getTime()}
          text={view.nextCheckAt <= now ? "due now" : untilWords(view.nextCheckAt, now)}
          className="w-16 flex-none font-medium whitespace-nowrap max-sm:w-auto"
        />
      ) : (
        <span className="w-16 flex-none text-text-muted max-sm:w-auto">None</span>
      )}
      <span className="truncate">{nextWords(view)}</span>
    </span>
  );
}

function None() {
  return <span className="text-text-muted">None</span>;
}

function sortLink(path: string, list: SubscriptionList, by: SubscriptionSort["by"]): Column<unknown>["sort"] {
  const isPresent = list.sort.by === by;
  // The next check that is due first, and what was started last, are what people look for.
  const isAscending = isPresent ? !list.sort.isAscending : by === "check";
  return {
    href: listHref(path, list, { sort: { by, isAscending } }),
    ...(isPresent && { direction: list.sort.isAscending ? "ascending" : "descending" }),
  };
}

function orderWords({ by, isAscending }: SubscriptionSort): string {
  if (by === "check") return isAscending ? "next check first" : "next check last";
  return isAscending ? "oldest first" : "newest first";
}
