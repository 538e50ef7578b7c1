import type { ReactNode } from "react";
import { Dot } from "@/components/ui/badge";
import { type Hue, hueClass } from "@/components/ui/hue";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import type { Count } from "@/lib/subscription-list/count";
import { type SubscriptionFilter, type View, views } from "@/lib/subscription-list/schema";
import { listHref, plainList } from "./list-url";
import { viewNames } from "./words";

const order = Object.keys(views) as View[]; // keys of a literal object

type Counted = { views: Record<View, Count>; ending: Count | null };

/** The tabs over the list; counts come when they are there. */
export function ViewTabs({
  path,
  filter,
  counted,
  end,
}: {
  path: string;
  filter: Pick<SubscriptionFilter, "view" | "environment">;
  counted?: Counted;
  end?: ReactNode;
}) {
  const list = plainList(filter.environment);
  return (
    <Tabs
      label="Views"
      end={end}
      tabs={order.map((view) => ({
        href: listHref(path, list, { view }),
        label: viewNames[view],
        current: view === filter.view,
        count: counted && countWords(counted.views[view]),
      }))}
    />
  );
}

export async function CountedViewTabs({
  load,
  ...tabs
}: Omit<Parameters<typeof ViewTabs>[0], "counted"> & { load: () => Promise<Counted> }) {
  // The numbers above need the same counts, and their card tells why there are none.
  const counted = await load().catch(() => undefined);
  return <ViewTabs {...tabs} counted={counted} />;
}

/** Four numbers, each a link to the subscriptions that it counts. */
export async function Numbers({
  path,
  environment,
  ending,
  load,
}: {
  path: string;
  environment: SubscriptionFilter["environment"];
  /** Those that are counted as ending. */
  ending: SubscriptionFilter;
  load: () => Promise<Counted>;
}) {
  const counted = await load();
  const list = plainList(environment);
  const { trouble } = counted.views;
  return (
    <Strip>
      <Figure
        hue="green"
        label="Active"
        href={listHref(path, list, { view: "active" })}
        count={counted.views.active}
      >
        paid and renewing
      </Figure>
      <Figure
        hue="blue"
        label="In trial"
        href={listHref(path, list, { view: "trials" })}
        count={counted.views.trials}
      >
        before the first full charge
      </Figure>
      <Figure
        hue="orange"
        label="In trouble"
        href={listHref(path, list, { view: "trouble" })}
        count={trouble}
      >
        in grace or retrying
      </Figure>
      <Figure hue="grey" label="Ending in 7 days" href={listHref(path, list, ending)} count={counted.ending}>
        auto-renew is off
      </Figure>
    </Strip>
  );
}

export function NumbersSkeleton() {
  return (
    <Strip>
      {["w-16", "w-12", "w-14", "w-20"].map((width) => (
        <div key={width} className="px-(--gutter) py-3">
          <Skeleton className={`h-2.5 ${width}`} />
          <Skeleton className="mt-2.5 h-4 w-24" />
        </div>
      ))}
    </Strip>
  );
}

function Strip({ children }: { children: ReactNode }) {
  return (
    <div className="grid flex-none grid-cols-4 border-b border-border *:not-first:border-s *:border-border max-md:grid-cols-2 max-md:*:nth-3:border-s-0 max-md:*:nth-[n+3]:border-t">
      {children}
    </div>
  );
}

function Figure({
  hue,
  label,
  href,
  count,
  children,
}: {
  hue: Hue;
  label: string;
  href: string;
  count: Count | null;
  children: ReactNode;
}) {
  return (
    <Link
      href={href}
      className={`${hueClass[hue]} block min-w-0 px-(--gutter) py-2.5 -outline-offset-2 hover:bg-hover`}
    >
      <span className="flex items-center gap-1.5 text-xs text-text-secondary">
        <Dot />
        {label}
      </span>
      <span className="flex flex-wrap items-baseline gap-x-2">
        <b className="text-lg font-semibold tracking-[-0.012em]">{count ? countWords(count) : "–"}</b>
        <span className="truncate text-xs text-text-muted">{children}</span>
      </span>
    </Link>
  );
}

/** "1,412", or "10,000+" where counting stopped. */
export function countWords({ count, isExact }: Count): string {
  return `${count.toLocaleString("en")}${isExact ? "" : "+"}`;
}
