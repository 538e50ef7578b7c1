import type { Metadata } from "next";
import { Suspense } from "react";
import { ColumnsMenu } from "@/components/customers/columns-menu";
import { CustomerTable } from "@/components/customers/customer-table";
import { CustomersEmpty } from "@/components/customers/customers-empty";
import { filterChips } from "@/components/customers/filter-chips";
import { FilterMenu } from "@/components/customers/filter-menu";
import { listHref, listQuery, noFilter } from "@/components/customers/list-url";
import { NewPerDay } from "@/components/customers/new-per-day";
import { NoMatch } from "@/components/shell/empty-state";
import { FilterBar } from "@/components/shell/filter-bar";
import { LivePill } from "@/components/shell/live-pill";
import { Page } from "@/components/shell/page";
import { TableFooter } from "@/components/shell/table-footer";
import { ButtonLink } from "@/components/ui/button";
import type { Ctx } from "@/lib/core/ctx";
import { showId } from "@/lib/core/ids";
import { roleCan } from "@/lib/core/permissions";
import { countCustomers } from "@/lib/customers/count";
import { listCustomers, listFunnelChoices, placeOf } from "@/lib/customers/queries";
import { type CustomerFilter, customerList, optionalColumns, pageSizes } from "@/lib/customers/schema";
import { projectCtx } from "@/lib/http/session";

export const metadata: Metadata = { title: "Customers" };

type Props = {
  params: Promise<{ project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function CustomersPage({ params, searchParams }: Props) {
  const { project: slug } = await params;
  const { ctx, role } = await projectCtx(slug, "customers:read");
  const list = customerList.parse(await searchParams);
  const path = `/${slug}/customers`;
  const door = `/api/console/${slug}/customers`;
  const [page, funnels] = await Promise.all([listCustomers(ctx, list), listFunnelChoices(ctx)]);
  const names = new Map(funnels.map((funnel) => [funnel.id, funnel.title ?? funnel.alias]));
  const chips = filterChips(path, list);
  const rows = page.rows.map(({ id, firstFunnelId, lastFunnelId, ...row }) => ({
    ...row,
    shownId: showId("profile", id),
    firstFunnel: (firstFunnelId && names.get(firstFunnelId)) ?? null,
    lastFunnel: (lastFunnelId && names.get(lastFunnelId)) ?? null,
  }));
  const [first] = page.rows;
  const isTop = !page.previousCursor && !list.sort.isAscending;
  const query = listQuery(list);
  return (
    <Page
      title="Customers"
      fill
      preview={list.filter.environment === "preview" ? "on" : "off"}
      aside={
        rows.length > 0 && (
          <Suspense key={query}>
            <CustomerCount ctx={ctx} filter={list.filter} />
          </Suspense>
        )
      }
    >
      <FilterBar
        button={
          <FilterMenu
            path={path}
            list={list}
            funnels={funnels.map(({ alias, title }) => ({ alias, title }))}
            today={ctx.clock.now().toISOString().slice(0, 10)}
          />
        }
        chips={chips}
        clearHref={listHref(path, list, noFilter)}
        end={
          <>
            {first && isTop && (
              <LivePill href={`${door}/new?${listQuery(list, { cursor: placeOf(first, list.sort.by) })}`} />
            )}
            <ColumnsMenu path={path} list={list} columns={optionalColumns} />
          </>
        }
      />
      {page.problem ? (
        <NoMatch
          title={page.problem === "cursor" ? "This page link is damaged" : "This took too long"}
          lead={
            page.problem === "cursor"
              ? "The place in the list that it names does not exist. The filters are still good."
              : "Narrow the filter, for instance to fewer days, and try again."
          }
          chips={chips}
          actions={<ButtonLink href={listHref(path, list)}>Open the first page</ButtonLink>}
        />
      ) : rows.length === 0 ? (
        <CustomersEmpty
          path={path}
          list={list}
          installHref={roleCan(role, "install:read") ? `/${slug}/developers/install` : null}
        />
      ) : (
        <>
          <NewPerDay href={`${door}/per-day?${listQuery({ ...list, columns: [], size: 50 })}`} />
          <CustomerTable path={path} list={list} rows={rows} />
          <TableFooter
            shown={page.previousCursor ? `${rows.length} customers` : `1–${rows.length}`}
            previousHref={
              page.previousCursor ? listHref(path, list, { cursor: page.previousCursor }) : undefined
            }
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
      )}
    </Page>
  );
}

/** "1.2 million" */
const roundNumber = new Intl.NumberFormat("en", {
  notation: "compact",
  compactDisplay: "long",
  maximumSignificantDigits: 2,
});

async function CustomerCount({ ctx, filter }: { ctx: Ctx; filter: CustomerFilter }) {
  const counted = await countCustomers(ctx, filter);
  if (!counted) return null;
  const { count, isExact } = counted;
  if (count < 100_000) return `${isExact ? "" : "about "}${count.toLocaleString("en")}`;
  return `about ${roundNumber.format(count)}`;
}
