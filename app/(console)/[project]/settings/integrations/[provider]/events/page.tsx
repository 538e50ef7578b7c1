import type { Metadata } from "next";
import { Suspense } from "react";
import { providerNames } from "@/components/customers/provider-names";
import { ErrorGroups } from "@/components/inbound-events/error-groups";
import { inboundChips } from "@/components/inbound-events/inbound-chips";
import { InboundEvents } from "@/components/inbound-events/inbound-events";
import { InboundFilterMenu } from "@/components/inbound-events/inbound-filter";
import { InboundTableSkeleton } from "@/components/inbound-events/inbound-table";
import { listHref, listQuery, plainList } from "@/components/inbound-events/inbound-url";
import { counted } from "@/components/inbound-events/inbound-words";
import { ProviderFrame } from "@/components/inbound-events/provider-frame";
import { RetryEvents } from "@/components/inbound-events/retry-events";
import { UnknownProducts } from "@/components/inbound-events/unknown-products";
import { CardBoundary } from "@/components/shell/card-boundary";
import { Nothing } from "@/components/shell/empty-state";
import { FilterBar } from "@/components/shell/filter-bar";
import { showId } from "@/lib/core/ids";
import { providerPage } from "@/lib/http/records";
import { askedOf } from "@/lib/inbound-events/asked";
import { unknownProduct } from "@/lib/inbound-events/products";
import { listErrorGroups, listInboundEvents } from "@/lib/inbound-events/queries";
import { inboundList } from "@/lib/inbound-events/schema";
import { listUnknownProducts } from "@/lib/inbound-events/sold-products";
import { troubleOf } from "@/lib/inbound-events/troubles";
import { listTypesReceived } from "@/lib/inbound-events/types-received";
import { retryInboundAction } from "../../events/actions";

export const metadata: Metadata = { title: "Events received" };

type Props = {
  params: Promise<{ project: string; provider: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const titleOf = (code: string) => troubleOf(code).title;

export default async function InboundEventsPage({ params, searchParams }: Props) {
  const { project, provider: asked } = await params;
  const { ctx, provider, integration, links, frame, disabledReason } = await providerPage(project, asked);
  const name = providerNames[provider];
  if (!integration)
    return (
      <ProviderFrame {...frame} name={name}>
        <Nothing>{name} is not set up, so it has sent nothing.</Nothing>
      </ProviderFrame>
    );
  const list = inboundList.parse(await searchParams);
  const path = `${links.integration(provider)}/events`;
  const [types, groups] = await Promise.all([
    listTypesReceived(ctx, integration.id),
    listErrorGroups(ctx, integration.id),
  ]);
  const unknown = groups?.some(({ errorCode }) => errorCode === unknownProduct)
    ? await listUnknownProducts(ctx, integration.id)
    : [];
  return (
    <ProviderFrame {...frame} name={name}>
      <ErrorGroups
        path={path}
        groups={groups}
        detailOf={({ errorCode }) =>
          errorCode === unknownProduct &&
          unknown.length > 0 && (
            <UnknownProducts products={unknown} path={`${links.integration(provider)}/products`} />
          )
        }
        toolsOf={({ errorCode, parked }) =>
          parked > 0 && (
            <RetryEvents
              slug={project}
              input={{ integration: showId("integration", integration.id), errorCode }}
              retry={retryInboundAction}
              words={`Retry ${counted(parked, "event")}`}
              disabledReason={disabledReason}
            />
          )
        }
      />
      <FilterBar
        button={
          <InboundFilterMenu
            path={path}
            list={list}
            types={types}
            titleOf={titleOf}
            errors={groups?.map(({ errorCode }) => errorCode) ?? []}
          />
        }
        chips={inboundChips(path, list, titleOf)}
        clearHref={listHref(path, plainList)}
      />
      <CardBoundary what="The events">
        <Suspense key={listQuery(list)} fallback={<InboundTableSkeleton rows={10} />}>
          <InboundEvents
            path={path}
            list={list}
            name={name}
            load={() =>
              listInboundEvents(ctx, askedOf(ctx, integration.id, list.filter), {
                limit: list.size,
                cursor: list.cursor,
              })
            }
            hrefOf={links.inboundEvent}
            titleOf={titleOf}
          />
        </Suspense>
      </CardBoundary>
    </ProviderFrame>
  );
}
