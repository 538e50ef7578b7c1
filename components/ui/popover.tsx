"use client";

import { lazy, type ReactNode, Suspense, useRef, useState } from "react";

const PopoverPanel = lazy(() =>
  import("./popover-panel").then((loaded) => ({ default: loaded.PopoverPanel })),
);

/** A button with a panel that takes the focus (a filter's form, a picker). The panel's code comes on first use. */
export function Popover({
  label,
  button,
  buttonClass,
  hotkey,
  children,
}: {
  label: string;
  button: ReactNode;
  buttonClass: string;
  hotkey?: string;
  /** Drawn while open; call `close` when the choice is made. */
  children: (close: () => void) => ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const warm = () => {
    void import("./popover-panel");
  };
  const close = () => setOpen(false);
  return (
    <>
      <button
        ref={trigger}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={typeof button === "string" ? undefined : label}
        onPointerEnter={warm}
        onFocus={warm}
        onClick={() => setOpen(!open)}
        {...(hotkey && { "data-hotkey": hotkey })}
        className={buttonClass}
      >
        {button}
      </button>
      {open && (
        <Suspense>
          <PopoverPanel label={label} trigger={trigger} onClose={close}>
            {children(close)}
          </PopoverPanel>
        </Suspense>
      )}
    </>
  );
}
