import clsx from "clsx";
import type { ReactNode } from "react";
import { Link } from "./link";

export type Tab = {
  href: string;
  label: ReactNode;
  /** Words where it is not exact. */
  count?: number | string;
  current?: boolean;
};

/** Tabs are links. Keys 1 to 9 reach them; `end` holds the buttons at the right of the row. */
export function Tabs({ label, tabs, end }: { label: string; tabs: Tab[]; end?: ReactNode }) {
  return (
    <div className="flex flex-none items-center border-b border-border">
      <nav
        aria-label={label}
        className="no-scrollbar -mb-px flex min-w-0 flex-1 gap-5 overflow-x-auto px-(--gutter)"
      >
        {tabs.map((tab, index) => (
          <Link
            key={tab.href}
            href={tab.href}
            scroll={false}
            aria-current={tab.current ? "page" : undefined}
            {...(index < 9 && { "data-hotkey": String(index + 1) })}
            className={clsx(
              "relative inline-flex h-10 flex-none items-center gap-1.5 -outline-offset-2",
              tab.current
                ? "font-medium text-text after:absolute after:inset-x-0 after:bottom-0 after:h-0.5 after:rounded-t-[1px] after:bg-text"
                : "text-text-muted hover:text-text",
            )}
          >
            {tab.label}
            {tab.count !== undefined && (
              <span className="text-xs font-normal text-text-muted">
                {typeof tab.count === "number" ? tab.count.toLocaleString("en") : tab.count}
              </span>
            )}
          </Link>
        ))}
      </nav>
      {end && <div className="flex flex-none items-center gap-2 ps-2 pe-3">{end}</div>}
    </div>
  );
}

/** The same for a choice within a page (timeline kinds, chart or table): pressed instead of underlined. */
export function Segments({ label, tabs }: { label: string; tabs: Tab[] }) {
  return (
    <nav aria-label={label} className="no-scrollbar flex gap-0.5 overflow-x-auto">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          scroll={false}
          aria-current={tab.current ? "true" : undefined}
          className={clsx(
            "inline-flex h-6.5 flex-none items-center gap-1.25 rounded-md px-2.25 -outline-offset-2 pointer-coarse:h-8",
            tab.current ? "bg-active font-medium text-text" : "text-text-secondary hover:bg-hover",
          )}
        >
          {tab.label}
          {tab.count !== undefined && (
            <span className="text-xs font-normal text-text-muted">
              {typeof tab.count === "number" ? tab.count.toLocaleString("en") : tab.count}
            </span>
          )}
        </Link>
      ))}
    </nav>
  );
}
