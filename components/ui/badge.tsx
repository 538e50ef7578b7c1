import clsx from "clsx";
import type { ReactNode } from "react";
import { type Hue, hueClass } from "./hue";

/** Healthy is quiet (outline and dot), trouble is `loud` (filled); `hollow` rings the dot. `tip` says its meaning. */
export function Badge({
  hue,
  loud,
  hollow,
  tip,
  children,
}: {
  hue: Hue;
  loud?: boolean;
  hollow?: boolean;
  tip?: string;
  children: ReactNode;
}) {
  return (
    <span
      {...(tip && { "data-tip": tip })}
      className={clsx(
        hueClass[hue],
        "relative z-1 inline-flex h-5 items-center gap-1.25 rounded-sm ps-1.5 pe-1.75 text-xs leading-none font-medium whitespace-nowrap forced-colors:border",
        loud ? "bg-(--hue-bg) text-(--hue-fg)" : "text-text-secondary ring-1 ring-border ring-inset",
      )}
    >
      <Dot hollow={hollow} />
      {children}
      {tip && <span className="sr-only">, {tip}</span>}
    </span>
  );
}

/** Takes the hue of the nearest `hue-*` class, or its own. */
export function Dot({ hue, hollow }: { hue?: Hue; hollow?: boolean }) {
  return (
    <i
      aria-hidden
      className={clsx(
        hue && hueClass[hue],
        "dot inline-block size-1.5 flex-none rounded-full",
        hollow ? "shadow-[inset_0_0_0_1.5px_var(--hue-dot)]" : "bg-(--hue-dot)",
      )}
    />
  );
}
