"use client";

import { lazy, type ReactNode, Suspense, useRef, useState } from "react";

export type MenuItem = {
  label: string;
  note?: string;
  icon?: ReactNode;
  hotkey?: string;
  href?: string;
  onSelect?: () => void;
  /** Shown under the label; the item stays in the list and cannot be chosen. */
  disabledReason?: string;
};

const MenuList = lazy(() => import("./menu-list").then((loaded) => ({ default: loaded.MenuList })));

/** Actions behind a button. The list (Radix) is fetched when the pointer or the focus comes near. */
export function Menu({
  label,
  button,
  buttonClass,
  groups,
  align = "end",
  hotkey,
  onNear,
}: {
  label: string;
  button: ReactNode;
  buttonClass: string;
  /** A hairline stands between groups. */
  groups: MenuItem[][];
  align?: "start" | "end";
  hotkey?: string;
  /** The pointer or the focus comes, or it is opened: for groups that are loaded. */
  onNear?: () => void;
}) {
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const warm = () => {
    void import("./menu-list");
    onNear?.();
  };
  return (
    <span className="relative inline-flex">
      <button
        ref={trigger}
        type="button"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={typeof button === "string" ? undefined : label}
        onPointerEnter={warm}
        onFocus={warm}
        onClick={() => {
          if (!open) onNear?.();
          setOpen(!open);
        }}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown") return;
          event.preventDefault();
          setOpen(true);
        }}
        {...(hotkey && { "data-hotkey": hotkey })}
        className={buttonClass}
      >
        {button}
      </button>
      {open && (
        <Suspense>
          <MenuList
            label={label}
            groups={groups}
            align={align}
            trigger={trigger}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </span>
  );
}
