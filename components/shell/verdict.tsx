import type { ReactNode } from "react";
import { type Hue, hueClass } from "@/components/ui/hue";

/** The hero of a page: mark, one sentence, its reason; what comes next stands at the end. */
export function Verdict({
  hue,
  icon,
  title,
  children,
  action,
  next,
}: {
  hue: Hue;
  icon: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  next?: ReactNode;
}) {
  return (
    <section
      className={`${hueClass[hue]} mx-(--gutter) mb-2 flex flex-wrap gap-x-5 gap-y-3 rounded-lg border border-border bg-sunken px-4 py-3.5`}
    >
      <div className="flex min-w-0 flex-[1_1_24rem] gap-3 max-sm:flex-wrap">
        <span
          aria-hidden
          className="grid size-7 flex-none place-items-center rounded-md bg-(--hue-bg) text-(--hue-fg) forced-colors:border"
        >
          {icon}
        </span>
        <div className="min-w-0 flex-1 max-sm:basis-[calc(100%-2.5rem)]">
          <h2 className="text-md leading-5">{title}</h2>
          {children && (
            <div className="mt-0.5 text-text-secondary [&_b]:font-medium [&_b]:text-text">{children}</div>
          )}
        </div>
        {action && <div className="flex-none self-center max-sm:ps-10">{action}</div>}
      </div>
      {next && (
        <div className="w-72 border-border ps-5 max-md:w-full max-md:border-t max-md:ps-0 max-md:pt-3 md:border-s">
          {next}
        </div>
      )}
    </section>
  );
}

/** One line on top of a page: since when, what waits, who mends it. `alert` is read out at once. */
export function Banner({
  hue,
  icon,
  title,
  children,
  action,
  alert,
}: {
  hue: Hue;
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  alert?: boolean;
}) {
  return (
    <div
      role={alert ? "alert" : "status"}
      className={`${hueClass[hue]} flex flex-wrap items-center gap-x-2.5 gap-y-1 border-b border-border bg-sunken px-(--gutter) py-2 text-text-secondary`}
    >
      <span aria-hidden className="text-(--hue-fg)">
        {icon}
      </span>
      <p className="min-w-0 flex-1">
        <b className="font-semibold text-text">{title}</b> {children}
      </p>
      {action}
    </div>
  );
}
