"use client";

import clsx from "clsx";
import { Copy } from "lucide-react";
import { toast } from "@/components/ui/toast";
import { copyText } from "./copy";

async function copy(value: string, label: string) {
  toast(
    (await copyText(value)) ? `${label} copied` : `${label} could not be copied: select it and press Ctrl C`,
  );
}

/** Middle ellipsis when `short` (the default); the whole value in title and name; click or Enter copies it. */
export function CopyId({
  value,
  label,
  short = true,
  shown,
  hotkey,
}: {
  value: string;
  /** What it is, in the toast: "Customer ID". */
  label: string;
  short?: boolean;
  /** Keeps the icon visible, for the one id in a header. */
  shown?: boolean;
  hotkey?: string;
}) {
  return (
    <button
      type="button"
      title={value}
      onClick={() => copy(value, label)}
      {...(hotkey && { "data-hotkey": hotkey, "data-hotkey-label": `Copy ${label}` })}
      className="group/copy mono relative z-1 inline-flex max-w-full items-center gap-1 rounded-xs whitespace-nowrap text-text-muted select-text hover:text-text focus-visible:text-text"
    >
      <span className="sr-only">{`Copy ${label} ${value}`}</span>
      <span aria-hidden className="truncate">
        {short && value.length > 14 ? `${value.slice(0, 8)}…${value.slice(-4)}` : value}
      </span>
      <Copy
        aria-hidden
        className={clsx(
          "size-3 group-hover/copy:opacity-100 group-focus-visible/copy:opacity-100 pointer-coarse:opacity-100",
          shown ? "text-text-muted" : "opacity-0",
        )}
      />
    </button>
  );
}

/** The same for long things (a snippet, JSON, a link): a button with words instead of the value. */
export function CopyButton({
  value,
  label,
  children,
  className,
}: {
  value: string;
  label: string;
  children?: string;
  className: string;
}) {
  return (
    <button
      type="button"
      aria-label={children ? undefined : `Copy ${label}`}
      {...(!children && { "data-tip": `Copy ${label}` })}
      onClick={() => copy(value, label)}
      className={className}
    >
      <Copy aria-hidden className="size-3.5" />
      {children}
    </button>
  );
}
