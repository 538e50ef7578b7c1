import type { Metadata } from "next";
import { Suspense } from "react";
import { CardBoundary } from "@/components/shell/card-boundary";
import { Page } from "@/components/shell/page";
import { Panel } from "@/components/shell/side-card";
import { ActionsMenu } from "@/components/subscriptions/actions-menu";
import { SubscriptionCard } from "@/components/subscriptions/subscription-card";
import { SubscriptionHeader } from "@/components/subscriptions/subscription-header";
import { SupportHost } from "@/components/support/support-host";
import { Timeline, TimelineSkeleton } from "@/components/timeline/timeline";
import { can } from "@/lib/core/permissions";
import { findCustomer } from "@/lib/customers/customer";
import { once } from "@/lib/http/once";
import { subscriptionPage } from "@/lib/http/records";
import { subscriptionLoads } from "@/lib/http/subscription-loads";
import { simulatorSearch } from "@/lib/subscription-list/schema";
import { listSubscriptionTimeline } from "@/lib/subscription-list/timeline";
import { projectTerrain } from "@/lib/subscriptions/project-time";
import { getActions } from "@/lib/support/queries";
import {
  cancelAction,
  chargeAction,
  deferAction,
  discountAction,
  migrateAction,
  pauseAction,
  refundAction,
  resumeAction,
  uncancelAction,
} from "../../support/actions";

const mostOrders = 100;
const acts = {
  refund: refundAction,
  cancel: cancelAction,
  uncancel: uncancelAction,
  pause: pauseAction,
  resume: resumeAction,
  defer: deferAction,
  discount: discountAction,
  charge_now: chargeAction,
  migrate: migrateAction,
};

type Props = {
  params: Promise<{ project: string; subscription: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { project, subscription: id } = await params;
  const { subscription } = await subscriptionPage(project, id);
  return { title: `${subscription.pricePoint.ident}, ${subscription.customer?.email ?? "subscription"}` };
}

export default async function SubscriptionPage({ params, searchParams }: Props) {
  const { project, subscription: id } = await params;
  const search = simulatorSearch.parse(await searchParams);
  const { ctx, subscription, links } = await subscriptionPage(project, id);
  const { row, customer: buyer } = subscription;
  const mayAct = can(ctx.actor, "subscriptions:write");
  const [{ now }, customer, actions] = await Promise.all([
    projectTerrain(ctx),
    row.profileId ? findCustomer(ctx, row.profileId) : null,
    mayAct && row.phase !== "expired" ? getActions(ctx, row.id) : [],
  ]);
  const { view, ...loads } = subscriptionLoads(ctx, subscription, search, mostOrders);
  const path = links.subscription(row.id);
  return (
    <Page
      path={[
        { href: links.subscriptions, label: "Subscriptions" },
        ...(buyer ? [{ href: links.customer(buyer.id), label: buyer.email ?? "Anonymous visitor" }] : []),
      ]}
      title={view.pricePoint}
    >
      <SubscriptionHeader
        view={view}
        customer={buyer && { name: buyer.email ?? buyer.userId, href: links.customer(buyer.id) }}
        funnel={
          subscription.funnel && {
            name: subscription.funnel.title ?? subscription.funnel.alias,
            href: links.funnel(subscription.funnel.id),
          }
        }
      />
      {mayAct && <SupportHost slug={project} acts={acts} />}
      <div className="px-(--gutter) pb-4">
        <SubscriptionCard
          view={view}
          {...loads}
          now={now}
          path={path}
          search={search}
          subscriptionHref={(shown) => `${links.subscriptions}/${shown}`}
          sessionHref={row.sessionId ? links.session(row.sessionId) : undefined}
          transactionsHref={buyer ? links.transactions(buyer.id) : undefined}
          actions={
            actions.length > 0 && (
              <ActionsMenu subscription={view.id} name={view.pricePoint} actions={actions} />
            )
          }
        />
      </div>
      {customer && (
        <Panel title="Timeline" lead="What happened to this subscription">
          <CardBoundary what="The timeline">
            <Suspense fallback={<TimelineSkeleton />}>
              <Timeline
                page={once(() => listSubscriptionTimeline(ctx, customer, view.id))}
                path={links.customer(customer.id)}
                search={{ kind: "all", order: "happened" }}
                today={ctx.clock.now()}
                links={links}
                mayUnmerge={false}
                mayReadInbound={false}
              />
            </Suspense>
          </CardBoundary>
        </Panel>
      )}
    </Page>
  );
}
