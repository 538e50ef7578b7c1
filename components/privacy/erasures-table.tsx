import { type Column, DataTable } from "@/components/shell/data-table";
import { Pager } from "@/components/shell/pager";
import { Time, ZoneName } from "@/components/shell/time";
import type { Page } from "@/lib/core/page";
import type { Erasure } from "@/lib/privacy/queries";
import { ErasureState } from "./erasure-state";

/** Every case of the project. Whom it was about cannot be said once it is done. */
export async function ErasuresTable({
  load,
  path,
  shownId,
}: {
  load: () => Promise<Page<Erasure>>;
  path: string;
  shownId: (erasureId: string) => string;
}) {
  const { rows, nextCursor, previousCursor } = await load();
  if (rows.length === 0)
    return (
      <p className="px-(--gutter) py-8 text-text-muted">
        Nobody has been erased yet. A person is erased on the Privacy tab of their page.
      </p>
    );
  const columns: Column<Erasure>[] = [
    {
      key: "case",
      head: "Case",
      place: "a",
      link: true,
      cell: (row) => <span className="mono">{shownId(row.id)}</span>,
    },
    {
      key: "state",
      head: "State",
      width: "8rem",
      place: "b",
      cell: (row) => <ErasureState state={row.state} />,
    },
    {
      key: "by",
      head: "Asked for by",
      width: "12rem",
      cell: (row) => <bdi className="block truncate">{row.actorName}</bdi>,
    },
    {
      key: "requested",
      head: (
        <>
          Asked for (<ZoneName />)
        </>
      ),
      width: "11rem",
      place: "c",
      cell: (row) => <Time value={row.requestedAt} format="cell" />,
    },
    {
      key: "end",
      head: (
        <>
          Due or done (<ZoneName />)
        </>
      ),
      width: "11rem",
      place: "d",
      cell: (row) => <Time value={row.finishedAt ?? row.cancelledAt ?? row.holdUntil} format="cell" />,
    },
  ];
  return (
    <>
      <DataTable
        caption="Erasures, newest first"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        rowHref={(row) => `${path}/${shownId(row.id)}`}
      />
      <Pager
        label="Pages of erasures"
        previous={previousCursor ? { href: `${path}?cursor=${previousCursor}`, words: "Newer" } : null}
        next={nextCursor ? { href: `${path}?cursor=${nextCursor}`, words: "Older" } : null}
      />
    </>
  );
}
