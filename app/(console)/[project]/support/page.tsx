import type { Metadata } from "next";
import { Suspense } from "react";
import { CardBoundary } from "@/components/shell/card-boundary";
import { Page } from "@/components/shell/page";
import { SideCardSkeleton } from "@/components/shell/side-card";
import { AttentionRail } from "@/components/support/attention-rail";
import { DecideHost } from "@/components/support/decide-host";
import { Finder } from "@/components/support/finder";
import { LatestPayments, LatestPaymentsSkeleton, PaymentFilters } from "@/components/support/latest-payments";
import { UnparkButton } from "@/components/support/unpark-button";
import { EndpointTrouble } from "@/components/webhooks/endpoint-trouble";
import { showId } from "@/lib/core/ids";
import { can, roleCan } from "@/lib/core/permissions";
import { linksOf } from "@/lib/http/links";
import { projectCtx } from "@/lib/http/session";
import { listAttention } from "@/lib/support/attention";
import { supportSearch } from "@/lib/support/schema";
import { listLatestPayments } from "@/lib/transactions/latest-payments";
import { listTroubledEndpoints } from "@/lib/webhooks/queries";
import { decideAction, unparkAction } from "./actions";

export const metadata: Metadata = { title: "Support" };

type Props = {
  params: Promise<{ project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function SupportPage({ params, searchParams }: Props) {
  const { project } = await params;
  const { ctx, role } = await projectCtx(project, "billing:read");
  const search = supportSearch.parse(await searchParams);
  const links = linksOf(project);
  const { show: filter, above, cursor } = search;
  const aboveUsdMinor = above === undefined ? undefined : BigInt(above) * 100n;
  const mayDecide = roleCan(role, "billing:refund");
  const mayUnpark = roleCan(role, "subscriptions:write");
  return (
    <Page title="Support">
      <div className="grid gap-x-6 gap-y-4 px-(--gutter) py-4 lg:grid-cols-[minmax(0,1fr)_14rem]">
        <div className="grid min-w-0 content-start gap-3">
          <Finder slug={project} />
          <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2">
            <h2>Latest payments</h2>
            <PaymentFilters path={links.support} search={search} />
          </div>
          <CardBoundary what="Latest payments">
            <Suspense key={`${filter} ${above} ${cursor}`} fallback={<LatestPaymentsSkeleton />}>
              <LatestPayments
                load={() => listLatestPayments(ctx, { filter, aboveUsdMinor }, { cursor, limit: 25 })}
                links={links}
                search={search}
                shownIds={({ id, customer }) => ({
                  customer: customer ? showId("profile", customer.id) : "",
                  transaction: showId("transaction", id),
                })}
              />
            </Suspense>
          </CardBoundary>
        </div>
        <aside aria-label="Needs attention" className="min-w-0 max-lg:-mx-(--gutter) [&>section]:border-0">
          <CardBoundary what="Needs attention">
            <Suspense fallback={<SideCardSkeleton title="Needs attention" labels={["", ""]} />}>
              <AttentionRail
                load={() => listAttention(ctx)}
                links={links}
                mayDecide={mayDecide}
                shownAttempt={(id) => showId("attempt", id)}
                toolFor={(id) =>
                  mayUnpark && (
                    <UnparkButton
                      slug={project}
                      subscription={showId("subscription", id)}
                      unpark={unparkAction}
                    />
                  )
                }
              />
            </Suspense>
          </CardBoundary>
          {can(ctx.actor, "webhooks:read") && (
            <CardBoundary what="The webhook endpoints">
              <Suspense>
                <EndpointTrouble load={() => listTroubledEndpoints(ctx)} hrefOf={links.endpoint} />
              </Suspense>
            </CardBoundary>
          )}
        </aside>
      </div>
      {mayDecide && <DecideHost slug={project} decide={decideAction} />}
    </Page>
  );
}
