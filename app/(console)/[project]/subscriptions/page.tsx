import type { Metadata } from "next";
import { Suspense } from "react";
import { CardBoundary } from "@/components/shell/card-boundary";
import { FilterBar } from "@/components/shell/filter-bar";
import { Page } from "@/components/shell/page";
import { filterChips } from "@/components/subscriptions/filter-chips";
import { FilterMenu } from "@/components/subscriptions/filter-menu";
import { listHref, listQuery } from "@/components/subscriptions/list-url";
import {
  SubscriptionCount,
  SubscriptionList,
  SubscriptionListSkeleton,
} from "@/components/subscriptions/subscription-list";
import { CountedViewTabs, Numbers, NumbersSkeleton, ViewTabs } from "@/components/subscriptions/view-tabs";
import { buttonStyle } from "@/components/ui/button";
import { Download } from "@/components/ui/icons";
import type { Ctx } from "@/lib/core/ctx";
import { log } from "@/lib/core/log";
import { can } from "@/lib/core/permissions";
import { listFunnelChoices } from "@/lib/customers/queries";
import { linksOf } from "@/lib/http/links";
import { once } from "@/lib/http/once";
import { projectCtx } from "@/lib/http/session";
import { countSubscriptions, countViews, endingSoon } from "@/lib/subscription-list/count";
import { listPricePointChoices, listSubscriptions } from "@/lib/subscription-list/queries";
import { type SubscriptionList as List, noFilter, subscriptionList } from "@/lib/subscription-list/schema";
import { projectTerrain } from "@/lib/subscriptions/project-time";
import { viewOf } from "@/lib/subscriptions/view";

export const metadata: Metadata = { title: "Subscriptions" };

type Props = {
  params: Promise<{ project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function SubscriptionsPage({ params, searchParams }: Props) {
  const { project: slug } = await params;
  const { ctx } = await projectCtx(slug, "billing:read");
  const list = subscriptionList.parse(await searchParams);
  const { filter } = list;
  const links = linksOf(slug);
  const path = links.subscriptions;
  const now = once(async () => (await projectTerrain(ctx)).now);
  const loads = {
    now,
    page: once(() => listSubscriptions(ctx, list)),
    count: once(async () => {
      try {
        return await countSubscriptions(ctx, filter, await now());
      } catch (error) {
        log.warn("the subscriptions could not be counted", { error });
        return null;
      }
    }),
  };
  const ending = endingSoon(filter.environment);
  const counted = once(async () => ({
    views: await countViews(ctx, filter.environment),
    ending: await countSubscriptions(ctx, ending, await now()),
  }));
  const tabs = {
    path,
    filter,
    end: can(ctx.actor, "billing:export") && (
      <a href={`/api/console${path}/csv?${listQuery(list)}`} download className={buttonStyle({})}>
        <Download aria-hidden className="size-3.5" />
        Export
      </a>
    ),
  };
  return (
    <Page
      title="Subscriptions"
      fill
      preview={filter.environment === "preview" ? "on" : "off"}
      aside={
        <Suspense key={listQuery(list)}>
          <SubscriptionCount loads={loads} />
        </Suspense>
      }
    >
      <CardBoundary what="The numbers">
        <Suspense fallback={<NumbersSkeleton />}>
          <Numbers path={path} environment={filter.environment} ending={ending} load={counted} />
        </Suspense>
      </CardBoundary>
      <Suspense fallback={<ViewTabs {...tabs} />}>
        <CountedViewTabs {...tabs} load={counted} />
      </Suspense>
      <FilterBar
        button={
          <Suspense fallback={<span className="block h-(--control) w-18" />}>
            <FilterMenuOf ctx={ctx} path={path} list={list} />
          </Suspense>
        }
        chips={filterChips(path, list)}
        clearHref={listHref(path, list, noFilter)}
      />
      <CardBoundary what="The subscriptions">
        <Suspense fallback={<SubscriptionListSkeleton path={path} list={list} />}>
          <SubscriptionList
            path={path}
            list={list}
            loads={loads}
            lineOf={(row) => ({
              view: viewOf(row),
              href: links.subscription(row.row.id),
              customer: row.customer && { name: row.customer.email ?? row.customer.userId },
              funnel: row.funnel && { name: row.funnel.title ?? row.funnel.alias },
            })}
          />
        </Suspense>
      </CardBoundary>
    </Page>
  );
}

/** Without its choices the filter still has its other fields. */
async function FilterMenuOf({ ctx, path, list }: { ctx: Ctx; path: string; list: List }) {
  const [pricePoints, funnels] = await Promise.all([
    listPricePointChoices(ctx),
    listFunnelChoices(ctx),
  ]).catch((error: unknown) => {
    log.warn("the choices of the filter could not be loaded", { error });
    return [[], []];
  });
  return <FilterMenu path={path} list={list} pricePoints={pricePoints} funnels={funnels} />;
}
