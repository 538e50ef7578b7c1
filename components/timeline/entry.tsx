import type { ReactNode } from "react";
import { Time } from "@/components/shell/time";
import { ChevronDown } from "@/components/ui/icons";

/** One thing that happened: mark, words, time. Its own address is `#e=…`; what it holds opens in its last row. */
export function Entry({
  address,
  at,
  icon,
  children,
}: {
  address: string;
  at: Date;
  icon: ReactNode;
  children: ReactNode;
}) {
  return (
    <li
      id={`e=${address}`}
      data-entry={address}
      tabIndex={-1}
      className="group/entry relative grid scroll-my-12 grid-cols-[1.5rem_minmax(0,1fr)_auto] gap-x-3 rounded-md pb-4 -outline-offset-2 target:bg-selected data-open:bg-selected"
    >
      <span
        aria-hidden
        className="relative grid size-6 place-items-center rounded-full bg-grey-bg text-grey-fg forced-colors:border [&>.lucide]:size-3.5"
      >
        {icon}
      </span>
      <span aria-hidden className="absolute start-3 top-7 bottom-1 w-px bg-border group-last/entry:hidden" />
      <div className="min-w-0 pt-0.5">{children}</div>
      <a
        href={`#e=${address}`}
        data-entry-opener
        className="flex h-fit items-center gap-1 rounded-xs pt-0.5 text-text-muted hover:text-text"
      >
        <span className="sr-only">Open the entry of</span>
        <Time value={at} format="clock" />
        <ChevronDown
          aria-hidden
          className="size-3.5 opacity-0 transition-transform duration-(--duration) group-focus-within/entry:opacity-100 group-hover/entry:opacity-100 group-data-open/entry:rotate-180 group-data-open/entry:opacity-100 pointer-coarse:opacity-100"
        />
      </a>
      <div data-entry-details className="col-span-2 col-start-2 min-w-0 empty:hidden" />
    </li>
  );
}
