"use client";

import * as Radix from "@radix-ui/react-dialog";
import clsx from "clsx";
import { type ReactNode, useState } from "react";
import { X } from "./icons";

/**
 * Load it lazily and mount it when it opens: focus goes in, and back to what had it when it unmounts or closes.
 * `foot` holds the one primary button, named verb and object. `side` makes it a drawer.
 */
export function Dialog({
  title,
  lead,
  onClose,
  children,
  foot,
  wide,
  side,
}: {
  title: ReactNode;
  lead?: ReactNode;
  onClose: () => void;
  children: ReactNode;
  foot?: ReactNode;
  wide?: boolean;
  side?: boolean;
}) {
  const [opener] = useState(() => document.activeElement);
  const content = (
    <Radix.Content
      onCloseAutoFocus={(event) => {
        // Radix would look for a trigger of its own; ours stands somewhere in the page.
        event.preventDefault();
        if (opener instanceof HTMLElement) opener.focus();
      }}
      {...(!lead && { "aria-describedby": undefined })}
      className={side ? "drawer" : clsx("dialog", wide && "dialog--wide")}
    >
      <header
        className={clsx(
          "flex flex-none items-start gap-3 ps-5 pe-12 pt-4 pb-3",
          side && "border-b border-border",
        )}
      >
        <div className="min-w-0 flex-1">
          <Radix.Title className="text-lg tracking-[-0.012em]">{title}</Radix.Title>
          {lead && <Radix.Description className="mt-0.5 text-text-secondary">{lead}</Radix.Description>}
        </div>
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-auto px-5 pt-1 pb-5">{children}</div>
      {foot && (
        <footer className="flex flex-none flex-wrap items-center justify-end gap-2 border-t border-border bg-sunken px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
          {foot}
        </footer>
      )}
      {/* Last in order, so that the focus starts in the content. */}
      <Radix.Close
        aria-label="Close"
        className="absolute end-3.5 top-3.5 grid size-(--control) place-items-center rounded-md text-text-muted hover:bg-hover hover:text-text"
      >
        <X aria-hidden />
      </Radix.Close>
    </Radix.Content>
  );
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={side ? "fixed inset-0 z-40 bg-scrim" : "scrim"}>
          {!side && content}
        </Radix.Overlay>
        {side && content}
      </Radix.Portal>
    </Radix.Root>
  );
}
