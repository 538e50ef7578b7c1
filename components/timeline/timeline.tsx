import { Nothing } from "@/components/shell/empty-state";
import { LivePill } from "@/components/shell/live-pill";
import { Pager } from "@/components/shell/pager";
import { formatTime } from "@/components/shell/time-format";
import { Skeleton } from "@/components/ui/skeleton";
import type { Links } from "@/lib/http/links";
import type { TimelineEntry, TimelinePage } from "@/lib/timeline/queries";
import type { TimelineOrder, TimelineSearch } from "@/lib/timeline/schema";
import { EntryAddress } from "./entry-address";
import { EntryKeys } from "./entry-keys";
import { FactEntry } from "./fact-entry";
import { InboundEntry } from "./inbound-entry";
import { MoneyEntry } from "./money-entry";
import { timelineHref } from "./timeline-url";
import { clockOf, VisitEntry } from "./visit-entry";

/** Everything that happened, newest first, by UTC day. */
export async function Timeline({
  page,
  path,
  search,
  today,
  links,
  mayUnmerge,
  mayReadInbound,
}: {
  page: () => Promise<TimelinePage>;
  path: string;
  search: TimelineSearch;
  today: Date;
  links: Links;
  mayUnmerge: boolean;
  /** What providers sent is for some roles. */
  mayReadInbound: boolean;
}) {
  const { entries, names, nextCursor, previousCursor, isAskedMissing } = await page();
  const isNewest = !search.cursor && !search.day && !search.e;
  const newest = { href: timelineHref(path, search), words: "Newest" };
  const older = nextCursor
    ? { href: timelineHref(path, search, { cursor: nextCursor }), words: "Show older" }
    : null;
  const newer = previousCursor
    ? { href: timelineHref(path, search, { cursor: previousCursor }), words: "Show newer" }
    : null;
  const days = byDay(entries, search.order);
  const dayWords = (at: Date) => formatTime(at.getTime(), "weekday", "UTC", today.getTime());
  return (
    <div className="px-(--gutter) pt-1 pb-4">
      {isAskedMissing && search.e && <Missing path={path} search={search} />}
      {newer && <PagesOf links={[newest, newer]} label="Newer entries" />}
      {entries.length === 0 && <Empty search={search} />}
      {days.map(({ day, at, entries: ofDay }) => (
        <section key={day} aria-label={dayWords(at)}>
          <h2 className="py-2 text-xs">
            {day === today.toISOString().slice(0, 10) && "Today "}
            <span className="font-normal text-text-muted">{dayWords(at)} UTC</span>
          </h2>
          <ol>
            {ofDay.map((entry) =>
              entry.kind === "visit" ? (
                <VisitEntry
                  key={entry.items.at(-1)?.address}
                  visit={entry}
                  order={search.order}
                  asked={search.e}
                  links={links}
                />
              ) : entry.item.type === "transaction" ? (
                <MoneyEntry
                  key={entry.item.address}
                  fact={entry.item}
                  at={clockOf(entry.item, search.order)}
                  href={`${path}/transactions?open=${entry.item.address}`}
                />
              ) : entry.item.type === "inbound" ? (
                <InboundEntry
                  key={entry.item.address}
                  fact={entry.item}
                  at={clockOf(entry.item, search.order)}
                  href={mayReadInbound ? links.inboundEvent(entry.item.id) : undefined}
                />
              ) : (
                <FactEntry
                  key={entry.item.address}
                  fact={entry.item}
                  at={clockOf(entry.item, search.order)}
                  name={names.get(entry.item.actorId)}
                  mayUnmerge={mayUnmerge}
                />
              ),
            )}
          </ol>
        </section>
      ))}
      <EntryKeys />
      <EntryAddress door={`/api/console${path}/timeline`} />
      <PagesOf
        links={isNewest || newer || isAskedMissing ? [older] : [newest, older]}
        label="Pages of the timeline"
      />
    </div>
  );
}

type PageLink = { href: string; words: string } | null;

function PagesOf({ label, links: [first = null, second = null] }: { label: string; links: PageLink[] }) {
  return (
    <div className="-mx-(--gutter)">
      <Pager label={label} previous={first} next={second} />
    </div>
  );
}

function Missing({ path, search }: { path: string; search: TimelineSearch }) {
  const everything = { kind: "all", order: search.order } as const;
  return (
    <p role="status" className="hue-amber mt-2 rounded-md bg-(--hue-bg) px-3 py-2 text-(--hue-fg)">
      {search.kind === "all" ? (
        "The entry that this address names is not in this timeline any more."
      ) : (
        <>
          The entry that this address names is not among these.{" "}
          <a href={timelineHref(path, everything, { e: search.e })} className="link">
            Look in all entries
          </a>
        </>
      )}
    </p>
  );
}

function Empty({ search }: { search: TimelineSearch }) {
  if (search.day) return <Nothing>Nothing of this kind on {search.day} or before.</Nothing>;
  return <Nothing>No activity of this kind yet. It will appear here.</Nothing>;
}

function byDay(
  entries: TimelineEntry[],
  order: TimelineOrder,
): { day: string; at: Date; entries: TimelineEntry[] }[] {
  const days: { day: string; at: Date; entries: TimelineEntry[] }[] = [];
  for (const entry of entries) {
    const first = entry.kind === "visit" ? entry.items[0] : entry.item;
    if (!first) continue;
    const at = clockOf(first, order);
    const day = at.toISOString().slice(0, 10);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, at, entries: [entry] });
  }
  return days;
}

/** The pill for what arrives after this page. A timeline that failed says so itself. */
export async function NewsPillOf({
  page,
  kind,
  href,
}: {
  page: () => Promise<TimelinePage>;
  kind: TimelineSearch["kind"];
  href: string;
}) {
  const shown = await page().catch(() => null);
  return shown && <LivePill href={`${href}?since=${shown.receivedUntil?.getTime() ?? 0}&kind=${kind}`} />;
}

/** Bones in the rhythm of entries. */
export function TimelineSkeleton() {
  return (
    <div aria-busy className="grid gap-5 px-(--gutter) pt-10">
      {["w-2/5", "w-1/2", "w-1/3", "w-3/5", "w-1/4", "w-2/3"].map((width) => (
        <div key={width} className="flex gap-3">
          <Skeleton className="size-6 rounded-full" />
          <div className="grid flex-1 content-center gap-2">
            <Skeleton className={`h-2.5 ${width}`} />
            <Skeleton className="h-2 w-3/5" />
          </div>
        </div>
      ))}
    </div>
  );
}
