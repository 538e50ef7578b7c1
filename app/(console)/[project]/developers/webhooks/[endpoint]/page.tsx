import { Suspense } from "react";
import { CardBoundary } from "@/components/shell/card-boundary";
import { FilterBar } from "@/components/shell/filter-bar";
import { ButtonLink } from "@/components/ui/button";
import { RotateCw } from "@/components/ui/icons";
import { deliveryChips } from "@/components/webhooks/delivery-chips";
import { DeliveryFilterMenu } from "@/components/webhooks/delivery-filter";
import { DeliveryList } from "@/components/webhooks/delivery-list";
import { DeliveryTableSkeleton } from "@/components/webhooks/delivery-table";
import { filterPairs, listHref, listQuery, plainList } from "@/components/webhooks/delivery-url";
import { can } from "@/lib/core/permissions";
import { endpointPage } from "@/lib/http/records";
import { listDeliveries } from "@/lib/webhooks/deliveries";
import { deliveriesAsked } from "@/lib/webhooks/delivery-search";
import { deliveryList } from "@/lib/webhooks/schema";

type Props = {
  params: Promise<{ project: string; endpoint: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function DeliveriesPage({ params, searchParams }: Props) {
  const { project, endpoint: id } = await params;
  const { ctx, endpoint, links } = await endpointPage(project, id);
  const list = deliveryList.parse(await searchParams);
  const path = links.endpoint(endpoint.id);
  const { asked, customerName } = await deliveriesAsked(ctx, endpoint.id, list.filter);
  const replayQuery = filterPairs(list.filter).flatMap(([key, value]) =>
    value ? [`${key}=${encodeURIComponent(value)}`] : [],
  );
  return (
    <>
      <FilterBar
        button={<DeliveryFilterMenu path={path} list={list} />}
        chips={deliveryChips(path, list, customerName)}
        clearHref={listHref(path, plainList)}
        end={
          can(ctx.actor, "webhooks:send") &&
          endpoint.state === "active" && (
            <ButtonLink
              icon={<RotateCw aria-hidden />}
              href={[`${path}/replay`, replayQuery.join("&")].filter(Boolean).join("?")}
            >
              Replay…
            </ButtonLink>
          )
        }
      />
      <CardBoundary what="The deliveries">
        <Suspense key={listQuery(list)} fallback={<DeliveryTableSkeleton rows={10} />}>
          <DeliveryList
            path={path}
            list={list}
            customerName={customerName}
            isOn={endpoint.state === "active"}
            load={() => listDeliveries(ctx, asked, { limit: list.size, cursor: list.cursor })}
            hrefOf={links.delivery}
          />
        </Suspense>
      </CardBoundary>
    </>
  );
}
