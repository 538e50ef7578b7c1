import { FunnelReportSkeleton } from "@/components/funnels/funnel-report";
import { Page } from "@/components/shell/page";
import { PageHeaderSkeleton } from "@/components/shell/page-header";
import { Story } from "@/components/shell/story";

export default function FunnelLoading() {
  return (
    <Page title="Funnel">
      <PageHeaderSkeleton />
      <div className="border-t border-border">
        <Story factsLabel="Facts about this funnel" facts={null}>
          <FunnelReportSkeleton />
        </Story>
      </div>
    </Page>
  );
}
