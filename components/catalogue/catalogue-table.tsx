import type { ReactNode } from "react";
import { type Column, DataTable } from "@/components/shell/data-table";
import { Nothing } from "@/components/shell/empty-state";
import { Time, ZoneName } from "@/components/shell/time";
import type { CatalogueActions, Edited } from "./catalogue-actions";
import { RowMenu } from "./row-menu";

/** What every table of the catalogue is given. */
export type TableProps<Row> = {
  slug: string;
  rows: Row[];
  actions: CatalogueActions;
  /** Why whoever looks may change nothing here. */
  disabledReason?: string;
  /** What to say where nothing is listed. */
  nothing: string;
};

type Listed = { id: string; createdAt: string; archivedAt: string | null };

/** The columns of one kind between those that all kinds have. */
export function CatalogueTable<Row extends Listed>({
  caption,
  columns,
  nameOf,
  editedOf,
  isCurrent,
  rowHref,
  isSelected,
  slug,
  rows,
  actions,
  disabledReason,
  nothing,
}: TableProps<Row> & {
  caption: string;
  columns: Column<Row>[];
  nameOf: (row: Row) => string;
  editedOf: (row: Row) => Edited;
  isCurrent?: (row: Row) => boolean;
  rowHref?: (row: Row) => string;
  isSelected?: (row: Row) => boolean;
}) {
  if (rows.length === 0) return <Nothing>{nothing}</Nothing>;
  return (
    <DataTable
      inset
      caption={caption}
      minWidth="52rem"
      rows={rows}
      rowKey={({ id }) => id}
      rowHref={rowHref}
      isSelected={isSelected}
      columns={[
        ...columns,
        {
          key: "created",
          head: (
            <>
              Created (<ZoneName />)
            </>
          ),
          width: "8rem",
          cell: ({ createdAt }) => <Time value={createdAt} format="day" />,
        },
        {
          key: "more",
          head: <span className="sr-only">Actions</span>,
          width: "3.5rem",
          place: "d",
          align: "end",
          cell: (row) => (
            <RowMenu
              slug={slug}
              name={nameOf(row)}
              edited={editedOf(row)}
              isArchived={row.archivedAt !== null}
              isCurrent={isCurrent?.(row)}
              actions={actions}
              disabledReason={disabledReason}
            />
          ),
        },
      ]}
    />
  );
}

export function Name({ children }: { children: ReactNode }) {
  return <bdi className="block truncate font-medium">{children}</bdi>;
}

export function Code({ children }: { children: ReactNode }) {
  return <code className="mono block truncate text-text-secondary">{children}</code>;
}

export function Quiet({ children }: { children: ReactNode }) {
  return <span className="text-text-muted">{children}</span>;
}
