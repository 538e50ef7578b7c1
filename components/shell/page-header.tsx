import type { ReactNode } from "react";
import { Skeleton } from "@/components/ui/skeleton";

/** Who or what, state, ids, since when; figures and actions at the end. On small screens actions sit at the thumb. */
export function PageHeader({
  mark,
  title,
  badges,
  meta,
  figures,
  actions,
}: {
  /** Initials or an icon. */
  mark?: ReactNode;
  title: ReactNode;
  badges?: ReactNode;
  meta?: ReactNode;
  figures?: { value: ReactNode; label: string }[];
  actions?: ReactNode;
}) {
  return (
    <header className="page-header">
      {mark && (
        <span
          aria-hidden
          className="grid size-10 flex-none place-items-center rounded-lg bg-active font-semibold text-text-secondary"
        >
          {mark}
        </span>
      )}
      <div className="min-w-0 flex-[1_1_12rem]">
        <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <h1 className="min-w-0 truncate text-xl tracking-[-0.018em] max-sm:text-lg">
            <bdi>{title}</bdi>
          </h1>
          {badges}
        </div>
        {meta && <div className="mt-0.5 flex flex-wrap gap-x-3.5 gap-y-1 text-text-muted">{meta}</div>}
      </div>
      {figures && (
        <dl className="flex flex-wrap gap-x-5 gap-y-1 me-3 text-end max-sm:me-0 max-sm:w-full max-sm:justify-between max-sm:text-start">
          {figures.map((figure) => (
            <div key={figure.label} className="flex min-w-16 flex-col-reverse whitespace-nowrap">
              <dt className="text-xs text-text-muted">{figure.label}</dt>
              <dd className="text-lg font-semibold tracking-[-0.01em]">{figure.value}</dd>
            </div>
          ))}
        </dl>
      )}
      {actions && <div className="page-actions">{actions}</div>}
    </header>
  );
}

/** As high as the header of one record while that is awaited. */
export function PageHeaderSkeleton() {
  return (
    <div aria-busy className="page-header">
      <span className="size-10 flex-none rounded-lg bg-active" />
      <div className="min-w-0 flex-[1_1_12rem]">
        <div className="flex h-[1lh] items-center text-xl max-sm:text-lg">
          <Skeleton className="h-4 w-64 max-w-full" />
        </div>
        <div className="mt-0.5 flex h-6 items-center max-sm:h-13">
          <Skeleton className="h-2.5 w-96 max-w-full" />
        </div>
      </div>
    </div>
  );
}

/** A label and its value in the meta line: "Customer since 1 Mar 2025". */
export function Meta({ label, children }: { label: string; children: ReactNode }) {
  return (
    <span className="whitespace-nowrap">
      {label} <span className="text-text">{children}</span>
    </span>
  );
}
