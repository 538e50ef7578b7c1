import type { ReactNode } from "react";
import { Skeleton } from "@/components/ui/skeleton";

/** A card of the facts column: hairlines between, no boxes. */
export function SideCard({
  title,
  tools,
  children,
}: {
  title: string;
  tools?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="border-b border-border-subtle px-4 pt-2 pb-3 max-lg:px-(--gutter)">
      <h2 className="mb-0.5 flex min-h-7 items-center justify-between text-xs">
        {title}
        {tools}
      </h2>
      {children}
    </section>
  );
}

/** Title and labels are there at once, values are bones: nothing moves when they come. */
export function SideCardSkeleton({ title, labels }: { title: string; labels: string[] }) {
  return (
    <SideCard title={title}>
      <dl aria-busy className="grid grid-cols-[minmax(5rem,6.5rem)_minmax(0,1fr)] gap-x-3">
        {labels.map((label) => (
          <div key={label} className="contents">
            <dt className="py-0.5 text-text-muted">{label}</dt>
            <dd className="flex items-center py-0.5">
              <Skeleton className="h-2 w-3/5" />
            </dd>
          </div>
        ))}
      </dl>
    </SideCard>
  );
}

/** A block of the story: a head with content flush to the gutter, a rule between two blocks. */
export function Panel({
  title,
  lead,
  tools,
  children,
}: {
  title: string;
  lead?: ReactNode;
  tools?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="[&+&]:border-t border-border">
      <div className="flex min-h-11 flex-wrap items-center gap-2 px-(--gutter) py-2">
        <h2>{title}</h2>
        {lead && <span className="text-xs text-text-muted">{lead}</span>}
        {tools && <div className="ms-auto flex items-center gap-1.5">{tools}</div>}
      </div>
      {children}
    </section>
  );
}

/** A bordered box that stands alone on a settings page. */
export function Card({
  title,
  lead,
  tools,
  children,
}: {
  title: string;
  lead?: ReactNode;
  tools?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="rounded-lg border border-border bg-surface">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 pt-3 pb-2">
        <h2>{title}</h2>
        {tools && <div className="ms-auto flex items-center gap-1.5">{tools}</div>}
        {lead && (
          <div className="w-full">
            <p className="max-w-176 text-text-secondary">{lead}</p>
          </div>
        )}
      </div>
      <div className="px-4 pb-4">{children}</div>
    </section>
  );
}
