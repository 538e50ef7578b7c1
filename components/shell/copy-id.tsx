import { Copy } from "@/components/ui/icons";

/** Middle ellipsis when `short` (the default); the whole value in title and name; `CopyLayer` copies it on click or Enter. */
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
      data-copy={value}
      data-copy-label={label}
      {...(hotkey && { "data-hotkey": hotkey, "data-hotkey-label": `Copy ${label}` })}
      className={shown ? "copy-id copy-id--shown" : "copy-id"}
    >
      <span className="sr-only">{`Copy ${label} ${value}`}</span>
      <span aria-hidden className="truncate">
        {short && value.length > 14 ? `${value.slice(0, 8)}…${value.slice(-4)}` : value}
      </span>
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
      data-copy={value}
      data-copy-label={label}
      {...(!children && { "aria-label": `Copy ${label}`, "data-tip": `Copy ${label}` })}
      className={className}
    >
      <Copy aria-hidden className="size-3.5" />
      {children}
    </button>
  );
}
