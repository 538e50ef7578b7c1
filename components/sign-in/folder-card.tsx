import type { ReactNode } from "react";
import { Mark } from "@/components/ui/mark";

/** The look of `Folder`, without anything that a page which failed would have to load. */
export function FolderCard({
  title,
  lead,
  children,
  foot,
}: {
  title: string;
  lead: ReactNode;
  children: ReactNode;
  foot?: ReactNode;
}) {
  return (
    <main id="content" className="grid min-h-dvh place-items-center px-4 pt-6 pb-16">
      <div className="w-full max-w-96">
        <div className="relative z-1 -mb-px inline-flex h-9.5 items-center gap-2 rounded-t-xl border border-b-0 border-border bg-surface ps-3 pe-4 font-semibold">
          <Mark />
          Dossier
        </div>
        <div className="rounded-2xl rounded-tl-none border border-border bg-surface p-7 pb-6 shadow-lift max-sm:p-5">
          <h1 className="text-xl tracking-[-0.018em]">{title}</h1>
          <p className="mb-5 text-text-muted wrap-anywhere">{lead}</p>
          {children}
        </div>
        <div className="mt-3 flex min-h-(--control) items-center justify-between gap-2 px-1 text-xs text-text-muted">
          {foot}
        </div>
      </div>
    </main>
  );
}
