import type { ReactNode } from "react";

/** Labels left, values right; the list is scanned by its labels. Children are `Fact`s. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-[minmax(5rem,6.5rem)_minmax(0,1fr)] gap-x-3">{children}</dl>;
}

/** Say a word where nothing is known ("None", "Not set"): never an empty cell. */
export function Fact({ label, note, children }: { label: string; note?: ReactNode; children: ReactNode }) {
  return (
    <>
      <dt className="py-0.5 text-text-muted">{label}</dt>
      <dd className="min-w-0 py-0.5 wrap-anywhere">
        {children}
        {note && <span className="block text-xs text-text-muted">{note}</span>}
      </dd>
    </>
  );
}
