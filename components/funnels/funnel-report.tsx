import type { ReactNode } from "react";
import { countryName } from "@/components/customers/country-name";
import { BarChart } from "@/components/shell/bar-chart";
import { Nothing } from "@/components/shell/empty-state";
import { percent, ShareBars } from "@/components/shell/share-bars";
import { Panel } from "@/components/shell/side-card";
import { Time } from "@/components/shell/time";
import { Skeleton } from "@/components/ui/skeleton";
import { Tag } from "@/components/ui/tag";
import type { FunnelReport, Share } from "@/lib/funnels/queries";
import { dayLabel } from "./day-label";
import { DropOffTable } from "./drop-off-table";

const deviceNames: Record<string, string> = {
  phone: "Phone",
  tablet: "Tablet",
  desktop: "Computer",
  other: "Unknown",
};

/** What the counted days say: visits per day, where people leave, on what and from where they come. */
export async function FunnelReportPanels({
  report,
  days,
}: {
  report: () => Promise<FunnelReport>;
  days: number;
}) {
  const { visits, completed, days: perDay, screens, worst, shares, countedAt } = await report();
  if (visits === 0) {
    return (
      <Nothing>
        {countedAt || days === 90
          ? `No visits in these ${days} days.`
          : `No visits counted in these ${days} days. Visits are counted within seconds of their arrival.`}
      </Nothing>
    );
  }
  return (
    <>
      <Panel
        title="Visits per day"
        lead={
          <>
            UTC, without bots{countedAt && ", as of "}
            {countedAt && <Time value={countedAt} format="full" />}
          </>
        }
      >
        <dl className="flex gap-8 px-(--gutter) pb-3">
          <Figure label={`visits, ${days} days`}>{visits.toLocaleString("en")}</Figure>
          <Figure label="completed">{completed.toLocaleString("en")}</Figure>
          <Figure label="of visits completed">{percent(completed, visits)}</Figure>
        </dl>
        <div className="px-(--gutter) pb-4">
          <BarChart
            caption="Visits and completed visits per day"
            series={["visits", "completed"]}
            points={perDay.map((day, place) => ({
              label: dayLabel(day.day),
              values: [day.visits, day.completed],
              part: place === perDay.length - 1,
            }))}
          />
        </div>
      </Panel>
      <Panel
        title="Where people leave"
        lead="each visit counts once per screen"
        tools={worst && <Tag>Most are lost on {worst}</Tag>}
      >
        {screens.length === 0 ? (
          <p className="px-(--gutter) pb-4 text-text-muted">
            The pages send no screens: call track("screen_presented", {"{ screen_id }"}) on each.
          </p>
        ) : (
          <DropOffTable rows={screens} visits={visits} worst={worst} />
        )}
      </Panel>
      <div className="grid border-t border-border md:grid-cols-3 md:divide-x md:divide-border-subtle">
        <SharePanel
          title="Device"
          shares={shares.device}
          total={visits}
          name={(value) => deviceNames[value] ?? value}
        />
        <SharePanel
          title="Browser"
          shares={shares.browser}
          total={visits}
          name={(value) => value || "Unknown"}
        />
        <SharePanel title="Country" shares={shares.country} total={visits} name={countryName} />
      </div>
    </>
  );
}

export function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-col-reverse">
      <dt className="text-xs text-text-muted">{label}</dt>
      <dd className="text-lg font-semibold tracking-[-0.01em]">{children}</dd>
    </div>
  );
}

const shownShares = 6;

function SharePanel({
  title,
  shares,
  total,
  name,
}: {
  title: string;
  shares: Share[];
  total: number;
  name: (value: string) => string;
}) {
  const rest = shares.slice(shownShares).reduce((sum, share) => sum + share.visits, 0);
  const shown = shares
    .slice(0, shownShares)
    .map((share) => ({ label: name(share.value), count: share.visits }));
  return (
    <section className="min-w-0 px-(--gutter) pt-3 pb-4 max-md:border-b max-md:border-border-subtle">
      <h2 className="pb-1 text-xs">{title}</h2>
      <ShareBars
        label={title}
        total={total}
        shares={rest > 0 ? [...shown, { label: "Others", count: rest }] : shown}
      />
    </section>
  );
}

/** Bones as high as the chart and the first screens. */
export function FunnelReportSkeleton() {
  return (
    <div aria-busy className="px-(--gutter)">
      <div className="flex gap-8 pt-12 pb-3">
        <Skeleton className="h-10 w-20" />
        <Skeleton className="h-10 w-20" />
      </div>
      <Skeleton className="h-44 w-full" />
      <div className="grid gap-6 pt-12">
        {["w-1/2", "w-2/5", "w-1/3", "w-1/4"].map((width) => (
          <Skeleton key={width} className={`h-2.5 ${width}`} />
        ))}
      </div>
    </div>
  );
}
