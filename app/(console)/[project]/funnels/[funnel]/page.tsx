import type { Metadata } from "next";
import { Suspense } from "react";
import { FunnelFacts } from "@/components/funnels/funnel-facts";
import { FunnelHeader } from "@/components/funnels/funnel-header";
import { FunnelReportPanels, FunnelReportSkeleton } from "@/components/funnels/funnel-report";
import { PaidPerDay } from "@/components/funnels/paid-per-day";
import { RangeSwitch } from "@/components/funnels/range-switch";
import { CardBoundary } from "@/components/shell/card-boundary";
import { Page } from "@/components/shell/page";
import { Story } from "@/components/shell/story";
import { showId } from "@/lib/core/ids";
import { getFunnelReport } from "@/lib/funnels/queries";
import { funnelRanges, funnelSearch } from "@/lib/funnels/schema";
import { once } from "@/lib/http/once";
import { funnelPage } from "@/lib/http/records";
import { sumFunnelDays } from "@/lib/transactions/per-day";

type Props = {
  params: Promise<{ project: string; funnel: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { project, funnel: id } = await params;
  const { funnel } = await funnelPage(project, id);
  return { title: funnel.title ?? funnel.alias };
}

export default async function FunnelPage({ params, searchParams }: Props) {
  const { project, funnel: id } = await params;
  const { ctx, funnel, links } = await funnelPage(project, id);
  const { days, preview: environment } = funnelSearch.parse(await searchParams);
  const shownId = showId("funnel", funnel.id);
  const kept = environment === "preview" ? "&preview=1" : "";
  const report = once(() => getFunnelReport(ctx, funnel, { environment, range: days }));
  const paid = async () => {
    const counted = (await report()).days.map(({ day }) => day);
    return sumFunnelDays(ctx, { funnelId: funnel.id, environment, days: counted });
  };
  return (
    <Page
      path={[{ href: links.funnels, label: "Funnels" }]}
      title={funnel.title ?? funnel.alias}
      preview={environment === "preview" ? "on" : "off"}
    >
      <FunnelHeader
        funnel={funnel}
        shownId={shownId}
        now={ctx.clock.now()}
        range={
          <RangeSwitch
            ranges={funnelRanges}
            days={days}
            href={(range) => `${links.funnel(funnel.id)}?days=${range}${kept}`}
          />
        }
      />
      <div className="border-t border-border">
        <Story
          factsLabel="Facts about this funnel"
          facts={<FunnelFacts funnel={funnel} shownId={shownId} report={report} />}
        >
          <CardBoundary what="The counts">
            <Suspense key={`${days} ${environment}`} fallback={<FunnelReportSkeleton />}>
              <FunnelReportPanels report={report} days={days} />
            </Suspense>
          </CardBoundary>
          <CardBoundary what="What was paid">
            <Suspense key={`${days} ${environment}`}>
              <PaidPerDay load={paid} />
            </Suspense>
          </CardBoundary>
        </Story>
      </div>
    </Page>
  );
}
