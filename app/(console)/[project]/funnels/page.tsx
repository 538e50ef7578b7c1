import type { Metadata } from "next";
import { Suspense } from "react";
import { FunnelsSkeleton, FunnelsTable } from "@/components/funnels/funnels-table";
import { RangeSwitch } from "@/components/funnels/range-switch";
import { CardBoundary } from "@/components/shell/card-boundary";
import { Page } from "@/components/shell/page";
import { roleCan } from "@/lib/core/permissions";
import { listFunnels } from "@/lib/funnels/queries";
import { funnelRanges, funnelSearch } from "@/lib/funnels/schema";
import { linksOf } from "@/lib/http/links";
import { projectCtx } from "@/lib/http/session";

export const metadata: Metadata = { title: "Funnels" };

type Props = {
  params: Promise<{ project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function FunnelsPage({ params, searchParams }: Props) {
  const { project } = await params;
  const { ctx, role } = await projectCtx(project, "funnels:read");
  const { days, preview: environment } = funnelSearch.parse(await searchParams);
  const links = linksOf(project);
  const search = (range: number) => `?days=${range}${environment === "preview" ? "&preview=1" : ""}`;
  return (
    <Page title="Funnels" fill preview={environment === "preview" ? "on" : "off"}>
      <div className="flex min-h-11 flex-none items-center px-[calc(var(--gutter)-0.5625rem)]">
        <RangeSwitch ranges={funnelRanges} days={days} href={(range) => `${links.funnels}${search(range)}`} />
      </div>
      <CardBoundary what="Funnels">
        <Suspense fallback={<FunnelsSkeleton />}>
          <FunnelsTable
            list={() => listFunnels(ctx, { environment, range: days })}
            links={links}
            search={search(days)}
            installHref={roleCan(role, "install:read") ? `${links.project}/developers/install` : null}
          />
        </Suspense>
      </CardBoundary>
    </Page>
  );
}
