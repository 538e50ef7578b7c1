import { type ReactNode, useId } from "react";
import { Check } from "./icons";
import { Link } from "./link";

export type MenuLink = {
  href: string;
  label: ReactNode;
  note?: ReactNode;
  icon?: ReactNode;
  current?: boolean;
};

/** A button that opens a list of links, without JavaScript: the browser's popover. For actions use `Menu`. */
export function LinkMenu({
  label,
  buttonClass,
  button,
  links,
  head,
  foot,
}: {
  /** Name of the list, and said after the button's own words (alone where it is an icon). */
  label: string;
  button: ReactNode;
  buttonClass: string;
  links: MenuLink[];
  head?: ReactNode;
  foot?: ReactNode;
}) {
  const id = useId();
  const current = links.find((link) => link.current)?.href;
  return (
    // Remounted when the choice changes, so that the list is closed after a soft navigation.
    <span key={current} className="inline-flex min-w-0">
      <button type="button" popoverTarget={id} className={buttonClass}>
        {button}
        <span className="sr-only">{label}</span>
      </button>
      <div id={id} popover="auto" className="menu">
        {head}
        <ul aria-label={label}>
          {links.map((link) => (
            <li key={link.href}>
              <Link href={link.href} aria-current={link.current ? "true" : undefined} className="menu-item">
                {link.icon}
                <span className="min-w-0 flex-1">
                  <span className="block truncate">{link.label}</span>
                  {link.note && <span className="block truncate text-xs text-text-muted">{link.note}</span>}
                </span>
                {link.current && <Check aria-hidden className="size-3.5" />}
              </Link>
            </li>
          ))}
        </ul>
        {foot}
      </div>
    </span>
  );
}
