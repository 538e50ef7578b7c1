import type { ReactNode } from "react";
import { IconLink } from "@/components/ui/icon-button";
import { ChevronDown, ChevronLeft, ChevronRight } from "@/components/ui/icons";
import { Kbd } from "@/components/ui/kbd";
import { LinkMenu } from "@/components/ui/link-menu";

export type KeyHint = { keys: string[]; label: string };

/** Keyset pages: only the next and the previous are known. `total` may come later: " of 2,263". */
export function TableFooter({
  shown,
  total,
  previousHref,
  nextHref,
  size,
  sizes,
  hints,
}: {
  /** "1–50", or "50 rows" where the place in the whole is not known. */
  shown: string;
  total?: ReactNode;
  previousHref?: string;
  nextHref?: string;
  size: number;
  sizes: { size: number; href: string }[];
  hints?: KeyHint[];
}) {
  return (
    <footer className="flex h-10 flex-none items-center gap-2 border-t border-border ps-(--gutter) pe-3 text-xs text-text-muted pointer-coarse:h-12">
      <p aria-live="polite" className="truncate">
        {shown}
        {total}
      </p>
      <div aria-hidden className="mx-auto flex min-w-0 gap-3 overflow-hidden whitespace-nowrap max-lg:hidden">
        {hints?.map(({ keys, label }) => (
          <span key={label} className="inline-flex items-center gap-1.25">
            {keys.map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}
            {label}
          </span>
        ))}
      </div>
      <nav aria-label="Pages" className="ms-auto flex items-center gap-2">
        <LinkMenu
          label="Change the page size"
          buttonClass="inline-flex h-(--control-sm) items-center gap-1.5 rounded-md whitespace-nowrap px-2 text-text-secondary hover:bg-hover"
          button={
            <>
              {size} per page <ChevronDown aria-hidden className="size-3.5 text-text-muted" />
            </>
          }
          links={sizes.map((each) => ({
            href: each.href,
            label: `${each.size} per page`,
            current: each.size === size,
          }))}
        />
        <IconLink
          framed
          label="Previous page"
          icon={<ChevronLeft aria-hidden />}
          href={previousHref}
          hotkey="["
        />
        <IconLink framed label="Next page" icon={<ChevronRight aria-hidden />} href={nextHref} hotkey="]" />
      </nav>
    </footer>
  );
}
