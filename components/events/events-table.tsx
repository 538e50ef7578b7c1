import type { ReactNode } from "react";
import { type Column, DataTable, DataTableSkeleton } from "@/components/shell/data-table";
import { StatusBadge } from "@/components/shell/status-badge";
import { Time, ZoneName } from "@/components/shell/time";
import { statusCode } from "@/components/webhooks/delivery-words";
import { eventDescriptions } from "@/lib/events/schema";
import type { CustomerEvent, EventDelivery } from "@/lib/webhooks/of-customer";
import { answerOf, hostOf, tookWords } from "./delivery-words";

/** One line an event; beside it one line for each endpoint that it goes to. */
export function EventsTable({
  rows,
  hrefOf,
  openId,
}: {
  rows: CustomerEvent[];
  hrefOf: (row: CustomerEvent) => string;
  openId: string | null;
}) {
  const hasDeliveries = rows.some(({ deliveries }) => deliveries !== null);
  const all = hasDeliveries ? [...eventColumns, ...deliveryColumns] : eventColumns;
  const columns = openId ? all.slice(0, shownBesidePanel) : all;
  return (
    <DataTable
      caption="Webhook events, newest first"
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      rowHref={hrefOf}
      isSelected={({ id }) => id === openId}
      isPreview={({ environment }) => environment === "preview"}
      minWidth={openId ? "38rem" : hasDeliveries ? "64rem" : "40rem"}
      inset
    />
  );
}

export function EventsSkeleton() {
  return <DataTableSkeleton columns={[...eventColumns, ...deliveryColumns]} rows={12} />;
}

const shownBesidePanel = 3;

const eventColumns: Column<CustomerEvent>[] = [
  {
    key: "time",
    head: (
      <>
        Time (<ZoneName />)
      </>
    ),
    width: "9.5rem",
    place: "c",
    cell: ({ occurredAt }) => <Time value={occurredAt} format="cell" />,
  },
  {
    key: "type",
    head: "Type",
    width: "22rem",
    place: "a",
    link: true,
    cell: ({ type }) => (
      <code className="mono block truncate" {...(wordsOf(type) && { title: wordsOf(type) })}>
        {type}
      </code>
    ),
  },
];

const deliveryColumns: Column<CustomerEvent>[] = [
  {
    key: "status",
    head: "Status",
    width: "8rem",
    place: "b",
    cell: each((delivery) => <StatusBadge kind="delivery" code={statusCode(delivery)} />, "No endpoint"),
  },
  {
    key: "endpoint",
    head: "Endpoint",
    place: "d",
    cell: each(({ url }) => hostOf(url)),
  },
  { key: "answer", head: "Answer", width: "8rem", align: "end", cell: each(answerOf) },
  { key: "attempts", head: "Attempts", width: "6rem", align: "end", cell: each(({ attempts }) => attempts) },
  { key: "took", head: "Took", width: "6rem", align: "end", cell: each(tookWords) },
];

function each(line: (delivery: EventDelivery) => ReactNode, none = "–") {
  return ({ deliveries }: CustomerEvent) =>
    !deliveries || deliveries.length === 0 ? (
      <span className="text-text-muted">{none}</span>
    ) : (
      <span className="grid gap-1 py-1">
        {deliveries.map((delivery) => (
          <span key={delivery.id} className="block min-w-0 truncate leading-5">
            {line(delivery)}
          </span>
        ))}
      </span>
    );
}

function wordsOf(type: string): string | undefined {
  return Object.hasOwn(eventDescriptions, type)
    ? eventDescriptions[type as keyof typeof eventDescriptions].words // it is one of its keys
    : undefined;
}
