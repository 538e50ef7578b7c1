import { Suspense } from "react";
import { CardBoundary } from "@/components/shell/card-boundary";
import { CopyId } from "@/components/shell/copy-id";
import { Fact, Facts } from "@/components/shell/facts";
import { percent } from "@/components/shell/share-bars";
import { SideCard, SideCardSkeleton } from "@/components/shell/side-card";
import { Time } from "@/components/shell/time";
import type { Funnel, FunnelReport } from "@/lib/funnels/queries";

/** How the funnel is known, and the addresses that its visits began on. */
export function FunnelFacts({
  funnel,
  shownId,
  report,
}: {
  funnel: Funnel;
  shownId: string;
  report: () => Promise<FunnelReport>;
}) {
  return (
    <>
      <SideCard title="Funnel">
        <Facts>
          <Fact label="Alias">
            <CopyId value={funnel.alias} label="Alias" short={false} />
          </Fact>
          <Fact label="Title">{funnel.title ?? "Not sent by the page"}</Fact>
          <Fact label="Version">{funnel.version ?? "Not sent by the page"}</Fact>
          <Fact label="Funnel ID">
            <CopyId value={shownId} label="Funnel ID" />
          </Fact>
          <Fact label="First visit">
            <Time value={funnel.firstSeenAt} format="full" />
          </Fact>
          <Fact label="Last visit">
            <Time value={funnel.lastSeenAt} format="full" />
          </Fact>
        </Facts>
      </SideCard>
      <CardBoundary what="Addresses">
        <Suspense fallback={<SideCardSkeleton title="Addresses" labels={["", " "]} />}>
          <Addresses report={report} />
        </Suspense>
      </CardBoundary>
    </>
  );
}

async function Addresses({ report }: { report: () => Promise<FunnelReport> }) {
  const { shares, visits } = await report();
  return (
    <SideCard title="Addresses">
      {shares.url.length === 0 ? (
        <p className="text-text-muted">None in these days</p>
      ) : (
        <ul className="grid gap-1">
          {shares.url.slice(0, 10).map((share) => (
            <li key={share.value} className="flex items-baseline gap-3">
              <bdi className="mono min-w-0 flex-1 wrap-anywhere">
                {share.value.replace(/^https?:\/\//, "")}
              </bdi>
              <span className="text-xs text-text-muted">{percent(share.visits, visits)}</span>
            </li>
          ))}
        </ul>
      )}
      {shares.url.length > 10 && (
        <p className="pt-1 text-xs text-text-muted">and {shares.url.length - 10} more</p>
      )}
    </SideCard>
  );
}
