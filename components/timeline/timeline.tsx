import { Dot as DotIcon } from "lucide-react";
import { Nothing } from "@/components/shell/empty-state";
import { LivePill } from "@/components/shell/live-pill";
import { Pager } from "@/components/shell/pager";
import { TwoClocks } from "@/components/shell/two-clocks";
import { Skeleton } from "@/components/ui/skeleton";
import type { Links } from "@/lib/http/links";
import type { FactEntry } from "@/lib/timeline/fold";
import type { TimelineEntry, TimelinePage } from "@/lib/timeline/queries";
import { Entry } from "./entry";
import { EntryKeys } from "./entry-keys";
import { factWords } from "./fact-words";
import { VisitEntry } from "./visit-entry";

const dayFormat = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

/** Everything that happened, newest first, by UTC day. */
export async function Timeline({
  page,
  today,
  links,
  olderHref,
  newestHref,
}: {
  page: () => Promise<TimelinePage>;
  today: Date;
  links: Links;
  olderHref: (cursor: string) => string;
  /** Set on older pages. */
  newestHref?: string;
}) {
  const { entries, nextCursor } = await page();
  if (entries.length === 0) return <Nothing>No activity of this kind yet. It will appear here.</Nothing>;
  return (
    <div className="px-(--gutter) pt-1 pb-4">
      {byDay(entries).map(({ day, at, entries: ofDay }) => (
        <section key={day} aria-label={dayFormat.format(at)}>
          <h2 className="py-2 text-xs">
            {day === today.toISOString().slice(0, 10) && "Today "}
            <span className="font-normal text-text-muted">{dayFormat.format(at)} UTC</span>
          </h2>
          <ol>
            {ofDay.map((entry) =>
              entry.kind === "visit" ? (
                <VisitEntry key={entry.items[0]?.id} visit={entry} links={links} />
              ) : (
                <FactLine key={entry.item.id} fact={entry.item} />
              ),
            )}
          </ol>
        </section>
      ))}
      <EntryKeys />
      <div className="-mx-(--gutter)">
        <Pager
          label="Pages of the timeline"
          previous={newestHref ? { href: newestHref, words: "Newest" } : null}
          next={nextCursor ? { href: olderHref(nextCursor), words: "Show older" } : null}
        />
      </div>
    </div>
  );
}

function FactLine({ fact }: { fact: FactEntry["item"] }) {
  const { sentence, detail } = factWords(fact);
  return (
    <Entry id={fact.id} at={fact.occurredAt} icon={<DotIcon />}>
      <p className="wrap-anywhere">
        <bdi>{sentence}</bdi>
        {fact.actorKind !== "visitor" && (
          <span className="text-text-muted"> by {actors[fact.actorKind]}</span>
        )}
      </p>
      {detail && <p className="text-xs leading-5 wrap-anywhere text-text-muted">{detail}</p>}
      <TwoClocks happened={fact.occurredAt} arrived={fact.receivedAt} />
    </Entry>
  );
}

const actors: Record<string, string> = {
  user: "a colleague",
  api_key: "the API",
  system: "Dossier",
  provider: "a connected service",
};

function byDay(entries: TimelineEntry[]): { day: string; at: Date; entries: TimelineEntry[] }[] {
  const days: { day: string; at: Date; entries: TimelineEntry[] }[] = [];
  for (const entry of entries) {
    const at = entry.kind === "visit" ? entry.items[0]?.occurredAt : entry.item.occurredAt;
    if (!at) continue;
    const day = at.toISOString().slice(0, 10);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, at, entries: [entry] });
  }
  return days;
}

/** The pill for what arrives after this page. A timeline that failed says so itself. */
export async function NewsPillOf({ page, href }: { page: () => Promise<TimelinePage>; href: string }) {
  const shown = await page().catch(() => null);
  return shown && <LivePill href={`${href}?since=${shown.receivedUntil?.getTime() ?? 0}`} />;
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
