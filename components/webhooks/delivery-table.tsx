import { type Column, DataTable, DataTableSkeleton } from "@/components/shell/data-table";
import { StatusBadge } from "@/components/shell/status-badge";
import { Time, ZoneName } from "@/components/shell/time";
import type { ListedDelivery } from "@/lib/webhooks/deliveries";
import { answerWords, statusCode } from "./delivery-words";

export type DeliveryLine = ListedDelivery & { href: string };

/** `isOn`: whether the endpoint is sent anything at this time. */
export function DeliveryTable({ rows, isOn }: { rows: DeliveryLine[]; isOn: boolean }) {
  return (
    <DataTable
      caption="Deliveries, newest first"
      columns={columns(isOn)}
      rows={rows}
      rowKey={({ delivery }) => delivery.id}
      rowHref={({ href }) => href}
      isPreview={({ delivery }) => delivery.environment === "preview"}
      minWidth="66rem"
      inset
    />
  );
}

export function DeliveryTableSkeleton({ rows }: { rows: number }) {
  return <DataTableSkeleton columns={columns(true)} rows={rows} />;
}

function columns(isOn: boolean): Column<DeliveryLine>[] {
  return [
    {
      key: "time",
      head: (
        <>
          Time (<ZoneName />)
        </>
      ),
      width: "9.5rem",
      place: "c",
      cell: ({ delivery }) => <Time value={delivery.createdAt} format="cell" />,
    },
    {
      key: "event",
      head: "Event",
      width: "20rem",
      place: "a",
      link: true,
      cell: ({ delivery }) => <code className="mono block truncate">{delivery.type}</code>,
    },
    {
      key: "customer",
      head: "Customer",
      className: "sm:max-w-56",
      cell: ({ customer }) =>
        customer ? (
          <bdi className="block truncate">{customer.email ?? customer.userId ?? "Anonymous"}</bdi>
        ) : (
          <Quiet>Erased</Quiet>
        ),
    },
    {
      key: "status",
      head: "Status",
      width: "8rem",
      place: "b",
      cell: ({ delivery }) => <StatusBadge kind="delivery" code={statusCode(delivery)} />,
    },
    {
      key: "answer",
      head: "Answer",
      width: "7rem",
      align: "end",
      place: "d",
      cell: ({ delivery: { lastStatus, lastError, lastAttemptAt, state } }) =>
        lastAttemptAt ? (
          answerWords({ status: lastStatus, error: lastError })
        ) : (
          <Quiet>{state === "skipped" ? "Not sent" : "None yet"}</Quiet>
        ),
    },
    {
      key: "attempts",
      head: "Attempts",
      width: "6rem",
      align: "end",
      cell: ({ delivery }) => delivery.attempts,
    },
    {
      key: "duration",
      head: "Took",
      width: "6rem",
      align: "end",
      cell: ({ delivery: { lastDurationMs } }) =>
        lastDurationMs === null ? <Quiet>–</Quiet> : `${lastDurationMs.toLocaleString("en")} ms`,
    },
    {
      key: "next",
      head: "Next try",
      width: "8rem",
      cell: ({ delivery: { nextAttemptAt } }) =>
        nextAttemptAt ? (
          isOn ? (
            <Time value={nextAttemptAt} />
          ) : (
            <Quiet>Once it is on</Quiet>
          )
        ) : (
          <Quiet>Never</Quiet>
        ),
    },
  ];
}

function Quiet({ children }: { children: string }) {
  return <span className="text-text-muted">{children}</span>;
}
