import type { ReactNode } from "react";

/** Numbered steps of a set-up; children are `Step`s. */
export function Steps({ children }: { children: ReactNode }) {
  return <ol className="grid gap-5">{children}</ol>;
}

export function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <li className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-3">
      <span
        aria-hidden
        className="grid size-6 place-items-center rounded-full border border-border-strong text-xs font-medium text-text-secondary tabular-nums"
      >
        {number}
      </span>
      <div className="grid content-start gap-2.5">
        <h3 className="text-md leading-6 font-medium">{title}</h3>
        {children}
      </div>
    </li>
  );
}
