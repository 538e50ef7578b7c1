import { NoMatch, Nothing } from "@/components/shell/empty-state";
import type { FilterChipProps } from "@/components/shell/filter-bar";
import { Pager } from "@/components/shell/pager";
import { FACTS_ID } from "@/components/shell/story";
import { buttonStyle } from "@/components/ui/button";
import { Segments } from "@/components/ui/tabs";
import type { Page } from "@/lib/core/page";
import {
  type CustomerEventsSearch,
  type EventState,
  eventGroupNames,
  eventGroups,
  eventStates,
} from "@/lib/events/schema";
import type { CustomerEvent } from "@/lib/webhooks/of-customer";
import { EventsTable } from "./events-table";
import { eventsHref } from "./events-url";

const stateWords: Record<EventState, string> = {
  delivered: "Delivered",
  waiting: "Waiting",
  failed: "Failed",
  skipped: "Skipped",
  none: "No endpoint",
};

/** The filters of a customer's events. All of it is in the address. */
export function EventFilters({
  path,
  search,
  mayFilterByState,
}: {
  path: string;
  search: CustomerEventsSearch;
  mayFilterByState: boolean;
}) {
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-5 gap-y-1 py-1 ps-[calc(var(--gutter)-0.5625rem)] pe-(--gutter)">
      <Segments
        label="Kind"
        tabs={[
          { href: eventsHref(path, search, { group: undefined }), label: "All", current: !search.group },
          ...eventGroupNames.map((group) => ({
            href: eventsHref(path, search, { group }),
            label: eventGroups[group],
            current: group === search.group,
          })),
        ]}
      />
      {mayFilterByState && (
        <Segments
          label="Delivery"
          tabs={[
            { href: eventsHref(path, search, { state: undefined }), label: "Any", current: !search.state },
            ...eventStates.map((state) => ({
              href: eventsHref(path, search, { state }),
              label: stateWords[state],
              current: state === search.state,
            })),
          ]}
        />
      )}
      {!search.e && (
        <a href={`#${FACTS_ID}`} className={buttonStyle({ className: "ms-auto max-lg:hidden" })}>
          All facts
        </a>
      )}
    </div>
  );
}

export async function CustomerEvents({
  load,
  path,
  search,
  openId,
  shownId,
  readers,
}: {
  load: () => Promise<Page<CustomerEvent>>;
  path: string;
  search: CustomerEventsSearch;
  openId: string | null;
  shownId: (id: string) => string;
  /** Those who may see deliveries, in words, where this person may not. */
  readers: string | null;
}) {
  const { rows, nextCursor, previousCursor } = await load();
  const chips = chipsOf(path, search);
  if (rows.length === 0)
    return chips.length > 0 ? (
      <NoMatch title="No event like this" lead="Take a filter away to see others." chips={chips} />
    ) : (
      <Nothing>Nothing has happened yet that endpoints would be told. It will appear here.</Nothing>
    );
  const paged = (cursor: string | null, words: string) =>
    cursor ? { href: eventsHref(path, search, { cursor, e: undefined }), words } : null;
  return (
    <>
      {readers && (
        <p className="px-(--gutter) pb-2 text-text-muted">
          Where events were sent, and what came back, is for {readers}.
        </p>
      )}
      <EventsTable
        rows={rows}
        hrefOf={({ id }) => eventsHref(path, search, { e: shownId(id) })}
        openId={openId}
      />
      <Pager
        label="Pages of events"
        previous={paged(previousCursor, "Newer")}
        next={paged(nextCursor, "Older")}
      />
    </>
  );
}

function chipsOf(path: string, search: CustomerEventsSearch): FilterChipProps[] {
  const chips: FilterChipProps[] = [];
  if (search.group)
    chips.push({
      field: "Kind",
      operator: "is",
      value: eventGroups[search.group],
      removeHref: eventsHref(path, search, { group: undefined }),
    });
  if (search.state)
    chips.push({
      field: "Delivery",
      operator: "is",
      value: stateWords[search.state],
      removeHref: eventsHref(path, search, { state: undefined }),
    });
  return chips;
}
