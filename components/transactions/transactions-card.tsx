import { DataTableSkeleton } from "@/components/shell/data-table";
import { Nothing } from "@/components/shell/empty-state";
import { Pager } from "@/components/shell/pager";
import { FACTS_ID } from "@/components/shell/story";
import { buttonStyle } from "@/components/ui/button";
import { Segments } from "@/components/ui/tabs";
import type { Page } from "@/lib/core/page";
import type { Links } from "@/lib/http/links";
import type { TransactionRow } from "@/lib/transactions/queries";
import type { TransactionShow, TransactionsSearch } from "@/lib/transactions/schema";
import type { MoneySummary } from "@/lib/transactions/summary";
import { Totals } from "./totals";
import { TransactionsTable } from "./transactions-table";

export type LoadedTransactions = {
  page: Page<TransactionRow>;
  counts: Record<TransactionShow, number>;
  summary: MoneySummary;
};

const shows: { show: TransactionShow; label: string }[] = [
  { show: "all", label: "All" },
  { show: "settled", label: "Settled" },
  { show: "declined", label: "Declined" },
  { show: "refunds", label: "Refunds" },
  { show: "disputes", label: "Disputes" },
];

/** The transactions of a customer with their choice, totals and pages. All of it is in the address. */
export async function TransactionsCard({
  load,
  links,
  path,
  search,
  openId,
  shownId,
}: {
  load: () => Promise<LoadedTransactions>;
  links: Links;
  path: string;
  search: TransactionsSearch;
  openId: string | null;
  shownId: (id: string) => string;
}) {
  const { page, counts, summary } = await load();
  const address = (change: Partial<TransactionsSearch>) => {
    const query = new URLSearchParams();
    const { show, open, cursor } = { ...search, ...change };
    if (show !== "all") query.set("show", show);
    if (cursor) query.set("cursor", cursor);
    if (open) query.set("open", open);
    return query.size > 0 ? `${path}?${query}` : path;
  };
  if (counts.all === 0)
    return <Nothing>No transactions yet. Payments, refunds and declines will appear here.</Nothing>;
  const paged = (cursor: string | null, words: string) =>
    cursor ? { href: address({ cursor, open: undefined }), words } : null;
  return (
    <>
      <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 ps-[calc(var(--gutter)-0.5625rem)] pe-(--gutter)">
        <Segments
          label="Show"
          tabs={shows.map(({ show, label }) => ({
            href: address({ show, cursor: undefined, open: undefined }),
            label,
            count: counts[show],
            current: show === search.show,
          }))}
        />
        {!openId && (
          <a href={`#${FACTS_ID}`} className={buttonStyle({ className: "ms-auto max-lg:hidden" })}>
            All facts
          </a>
        )}
      </div>
      {page.rows.length === 0 ? (
        <Nothing>Nothing of this kind.</Nothing>
      ) : (
        <TransactionsTable
          rows={page.rows}
          links={links}
          hrefOf={({ id }) => address({ open: shownId(id) })}
          openId={openId}
        />
      )}
      <Totals summary={summary} />
      <Pager
        label="Pages of transactions"
        previous={paged(page.previousCursor, "Newer")}
        next={paged(page.nextCursor, "Older")}
      />
    </>
  );
}

export function TransactionsSkeleton() {
  return (
    <div className="pt-11">
      <DataTableSkeleton
        rows={8}
        columns={["Created", "Amount", "Status", "Kind", "Funnel", "Session", "Provider ID", "Method"].map(
          (head) => ({ key: head, head }),
        )}
      />
    </div>
  );
}
