import type { ReactNode } from "react";
import { Kbd } from "@/components/ui/kbd";
import { NavLink } from "./nav-link";

export type NavItem = {
  href: string;
  label: string;
  icon: ReactNode;
  /** "g c" */
  hotkey?: string;
  /** Only where someone must act. */
  alerts?: number;
};

export type NavGroup = { label?: string; items: NavItem[] };

export const SIDEBAR_ID = "sidebar";

/** Words above 1360 px, icons below, and below 900 px a drawer that the menu button opens without JavaScript. */
export function Sidebar({
  switcher,
  groups,
  foot,
}: {
  switcher: ReactNode;
  groups: NavGroup[];
  foot?: ReactNode;
}) {
  return (
    <div id={SIDEBAR_ID} popover="auto" className="sidebar">
      {switcher}
      <nav aria-label="Main" className="flex flex-col gap-px">
        {groups.map((group) => (
          <section key={group.label ?? ""} className="contents">
            {group.label && <h2 className="nav-group">{group.label}</h2>}
            {group.items.map((item) => (
              <NavLink key={item.href} href={item.href} label={item.label} hotkey={item.hotkey}>
                {item.icon}
                <span className="wide-only">{item.label}</span>
                {item.alerts ? (
                  <span className="nav-alert">
                    {item.alerts}
                    <span className="sr-only"> to look at</span>
                  </span>
                ) : (
                  item.hotkey && (
                    <span aria-hidden className="wide-only ms-auto flex gap-0.5">
                      {item.hotkey.split(" ").map((key) => (
                        <Kbd key={key}>{key.toUpperCase()}</Kbd>
                      ))}
                    </span>
                  )
                )}
              </NavLink>
            ))}
          </section>
        ))}
      </nav>
      {foot && (
        <footer className="mt-auto flex items-center gap-1.5 px-2 pt-3 pb-1 text-2xs text-text-muted">
          {foot}
        </footer>
      )}
    </div>
  );
}
