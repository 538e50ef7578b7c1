import type { ReactNode } from "react";
import { FilterChip, type FilterChipProps } from "./filter-bar";

function Centre({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid flex-1 content-center justify-items-center gap-3 px-(--gutter) py-12 text-center">
      <h2 className="text-lg tracking-[-0.012em]">{title}</h2>
      {children}
    </div>
  );
}

/** First run: what this is, what it will show, one button; `side` holds the thing to paste. */
export function FirstRun({
  title,
  lead,
  points,
  actions,
  note,
  side,
}: {
  title: string;
  lead: string;
  points?: { icon: ReactNode; text: string }[];
  actions: ReactNode;
  note?: string;
  side?: ReactNode;
}) {
  return (
    <div className="flex flex-1 items-start justify-center px-(--gutter) py-10 max-sm:py-4">
      <section className="grid w-full max-w-216 overflow-hidden rounded-2xl border border-border bg-surface shadow-lift md:auto-cols-fr md:grid-flow-col">
        <div className="grid content-start gap-4 p-6">
          <div>
            <h2 className="text-lg tracking-[-0.012em]">{title}</h2>
            <p className="mt-1 text-text-secondary">{lead}</p>
          </div>
          {points && (
            <ul className="grid gap-2 text-text-secondary">
              {points.map((point) => (
                <li
                  key={point.text}
                  className="flex gap-2.5 [&>.lucide]:mt-0.5 [&>.lucide]:size-3.5 [&>.lucide]:text-text-muted"
                >
                  {point.icon}
                  {point.text}
                </li>
              ))}
            </ul>
          )}
          <div className="flex flex-wrap gap-2">{actions}</div>
          {note && <p className="text-xs text-text-muted">{note}</p>}
        </div>
        {side && (
          <div className="min-w-0 border-border bg-sunken p-5 max-md:border-t md:border-s">{side}</div>
        )}
      </section>
    </div>
  );
}

/** No match: the filters themselves, each can go. */
export function NoMatch({
  title,
  lead,
  chips,
  actions,
}: {
  title: string;
  lead?: ReactNode;
  chips: FilterChipProps[];
  actions?: ReactNode;
}) {
  return (
    <Centre title={title}>
      {lead && <p className="-mt-2 max-w-104 text-text-secondary">{lead}</p>}
      <ul className="flex max-w-140 flex-wrap justify-center gap-1.5">
        {chips.map((chip) => (
          <li key={`${chip.field} ${chip.value}`}>
            <FilterChip {...chip} />
          </li>
        ))}
      </ul>
      {actions && <div className="flex flex-wrap justify-center gap-2">{actions}</div>}
    </Centre>
  );
}

/** No permission: "The audit log is for owners and admins"; which role the person has, and who can give another. */
export function NoPermission({
  title,
  lead,
  actions,
}: {
  title: string;
  lead: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <Centre title={title}>
      <p className="-mt-2 max-w-104 text-text-secondary">{lead}</p>
      {actions && <div className="flex flex-wrap justify-center gap-2">{actions}</div>}
    </Centre>
  );
}

/** Nothing yet in a tab or card: one line, no drawing. */
export function Nothing({ children }: { children: ReactNode }) {
  return <p className="px-(--gutter) py-8 text-text-muted">{children}</p>;
}
