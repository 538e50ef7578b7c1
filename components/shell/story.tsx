import type { ReactNode } from "react";

export const FACTS_ID = "facts";

/**
 * Story left, facts right. Below 1180 px the facts wait behind a link to `#facts` (`FactsLink`); those that were asked for
 * stand above the story (`isOpen`).
 */
export function Story({
  facts,
  factsLabel,
  isOpen,
  children,
}: {
  facts: ReactNode;
  factsLabel: string;
  isOpen?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="story">
      <div className="min-w-0">{children}</div>
      <aside
        id={FACTS_ID}
        aria-label={factsLabel}
        className="story-facts"
        {...(isOpen && { "data-open": true })}
      >
        {facts}
      </aside>
    </div>
  );
}

/** Shown only where the facts are hidden. */
export function FactsLink({ className }: { className: string }) {
  return (
    <a href={`#${FACTS_ID}`} className={`facts-link ${className}`}>
      All facts
    </a>
  );
}

/** The facts of a page whose wide table takes their place: there only after "All facts" was pressed. */
export function FactsOnDemand({ label, children }: { label: string; children: ReactNode }) {
  return (
    <aside
      id={FACTS_ID}
      aria-label={label}
      className="hidden border-b border-border-subtle target:block sm:columns-2 sm:gap-0 [&>section]:break-inside-avoid"
    >
      {children}
    </aside>
  );
}
