import type { Metadata } from "next";
import { Suspense } from "react";
import { ColumnsMenu } from "@/components/customers/columns-menu";
import {
  CustomerCount,
  CustomerList,
  CustomerListSkeleton,
  type ListLoads,
} from "@/components/customers/customer-list";
import { filterChips } from "@/components/customers/filter-chips";
import { FilterMenu } from "@/components/customers/filter-menu";
import { listHref, listQuery, noFilter } from "@/components/customers/list-url";
import { CardBoundary } from "@/components/shell/card-boundary";
import { FilterBar } from "@/components/shell/filter-bar";
import { LivePill } from "@/components/shell/live-pill";
import { Page } from "@/components/shell/page";
import { ButtonLink } from "@/components/ui/button";
import { showId } from "@/lib/core/ids";
import { log } from "@/lib/core/log";
import { roleCan } from "@/lib/core/permissions";
import { countCustomers } from "@/lib/customers/count";
import { listCustomers, listFunnelChoices, placeOf } from "@/lib/customers/queries";
import { customerList, type CustomerList as List, optionalColumns } from "@/lib/customers/schema";
import { once } from "@/lib/http/once";
import { projectCtx } from "@/lib/http/session";
import { listTagChoices } from "@/lib/tags/queries";

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
  const loads = {
    page: once(() => listCustomers(ctx, list)),
    funnels: once(() => listFunnelChoices(ctx)),
    count: once(() => countCustomers(ctx, list.filter)),
  };
  return (
    <Page
      title="Customers"
      fill
      preview={list.filter.environment === "preview" ? "on" : "off"}
      aside={
        <Suspense key={listQuery(list, { cursor: null })}>
          <CustomerCount loads={loads} />
        </Suspense>
      }
    >
      <FilterBar
        button={
          <Suspense fallback={<span className="block h-(--control) w-18" />}>
            <FilterMenuOf
              path={path}
              list={list}
              funnels={loads.funnels}
              tags={() => listTagChoices(ctx)}
              today={ctx.clock.now().toISOString().slice(0, 10)}
            />
          </Suspense>
        }
        chips={filterChips(path, list)}
        clearHref={listHref(path, list, noFilter)}
        end={
          <>
            {!list.sort.isAscending && (
              <Suspense>
                <NewPill door={door} list={list} page={loads.page} />
              </Suspense>
            )}
            <ButtonLink variant="ghost" href={`${path}/duplicates`} hotkey="g d">
              Duplicates
            </ButtonLink>
            <ColumnsMenu path={path} list={list} columns={optionalColumns} />
          </>
        }
      />
      <CardBoundary what="The customers">
        <Suspense fallback={<CustomerListSkeleton path={path} list={list} />}>
          <CustomerList
            path={path}
            perDayHref={`${door}/per-day`}
            list={list}
            loads={loads}
            shownId={(id) => showId("profile", id)}
            installHref={roleCan(role, "install:read") ? `/${slug}/developers/install` : null}
          />
        </Suspense>
      </CardBoundary>
    </Page>
  );
}

/** Says where the funnels could not be loaded; the list's card, which needs them too, fails and is logged. */
async function FilterMenuOf({
  funnels,
  tags,
  ...menu
}: {
  path: string;
  list: List;
  funnels: ListLoads["funnels"];
  tags: () => Promise<string[]>;
  today: string;
}) {
  const choices = await Promise.all([funnels(), tags()]).catch((error: unknown) => {
    log.warn("the choices of the filter could not be loaded", { error });
    return null;
  });
  return (
    <FilterMenu
      {...menu}
      funnels={choices?.[0].map(({ alias, title }) => ({ alias, title })) ?? null}
      tags={choices?.[1] ?? []}
    />
  );
}

/** On the first page: asks for those newer than its first row. */
async function NewPill({ door, list, page }: { door: string; list: List; page: ListLoads["page"] }) {
  const shown = await page().catch(() => null);
  const [first] = shown?.previousCursor ? [] : (shown?.rows ?? []);
  if (!first) return null;
  return <LivePill href={`${door}/new?${listQuery(list, { cursor: placeOf(first, list.sort.by) })}`} />;
}
