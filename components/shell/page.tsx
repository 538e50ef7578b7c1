import clsx from "clsx";
import { Fragment, type ReactNode } from "react";
import { ChevronRight } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";

export type Crumb = { href: string; label: ReactNode };

/**
 * A screen inside the frame: path and title in the top line, `children` below. Use it once per route, in a page or in
 * the layout that several tabs share. With `path` empty the title is the page's h1; else `PageHeader` draws the h1.
 */
export function Page({
  path = [],
  title,
  aside,
  fill,
  preview,
  children,
}: {
  path?: Crumb[];
  title: ReactNode;
  /** Beside the title: a count, the place in a list. */
  aside?: ReactNode;
  /** The page scrolls inside itself (lists); otherwise the body scrolls. */
  fill?: boolean;
  /** Omit where there is no preview data to show or hide. */
  preview?: "on" | "off";
  children: ReactNode;
}) {
  return (
    <main className="contents">
      <div className="sheet-crumbs">
        {path.length > 0 ? (
          <nav aria-label="Path" className="flex min-w-0 items-center gap-1.5">
            {path.map((crumb) => (
              <Fragment key={crumb.href}>
                <Link href={crumb.href} className="truncate rounded-xs hover:text-text max-sm:hidden">
                  {crumb.label}
                </Link>
                <ChevronRight aria-hidden className="size-3.5 text-text-disabled max-sm:hidden" />
              </Fragment>
            ))}
            <span aria-current="page" className="truncate text-text">
              {title}
            </span>
          </nav>
        ) : (
          <h1 className="truncate text-lg tracking-[-0.012em] text-text">{title}</h1>
        )}
        {aside && <span className="ms-1 truncate">{aside}</span>}
      </div>
      <div
        id="content"
        tabIndex={-1}
        data-preview={preview}
        className={clsx("sheet-body", fill && "sheet-body--fill")}
      >
        {children}
      </div>
    </main>
  );
}
