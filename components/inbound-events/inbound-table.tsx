import { type Column, DataTable, DataTableSkeleton } from "@/components/shell/data-table";
import { StatusBadge } from "@/components/shell/status-badge";
import { Time, ZoneName } from "@/components/shell/time";
import type { ListedInboundEvent } from "@/lib/inbound-events/queries";
import { customerName, statusCode } from "./inbound-words";

export type InboundLine = ListedInboundEvent & {
  href: string;
  /** What is wrong with it, in a few words. */
  problem: string | null;
};

export function InboundTable({ rows }: { rows: InboundLine[] }) {
  return (
    <DataTable
      caption="Events received, newest first"
      columns={columns()}
      rows={rows}
      rowKey={({ id }) => id}
      rowHref={({ href }) => href}
      isPreview={({ event }) => event.environment === "preview"}
      minWidth="62rem"
      inset
    />
  );
}

export function InboundTableSkeleton({ rows }: { rows: number }) {
  return <DataTableSkeleton columns={columns()} rows={rows} />;
}

function columns(): Column<InboundLine>[] {
  return [
    {
      key: "received",
      head: (
        <>
          Received (<ZoneName />)
        </>
      ),
      width: "9.5rem",
      place: "d",
      cell: ({ event }) => <Time value={event.receivedAt} format="cell" />,
    },
    {
      key: "type",
      head: "Type",
      width: "15rem",
      place: "a",
      link: true,
      cell: ({ event }) => <code className="mono block truncate">{event.type}</code>,
    },
    {
      key: "state",
      head: "State",
      width: "7.5rem",
      place: "b",
      cell: ({ event }) => <StatusBadge kind="inbound" code={statusCode(event)} />,
    },
    {
      key: "said",
      head: "What it said",
      className: "sm:max-w-96",
      place: "c",
      cell: ({ event: { words, state }, problem }) =>
        problem ? (
          <span className="block truncate text-red-fg">{problem}</span>
        ) : words ? (
          <bdi className="block truncate">{words}</bdi>
        ) : (
          <Quiet>{state === "waiting" ? "Not read yet" : "Erased"}</Quiet>
        ),
    },
    {
      key: "customer",
      head: "Customer",
      width: "14rem",
      className: "sm:max-w-56",
      cell: ({ customer }) =>
        customer ? <bdi className="block truncate">{customerName(customer)}</bdi> : <Quiet>Nobody</Quiet>,
    },
    {
      key: "next",
      head: "Next try",
      width: "7.5rem",
      cell: ({ event: { nextAttemptAt } }) =>
        nextAttemptAt ? <Time value={nextAttemptAt} /> : <Quiet>Never</Quiet>,
    },
  ];
}

function Quiet({ children }: { children: string }) {
  return <span className="text-text-muted">{children}</span>;
}
