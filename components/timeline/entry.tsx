import type { ReactNode } from "react";
import { Time } from "@/components/shell/time";

/** One thing that happened: mark, words, time. Its own address is `#entry-…`, and j and k walk from one to the next. */
export function Entry({
  id,
  at,
  icon,
  children,
}: {
  id: string;
  at: Date;
  icon: ReactNode;
  children: ReactNode;
}) {
  return (
    <li
      id={`entry-${id}`}
      data-entry
      tabIndex={-1}
      className="group/entry relative grid grid-cols-[1.5rem_minmax(0,1fr)_auto] gap-x-3 rounded-md pb-4 -outline-offset-2 target:bg-selected"
    >
      <span
        aria-hidden
        className="relative grid size-6 place-items-center rounded-full bg-grey-bg text-grey-fg forced-colors:border [&>.lucide]:size-3.5"
      >
        {icon}
      </span>
      <span aria-hidden className="absolute start-3 top-7 bottom-1 w-px bg-border group-last/entry:hidden" />
      <div className="min-w-0 pt-0.5">{children}</div>
      <a href={`#entry-${id}`} className="h-fit rounded-xs pt-0.5 text-text-muted hover:text-text">
        <Time value={at} format="clock" />
      </a>
    </li>
  );
}
