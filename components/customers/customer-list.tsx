import { Suspense } from "react";
import { NoMatch } from "@/components/shell/empty-state";
import { TableFooter } from "@/components/shell/table-footer";
import { ButtonLink } from "@/components/ui/button";
import type { Count } from "@/lib/customers/count";
import type { FunnelChoice, ListedCustomers } from "@/lib/customers/queries";
import { type CustomerList as List, pageSizes } from "@/lib/customers/schema";
import { CustomerTable, CustomerTableSkeleton } from "./customer-table";
import { CustomersEmpty } from "./customers-empty";
import { filterChips } from "./filter-chips";
import { listHref, listQuery } from "./list-url";
import { NewPerDay, NewPerDaySpace } from "./new-per-day";

export type ListLoads = {
  page: () => Promise<ListedCustomers>;
  funnels: () => Promise<FunnelChoice[]>;
  count: () => Promise<Count | null>;
};

/** One page of the customers that match, what is new per day above it and the way to other pages below. */
export async function CustomerList({
  path,
  perDayHref,
  list,
  loads,
  shownId,
  installHref,
}: {
  path: string;
  /** The door of the chart, without its query. */
  perDayHref: string;
  list: List;
  loads: ListLoads;
  shownId: (id: string) => string;
  /** Null for roles that cannot open the install page. */
  installHref: string | null;
}) {
  const [page, funnels] = await Promise.all([loads.page(), loads.funnels()]);
  if (page.problem) return <Problem path={path} list={list} problem={page.problem} />;
  if (page.rows.length === 0) return <CustomersEmpty path={path} list={list} installHref={installHref} />;
  const names = new Map(funnels.map((funnel) => [funnel.id, funnel.title ?? funnel.alias]));
  const rows = page.rows.map(({ id, firstFunnelId, lastFunnelId, ...row }) => ({
    ...row,
    shownId: shownId(id),
    firstFunnel: (firstFunnelId && names.get(firstFunnelId)) ?? null,
    lastFunnel: (lastFunnelId && names.get(lastFunnelId)) ?? null,
  }));
  return (
    <>
      <NewPerDay href={`${perDayHref}?${listQuery({ ...list, columns: [], size: 50 })}`} />
      <CustomerTable path={path} list={list} rows={rows} />
      <TableFooter
        shown={page.previousCursor ? `${rows.length} customers` : `1–${rows.length}`}
        total={
          <Suspense key={listQuery(list, { cursor: null })}>
            <CustomerCount loads={loads} before=" of " />
          </Suspense>
        }
        previousHref={page.previousCursor ? listHref(path, list, { cursor: page.previousCursor }) : undefined}
        nextHref={page.nextCursor ? listHref(path, list, { cursor: page.nextCursor }) : undefined}
        size={list.size}
        sizes={pageSizes.map((size) => ({ size, href: listHref(path, list, { size }) }))}
        hints={[
          { keys: ["J", "K"], label: "move" },
          { keys: ["Enter"], label: "open" },
          { keys: ["F"], label: "filter" },
          { keys: ["?"], label: "all keys" },
        ]}
      />
    </>
  );
}

export function CustomerListSkeleton({ path, list }: { path: string; list: List }) {
  return (
    <>
      <NewPerDaySpace />
      <CustomerTableSkeleton path={path} list={list} />
      <div className="h-10 flex-none border-t border-border pointer-coarse:h-12" />
    </>
  );
}

function Problem({ path, list, problem }: { path: string; list: List; problem: "cursor" | "time" }) {
  return (
    <NoMatch
      title={problem === "cursor" ? "This page link is damaged" : "This took too long"}
      lead={
        problem === "cursor"
          ? "The place in the list that it names does not exist. The filters are still good."
          : "Narrow the filter, for instance to fewer days, and try again."
      }
      chips={filterChips(path, list)}
      actions={<ButtonLink href={listHref(path, list)}>Open the first page</ButtonLink>}
    />
  );
}

/** "1.2 million" */
const roundNumber = new Intl.NumberFormat("en", {
  notation: "compact",
  compactDisplay: "long",
  maximumSignificantDigits: 2,
});

/** How many match, where any do. Nothing when that could not be said: the list's card tells why it failed. */
export async function CustomerCount({ loads, before = "" }: { loads: ListLoads; before?: string }) {
  const found = await Promise.all([loads.page(), loads.count()]).catch(() => null);
  const [page, counted] = found ?? [];
  if (!page || page.rows.length === 0 || !counted) return null;
  const { count, isExact } = counted;
  if (count < 100_000) return `${before}${isExact ? "" : "about "}${count.toLocaleString("en")}`;
  return `${before}about ${roundNumber.format(count)}`;
}
