import { Device } from "@/components/customers/device";
import { CopyId } from "@/components/shell/copy-id";
import { type Column, DataTable } from "@/components/shell/data-table";
import { formatDuration } from "@/components/shell/duration";
import { Time } from "@/components/shell/time";
import { Badge } from "@/components/ui/badge";
import { formatMoney } from "@/lib/core/money";
import type { Links } from "@/lib/http/links";
import type { SessionRow } from "@/lib/sessions/queries";
import { maskedUrl } from "@/lib/sessions/schema";
import type { MoneySummary } from "@/lib/transactions/summary";
import { UrlChips } from "./url-chips";

/** The visits of one customer. `isRaw` shows each URL and user agent as they were sent, secrets excepted. */
export function SessionsTable({
  rows,
  paid,
  links,
  isRaw,
  isNewestFirst,
  orderHref,
}: {
  rows: SessionRow[];
  /** What was paid in each visit, by its id. */
  paid: ReadonlyMap<string, MoneySummary>;
  links: Links;
  isRaw: boolean;
  isNewestFirst: boolean;
  orderHref: string;
}) {
  const columns: Column<SessionRow>[] = [
    {
      key: "created",
      head: "Created (UTC)",
      width: "9.5rem",
      place: "b",
      sort: { href: orderHref, direction: isNewestFirst ? "descending" : "ascending" },
      cell: (row) => <Time value={row.startedAt} format="cell" />,
    },
    {
      key: "funnel",
      head: "Funnel",
      width: "14rem",
      className: "sm:max-w-56",
      place: "a",
      link: false,
      cell: (row) => (
        <span className="inline-flex max-w-full items-center gap-1.5">
          <a href={links.funnel(row.funnelId)} className="truncate font-medium hover:underline">
            <bdi>{row.funnel.title ?? row.funnel.alias}</bdi>
          </a>
          {row.environment === "preview" && <Badge hue="amber">Preview</Badge>}
        </span>
      ),
    },
    {
      key: "url",
      head: "URL",
      place: "c",
      cell: (row) => (isRaw ? <RawUrl url={row.url} /> : <UrlChips url={row.url} most={2} />),
    },
    {
      key: "agent",
      head: "User agent",
      width: isRaw ? "24rem" : "12rem",
      cell: (row) =>
        isRaw && row.userAgent ? (
          <span className="mono whitespace-normal wrap-anywhere">{row.userAgent}</span>
        ) : (
          <Device {...row} />
        ),
    },
    {
      key: "duration",
      head: "Duration",
      width: "7rem",
      align: "end",
      cell: (row) => formatDuration((row.endedAt ?? row.lastEventAt).getTime() - row.startedAt.getTime()),
    },
    {
      key: "paid",
      head: "Paid",
      width: "9rem",
      align: "end",
      cell: (row) => <Paid summary={paid.get(row.id)} />,
    },
    {
      key: "reached",
      head: "Reached",
      width: "11rem",
      place: "d",
      cell: (row) =>
        row.completedAt ? (
          <Badge hue="green">Completed</Badge>
        ) : row.lastScreen ? (
          <bdi title={row.lastScreen}>{row.lastScreen}</bdi>
        ) : (
          <span className="text-text-muted">No screen</span>
        ),
    },
  ];
  return (
    <DataTable
      caption={`Sessions, ${isNewestFirst ? "newest" : "oldest"} first`}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      rowHref={(row) => links.session(row.id)}
      isPreview={(row) => row.environment === "preview"}
      minWidth="70rem"
    />
  );
}

/** Net of what went back; a visit in which every try was declined says so. */
function Paid({ summary }: { summary: MoneySummary | undefined }) {
  if (!summary) return <span className="text-text-muted">Nothing</span>;
  if (summary.payments === 0) return <span className="text-red-fg">Declined</span>;
  return summary.currencies.map((total) => formatMoney({ ...total, minor: total.netMinor })).join(" + ");
}

function RawUrl({ url }: { url: string }) {
  const shown = maskedUrl(url);
  return (
    <span className="mono block py-2 whitespace-normal wrap-anywhere">
      {shown} <CopyId value={shown} label="URL" />
    </span>
  );
}
