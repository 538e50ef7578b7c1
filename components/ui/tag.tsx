import clsx from "clsx";
import type { ReactNode } from "react";

/** A plain chip: a provider, a word, or `name` and value of a parameter. */
export function Tag({ name, tip, children }: { name?: string; tip?: string; children: ReactNode }) {
  return (
    <span
      {...(tip && { "data-tip": tip })}
      className={clsx(
        "inline-flex h-5 max-w-full flex-none items-center gap-1 rounded-xs bg-grey-bg px-1.5 text-xs leading-4 whitespace-nowrap forced-colors:border",
        name ? "text-text" : "text-text-secondary",
        tip && "relative z-1",
      )}
    >
      {name && <span className="text-text-muted">{name}</span>}
      <bdi className="truncate">{children}</bdi>
    </span>
  );
}

/** Chips in one line; what does not fit is cut unless `wrap`. */
export function Tags({ wrap, children }: { wrap?: boolean; children: ReactNode }) {
  return (
    <span className={clsx("flex min-w-0 gap-1", wrap ? "flex-wrap" : "overflow-hidden")}>{children}</span>
  );
}
