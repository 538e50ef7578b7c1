import { CopyId } from "@/components/shell/copy-id";
import { type Column, DataTable, DataTableSkeleton } from "@/components/shell/data-table";
import { Time, ZoneName } from "@/components/shell/time";
import { Tag, Tags } from "@/components/ui/tag";
import type { CustomerList, CustomerSort, OptionalColumn } from "@/lib/customers/schema";
import { countryName } from "./country-name";
import type { CustomerLine } from "./customer-line";
import { Device } from "./device";
import { listHref } from "./list-url";
import { providerNames } from "./provider-names";

/** One page of the list. The columns that were chosen stand before the id. */
export function CustomerTable({
  path,
  list,
  rows,
}: {
  path: string;
  list: CustomerList;
  rows: CustomerLine[];
}) {
  return (
    <DataTable
      caption={`Customers, ${orderWords(list.sort)}`}
      columns={columnsOf(path, list)}
      rows={rows}
      rowKey={(row) => row.shownId}
      rowHref={(row) => `${path}/${row.shownId}`}
      isPreview={() => list.filter.environment === "preview"}
      minWidth={`${58 + list.columns.length * 9}rem`}
    />
  );
}

export function CustomerTableSkeleton({ path, list }: { path: string; list: CustomerList }) {
  return <DataTableSkeleton columns={columnsOf(path, list)} rows={list.size} />;
}

function columnsOf(path: string, list: CustomerList): Column<CustomerLine>[] {
  return [...firstColumns(path, list), ...list.columns.map((key) => optional[key](path, list)), idColumn];
}

type Make = (path: string, list: CustomerList) => Column<CustomerLine>;

function firstColumns(...[path, list]: Parameters<Make>): Column<CustomerLine>[] {
  return [
    {
      key: "created",
      head: (
        <>
          Created (<ZoneName />)
        </>
      ),
      width: "9.5rem",
      place: "d",
      sort: sortLink(path, list, "created"),
      cell: (row) => <Time value={row.createdAt} format="cell" />,
    },
    {
      key: "email",
      head: "Email",
      className: "min-w-60",
      place: "a",
      link: true,
      cell: (row) =>
        row.email ? (
          <bdi title={row.email} className="block max-w-80 truncate font-medium">
            {row.email}
          </bdi>
        ) : (
          <span className="text-text-muted">Anonymous</span>
        ),
    },
    { key: "device", head: "Device", width: "15rem", place: "c", cell: (row) => <Device {...row} /> },
    {
      key: "integrations",
      head: "Integrations",
      width: "12rem",
      place: "b",
      cell: (row) =>
        row.integrations.length > 0 && (
          <Tags>
            {row.integrations.map((provider) => (
              <Tag key={provider}>{providerNames[provider]}</Tag>
            ))}
          </Tags>
        ),
    },
  ];
}

const idColumn: Column<CustomerLine> = {
  key: "id",
  head: "ID",
  width: "9.5rem",
  cell: (row) => <CopyId value={row.shownId} label="Customer ID" />,
};

const plain =
  (key: string, head: string, width: string, text: (row: CustomerLine) => string | null): Make =>
  () => ({
    key,
    head,
    width,
    cell: (row) => <bdi>{text(row)}</bdi>,
  });

const optional: Record<OptionalColumn, Make> = {
  user: () => ({
    key: "user",
    head: "User ID",
    width: "11rem",
    cell: (row) => row.userId && <CopyId value={row.userId} label="User ID" />,
  }),
  country: plain("country", "Country", "9rem", (row) => row.country && countryName(row.country)),
  seen: (path, list) => ({
    key: "seen",
    head: (
      <>
        Last seen (<ZoneName />)
      </>
    ),
    width: "10rem",
    sort: sortLink(path, list, "seen"),
    cell: (row) => <Time value={row.lastSeenAt} format="cell" />,
  }),
  sessions: () => ({
    key: "sessions",
    head: "Sessions",
    width: "6rem",
    align: "end",
    cell: (row) => row.sessions?.toLocaleString("en"),
  }),
  "first-funnel": plain("first-funnel", "First funnel", "11rem", (row) => row.firstFunnel),
  "last-funnel": plain("last-funnel", "Last funnel", "11rem", (row) => row.lastFunnel),
  source: plain("source", "UTM source", "8rem", (row) => row.source),
  campaign: plain("campaign", "UTM campaign", "11rem", (row) => row.campaign),
};

export const columnNames: Record<OptionalColumn, string> = {
  user: "User ID",
  country: "Country",
  seen: "Last seen",
  sessions: "Sessions",
  "first-funnel": "First funnel",
  "last-funnel": "Last funnel",
  source: "UTM source",
  campaign: "UTM campaign",
};

function sortLink(path: string, list: CustomerList, by: CustomerSort["by"]) {
  const isCurrent = list.sort.by === by;
  return {
    href: listHref(path, list, { sort: { by, isAscending: isCurrent && !list.sort.isAscending } }),
    ...(isCurrent && { direction: list.sort.isAscending ? ("ascending" as const) : ("descending" as const) }),
  };
}

function orderWords({ by, isAscending }: CustomerSort): string {
  if (by === "seen") return isAscending ? "those seen longest ago first" : "those seen last first";
  return isAscending ? "oldest first" : "newest first";
}
