import Form from "next/form";
import { type ReactNode, useId } from "react";
import { Button } from "@/components/ui/button";
import { CalendarDays } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Segments } from "@/components/ui/tabs";
import type { TimelineKind, TimelineOrder, TimelineSearch } from "@/lib/timeline/schema";
import { timelineHref } from "./timeline-url";

const kinds: { kind: TimelineKind; label: string }[] = [
  { kind: "all", label: "All" },
  { kind: "money", label: "Money" },
  { kind: "subscription", label: "Subscription" },
  { kind: "visits", label: "Visits" },
  { kind: "notes", label: "Notes" },
  { kind: "changes", label: "Changes" },
];

const orders: { order: TimelineOrder; label: string }[] = [
  { order: "happened", label: "Happened" },
  { order: "received", label: "Received" },
];

/** Which entries, by which clock, from which day on: all of it links, so all of it is in the address. */
export function TimelineBar({
  path,
  search,
  today,
  pill,
}: {
  path: string;
  search: TimelineSearch;
  today: Date;
  pill: ReactNode;
}) {
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 py-1 ps-[calc(var(--gutter)-0.5625rem)] pe-(--gutter)">
      <Segments
        label="Kind"
        tabs={kinds.map(({ kind, label }) => ({
          href: timelineHref(path, { ...search, kind }, { day: search.day }),
          label,
          current: kind === search.kind,
        }))}
      />
      {pill}
      <div className="ms-auto flex items-center gap-2">
        <DayJump path={path} search={search} today={today.toISOString().slice(0, 10)} />
        <Segments
          label="In order of the time they"
          tabs={orders.map(({ order, label }) => ({
            href: timelineHref(path, { ...search, order }, { day: search.day }),
            label,
            current: order === search.order,
          }))}
        />
      </div>
    </div>
  );
}

/** A form of the browser's own, so it works before any script has come. */
function DayJump({ path, search, today }: { path: string; search: TimelineSearch; today: string }) {
  const id = useId();
  return (
    // Remounted when the day changes, so that the panel is closed after a soft navigation.
    <span key={search.day} className="inline-flex">
      <button
        type="button"
        popoverTarget={id}
        aria-label={search.day ? `Jump to a day, now ${search.day}` : "Jump to a day"}
        data-tip="Jump to a day"
        data-hotkey="d"
        data-hotkey-label="Jump to a day"
        className="inline-flex h-6.5 items-center gap-1.5 rounded-md px-1.5 text-text-secondary hover:bg-hover pointer-coarse:h-8"
      >
        <CalendarDays aria-hidden className="size-4 text-text-muted" />
        {search.day}
      </button>
      <div id={id} popover="auto" className="menu min-w-0 p-3">
        <Form action={path} className="flex items-end gap-2">
          {search.kind !== "all" && <input type="hidden" name="kind" value={search.kind} />}
          {search.order !== "happened" && <input type="hidden" name="order" value={search.order} />}
          <label htmlFor={`${id}-day`} className="grid gap-1 text-xs text-text-muted">
            Up to the end of this day (UTC)
            <Input
              id={`${id}-day`}
              type="date"
              name="day"
              required
              autoFocus
              max={today}
              defaultValue={search.day ?? today}
            />
          </label>
          <Button type="submit" size="lg" className="h-8">
            Jump
          </Button>
        </Form>
      </div>
    </span>
  );
}
