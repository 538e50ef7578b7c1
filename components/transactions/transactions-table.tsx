import { CopyId } from "@/components/shell/copy-id";
import { type Column, DataTable } from "@/components/shell/data-table";
import { Money } from "@/components/shell/money";
import { StatusBadge } from "@/components/shell/status-badge";
import { Time, ZoneName } from "@/components/shell/time";
import { Badge } from "@/components/ui/badge";
import { formatMoney } from "@/lib/core/money";
import type { Links } from "@/lib/http/links";
import type { TransactionRow } from "@/lib/transactions/queries";
import { methodWords } from "./money-words";
import { kindWords, transactionState } from "./transaction-words";

/** The ledger of one customer. A row opens the facts of its order. */
export function TransactionsTable({
  rows,
  links,
  hrefOf,
  openId,
}: {
  rows: TransactionRow[];
  links: Links;
  hrefOf: (row: TransactionRow) => string;
  /** The transaction whose facts are open. */
  openId: string | null;
}) {
  return (
    <DataTable
      caption="Transactions, newest first"
      columns={openId ? columnsOf(links).slice(0, shownBesideFacts) : columnsOf(links)}
      rows={rows}
      rowKey={(row) => row.id}
      rowHref={hrefOf}
      isSelected={(row) => row.id === openId}
      isPreview={(row) => row.environment === "preview"}
      minWidth={openId ? "44rem" : "76rem"}
    />
  );
}

const shownBesideFacts = 4;

function columnsOf(links: Links): Column<TransactionRow>[] {
  return [
    {
      key: "created",
      head: (
        <>
          Created (<ZoneName />)
        </>
      ),
      width: "9.5rem",
      place: "c",
      cell: (row) => <Time value={row.occurredAt} format="cell" />,
    },
    {
      key: "amount",
      head: "Amount",
      width: "13rem",
      place: "b",
      align: "end",
      cell: (row) => <Amount row={row} />,
    },
    {
      key: "status",
      head: "Status",
      width: "9rem",
      place: "d",
      cell: (row) => (
        <span className="inline-flex items-center gap-1.5">
          <StatusBadge kind="payment" code={transactionState(row)} />
          {row.environment === "preview" && <Badge hue="amber">Preview</Badge>}
        </span>
      ),
    },
    {
      key: "kind",
      head: "Kind",
      place: "a",
      cell: (row) => (
        <span className="inline-flex max-w-full min-w-0 items-baseline gap-2">
          <span className="flex-none font-medium">{kindWords(row)}</span>
          {row.decline && (
            <span
              title={`${row.decline.code}. ${row.decline.advice}`}
              className="truncate text-xs text-red-fg"
            >
              {row.decline.reason}
            </span>
          )}
        </span>
      ),
    },
    {
      key: "funnel",
      head: "Funnel",
      width: "9.5rem",
      cell: (row) =>
        row.funnel ? (
          <a href={links.funnel(row.funnel.id)} className="truncate hover:underline">
            <bdi>{row.funnel.title ?? row.funnel.alias}</bdi>
          </a>
        ) : (
          <span className="text-text-muted">None</span>
        ),
    },
    {
      key: "session",
      head: "Session",
      width: "8rem",
      cell: (row) =>
        row.sessionId ? (
          <a href={links.session(row.sessionId)} className="mono hover:underline">
            {shortSession(links.session(row.sessionId))}
          </a>
        ) : (
          <span className="text-text-muted">None</span>
        ),
    },
    {
      key: "provider",
      head: "Provider ID",
      width: "9.5rem",
      cell: (row) =>
        row.providerTransactionId ? (
          <CopyId value={row.providerTransactionId} label="Provider ID" />
        ) : (
          <span className="text-text-muted">None</span>
        ),
    },
    {
      key: "method",
      head: "Method",
      width: "9.5rem",
      cell: (row) => methodWords(row) ?? <span className="text-text-muted">Unknown</span>,
    },
  ];
}

/** What was tried and moved nothing is crossed out; dollars stand before what is in other currencies. */
function Amount({ row }: { row: TransactionRow }) {
  const { amountMinor: minor, currency, exponent, amountUsdMinor } = row;
  const isRefused = row.status === "declined";
  return (
    <>
      {!isRefused && currency !== "USD" && (
        <span className="pe-2 text-xs text-text-muted">
          {amountUsdMinor === null
            ? "no rate"
            : `≈ ${formatMoney({ minor: amountUsdMinor, currency: "USD", exponent: 2 })}`}
        </span>
      )}
      <span className={isRefused ? "text-text-muted line-through" : "font-medium"}>
        <Money minor={minor} currency={currency} exponent={exponent} code />
      </span>
    </>
  );
}

function shortSession(href: string): string {
  const id = href.slice(href.lastIndexOf("/") + 1);
  return `${id.slice(0, 8)}…${id.slice(-4)}`;
}
