"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";

/** Marks itself current on its page and everything below it; closes the drawer it lies in on narrow screens. */
export function NavLink({
  href,
  label,
  hotkey,
  children,
}: {
  href: string;
  label: string;
  hotkey?: string;
  children: ReactNode;
}) {
  const path = usePathname();
  const current = path === href || path.startsWith(`${href}/`);
  return (
    <Link
      href={href}
      aria-current={current ? "page" : undefined}
      {...(hotkey && { "data-hotkey": hotkey, "data-hotkey-label": label })}
      onClick={({ currentTarget }) => {
        const drawer = currentTarget.closest<HTMLElement>("[popover]:popover-open");
        drawer?.hidePopover();
      }}
      className="nav-link"
    >
      {children}
    </Link>
  );
}
