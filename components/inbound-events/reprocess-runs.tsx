import { type Column, DataTable } from "@/components/shell/data-table";
import { StatusBadge } from "@/components/shell/status-badge";
import { Time, ZoneName } from "@/components/shell/time";
import type { ShownRun } from "@/lib/inbound-events/reprocess-runs";

type Line = ShownRun & { href: string };

export function ReprocessRuns({ rows }: { rows: Line[] }) {
  const columns: Column<Line>[] = [
    {
      key: "started",
      head: (
        <>
          Started (<ZoneName />)
        </>
      ),
      width: "10rem",
      place: "a",
      link: true,
      cell: ({ createdAt }) => <Time value={createdAt} format="cell" />,
    },
    {
      key: "state",
      head: "State",
      width: "9rem",
      place: "b",
      cell: ({ state }) => <StatusBadge kind="reprocess" code={state} />,
    },
    {
      key: "window",
      head: "Events received",
      place: "c",
      cell: ({ from, to }) => (
        <>
          <Time value={from} format="cell" /> to <Time value={to} format="cell" />
        </>
      ),
    },
    {
      key: "total",
      head: "Events",
      width: "6rem",
      align: "end",
      place: "d",
      cell: ({ total }) => total.toLocaleString("en"),
    },
    {
      key: "differences",
      head: "Differences",
      width: "7rem",
      align: "end",
      cell: ({ differences }) =>
        Object.values(differences)
          .reduce((sum, { count }) => sum + count, 0)
          .toLocaleString("en"),
    },
    { key: "by", head: "By", width: "12rem", cell: ({ actorName }) => <bdi>{actorName}</bdi> },
  ];
  return (
    <DataTable
      caption="Runs, newest first"
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      rowHref={({ href }) => href}
      minWidth="52rem"
      inset
    />
  );
}
