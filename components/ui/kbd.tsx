import clsx from "clsx";
import type { ReactNode } from "react";

/** A key as drawn on a keyboard; decoration, so hidden from screen readers (aria-keyshortcuts tells them). */
export function Kbd({
  children,
  tone,
  className,
}: {
  children: ReactNode;
  tone?: "inherit";
  className?: string;
}) {
  return (
    <kbd
      aria-hidden
      className={clsx(
        "inline-grid h-4.5 min-w-4.5 place-items-center rounded-xs border px-1 font-sans text-2xs leading-none font-medium whitespace-nowrap",
        tone === "inherit" ? "border-current/30 text-current" : "border-border bg-surface text-text-muted",
        className,
      )}
    >
      {children}
    </kbd>
  );
}
