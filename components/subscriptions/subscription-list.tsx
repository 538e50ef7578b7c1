import { Suspense } from "react";
import { FirstRun, NoMatch } from "@/components/shell/empty-state";
import { TableFooter } from "@/components/shell/table-footer";
import { ButtonLink } from "@/components/ui/button";
import { Banknote, Clock, Repeat } from "@/components/ui/icons";
import type { Count } from "@/lib/subscription-list/count";
import type { ListedSubscriptions } from "@/lib/subscription-list/queries";
import { type SubscriptionList as List, noFilter, pageSizes } from "@/lib/subscription-list/schema";
import { filterChips } from "./filter-chips";
import { hasFilter, listHref, listQuery } from "./list-url";
import { type SubscriptionLine, SubscriptionTable, SubscriptionTableSkeleton } from "./subscription-table";
import { countWords } from "./view-tabs";

export type ListLoads = {
  page: () => Promise<ListedSubscriptions>;
  count: () => Promise<Count | null>;
  /** The project's time. */
  now: () => Promise<Date>;
};

/** One page of the subscriptions that match, and the way to other pages below. */
export async function SubscriptionList({
  path,
  list,
  loads,
  lineOf,
}: {
  path: string;
  list: List;
  loads: ListLoads;
  lineOf: (row: ListedSubscriptions["rows"][number]) => SubscriptionLine;
}) {
  const [page, now] = await Promise.all([loads.page(), loads.now()]);
  if (page.problem) return <Problem path={path} list={list} problem={page.problem} />;
  if (page.rows.length === 0) return <Empty path={path} list={list} />;
  const rows = page.rows.map(lineOf);
  return (
    <>
      <SubscriptionTable path={path} list={list} rows={rows} now={now} />
      <TableFooter
        shown={page.previousCursor ? `${rows.length} subscriptions` : `1–${rows.length}`}
        total={
          <Suspense key={listQuery(list, { cursor: null })}>
            <SubscriptionCount loads={loads} before=" of " />
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

export function SubscriptionListSkeleton({ path, list }: { path: string; list: List }) {
  return (
    <>
      <SubscriptionTableSkeleton path={path} list={list} />
      <div className="h-10 flex-none border-t border-border pointer-coarse:h-12" />
    </>
  );
}

/** How many match. Nothing when that could not be said. */
export async function SubscriptionCount({ loads, before = "" }: { loads: ListLoads; before?: string }) {
  const counted = await loads.count();
  return counted && counted.count > 0 ? `${before}${countWords(counted)}` : null;
}

function Problem({ path, list, problem }: { path: string; list: List; problem: "cursor" | "time" }) {
  return (
    <NoMatch
      title={problem === "cursor" ? "This page link is damaged" : "This took too long"}
      lead={
        problem === "cursor"
          ? "The place in the list that it names does not exist. The filters are still good."
          : "Narrow the filter, for instance to one status, and try again."
      }
      chips={filterChips(path, list)}
      actions={<ButtonLink href={listHref(path, list)}>Open the first page</ButtonLink>}
    />
  );
}

function Empty({ path, list }: { path: string; list: List }) {
  const isPreview = list.filter.environment === "preview";
  if (hasFilter(list.filter) || list.filter.view !== "all" || list.cursor) {
    const chips = filterChips(path, list);
    return (
      <NoMatch
        title={chips.length > 1 ? "No subscription matches all of these" : "No subscription is here"}
        lead={isPreview ? "Only preview data is searched while it is shown." : undefined}
        chips={chips}
        actions={<ButtonLink href={listHref(path, list, { ...noFilter, view: "all" })}>Show all</ButtonLink>}
      />
    );
  }
  if (isPreview)
    return (
      <NoMatch
        title="No preview subscriptions yet"
        lead="What is bought in preview mode shows here and stays out of lists and totals."
        chips={[]}
        actions={
          <ButtonLink href={listHref(path, list, { environment: "production" })}>
            Hide preview data
          </ButtonLink>
        }
      />
    );
  return (
    <FirstRun
      title="Every subscription stands here"
      lead="From the moment that a checkout starts one by the API, with what happens to it next."
      points={[
        {
          icon: <Repeat aria-hidden />,
          text: "All statuses that hold at once, and why access is there or not",
        },
        { icon: <Clock aria-hidden />, text: "When it is looked at next, and what will be done then" },
        { icon: <Banknote aria-hidden />, text: "What it costs, and which period is paid" },
      ]}
      actions={
        <ButtonLink variant="primary" href={`${path.replace(/\/subscriptions$/, "")}/developers/api`}>
          Read how to start one
        </ButtonLink>
      }
    />
  );
}
