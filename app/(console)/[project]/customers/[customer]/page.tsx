import { Suspense } from "react";
import { CustomerFacts } from "@/components/customers/customer-facts";
import { CardBoundary } from "@/components/shell/card-boundary";
import { Story } from "@/components/shell/story";
import { NewsPillOf, Timeline, TimelineSkeleton } from "@/components/timeline/timeline";
import { Segments } from "@/components/ui/tabs";
import { listConsents, listIntegrations } from "@/lib/customers/facts";
import { once } from "@/lib/http/once";
import { customerPage } from "@/lib/http/records";
import { listTimeline } from "@/lib/timeline/queries";
import { type TimelineKind, timelineSearch } from "@/lib/timeline/schema";

type Props = {
  params: Promise<{ project: string; customer: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const kinds: { kind: TimelineKind; label: string }[] = [
  { kind: "all", label: "All" },
  { kind: "visits", label: "Visits" },
  { kind: "changes", label: "Changes" },
];

export default async function CustomerTimelinePage({ params, searchParams }: Props) {
  const { project, customer: id } = await params;
  const { ctx, customer, shownId, links } = await customerPage(project, id);
  const { kind, cursor } = timelineSearch.parse(await searchParams);
  const path = links.customer(customer.id);
  const address = (kind: TimelineKind, cursor?: string) => {
    const search = new URLSearchParams();
    if (kind !== "all") search.set("kind", kind);
    if (cursor) search.set("cursor", cursor);
    return search.size > 0 ? `${path}?${search}` : path;
  };
  const page = once(() => listTimeline(ctx, customer, { kind, cursor }));
  return (
    <Story
      factsLabel="Facts about this customer"
      facts={
        <CustomerFacts
          customer={customer}
          shownId={shownId}
          integrations={() => listIntegrations(ctx, customer)}
          consents={() => listConsents(ctx, customer)}
        />
      }
    >
      <div className="flex min-h-11 items-center gap-3 ps-[calc(var(--gutter)-0.5625rem)] pe-(--gutter)">
        <Segments
          label="Kind"
          tabs={kinds.map((each) => ({
            href: address(each.kind),
            label: each.label,
            current: each.kind === kind,
          }))}
        />
        {!cursor && (
          <Suspense>
            <NewsPillOf page={page} href={`/api/console${path}/news`} />
          </Suspense>
        )}
      </div>
      <CardBoundary what="The timeline">
        <Suspense key={`${kind} ${cursor}`} fallback={<TimelineSkeleton />}>
          <Timeline
            page={page}
            today={ctx.clock.now()}
            links={links}
            olderHref={(next) => address(kind, next)}
            newestHref={cursor ? address(kind) : undefined}
          />
        </Suspense>
      </CardBoundary>
    </Story>
  );
}
