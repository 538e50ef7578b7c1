import clsx from "clsx";
import type { CSSProperties, ReactNode } from "react";
import { ArrowDown, ArrowUp } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { RowKeys } from "./row-keys";

export type Column<Row> = {
  key: string;
  head: ReactNode;
  cell: (row: Row) => ReactNode;
  /** A CSS width ("8rem"); with one width given the others share what is left. */
  width?: string;
  align?: "end";
  sort?: { href: string; direction?: "ascending" | "descending" };
  /** Where the cell goes below 640 px: a (who) and b (state) over c and d. Without it the column leaves there. */
  place?: "a" | "b" | "c" | "d";
  /** Holds the link that is stretched over the row; the first column unless told. */
  link?: boolean;
  className?: string;
};

/** Drawn on the server; rows are real links; j, k and Enter walk them. Give it a `fill` page, and a `TableFooter` after it. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  rowHref,
  isSelected,
  isPreview,
  minWidth,
  inset,
}: {
  /** Read by screen readers: "Customers, newest first". */
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  rowHref?: (row: Row) => string;
  isSelected?: (row: Row) => boolean;
  isPreview?: (row: Row) => boolean;
  minWidth?: string;
  /** In a card or panel: heads do not stick and the table does not scroll by itself. */
  inset?: boolean;
}) {
  const linked = columns.find((column) => column.link) ?? columns[0];
  const cells = columns.map(cellProps);
  const table = (
    <table
      className={clsx("table table--stack", inset && "table--inset", minWidth && "sm:min-w-(--table-min)")}
      // The two-line rows of small screens must not keep it, so it is a variable; React's types know none.
      style={minWidth ? ({ "--table-min": minWidth } as CSSProperties) : undefined}
    >
      <caption className="sr-only">{caption}</caption>
      <TableHead columns={columns} />
      <tbody>
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            {...(isSelected?.(row) && { "aria-selected": true })}
            {...(isPreview?.(row) && { "data-preview-row": true })}
          >
            {columns.map((column, index) => (
              <td key={column.key} {...cells[index]}>
                {rowHref && column === linked ? (
                  <Link intent href={rowHref(row)} className="row-link">
                    {column.cell(row)}
                  </Link>
                ) : (
                  column.cell(row)
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
  return (
    <div className={inset ? "overflow-x-auto" : "table-wrap"}>
      {table}
      {rowHref && <RowKeys />}
    </div>
  );
}

function TableHead<Row>({ columns }: { columns: Column<Row>[] }) {
  return (
    <thead>
      <tr>
        {columns.map(({ key, head, width, align, sort }) => (
          <th
            key={key}
            scope="col"
            style={{ width }}
            aria-sort={sort?.direction}
            className={align === "end" ? "is-end" : undefined}
          >
            {sort ? (
              <Link href={sort.href} scroll={false} className="th-sort">
                {head}
                {sort.direction === "ascending" && <ArrowUp aria-hidden className="size-3" />}
                {sort.direction === "descending" && <ArrowDown aria-hidden className="size-3" />}
              </Link>
            ) : (
              head
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** Only what is said: a property that is undefined travels to the browser by name. */
function cellProps<Row>({ place, align, className }: Column<Row>) {
  const look = clsx(align === "end" && "is-end", className);
  return { ...(place && { "data-place": place }), ...(look && { className: look }) };
}

/** The same heads over bones as high as rows, for `loading.tsx` and Suspense. */
export function DataTableSkeleton({
  columns,
  rows = 12,
}: {
  columns: { key: string; head: ReactNode; width?: string; place?: "a" | "b" | "c" | "d" }[];
  rows?: number;
}) {
  return (
    <div className="table-wrap" aria-busy>
      <table className="table table--stack">
        <TableHead columns={columns.map((column) => ({ ...column, cell: () => null }))} />
        <tbody>
          <tr
            className="bones skeleton"
            // A variable for the stylesheet; React's types know none.
            style={{ "--bones": rows } as CSSProperties}
          >
            {columns.map((column) => (
              <td key={column.key} />
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  );
}
