import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { Link } from "./link";

const look =
  "inline-grid flex-none place-items-center rounded-md text-text-muted hover:bg-hover hover:text-text transition-colors duration-(--duration) aria-disabled:text-text-disabled aria-disabled:hover:bg-transparent aria-disabled:cursor-not-allowed";

type Face = {
  /** What it does; its accessible name and its tooltip. */
  label: string;
  icon: ReactNode;
  size?: "sm" | "md";
  framed?: boolean;
  hotkey?: string;
};

function faceProps({ label, size, framed, hotkey }: Omit<Face, "icon">, className?: string) {
  return {
    "aria-label": label,
    "data-tip": label,
    ...(hotkey && { "data-hotkey": hotkey, "data-tip-key": hotkey }),
    className: clsx(
      look,
      size === "sm" ? "size-(--control-sm)" : "size-(--control)",
      framed && "border border-border-strong bg-surface shadow-xs",
      className,
    ),
  };
}

export function IconButton({
  label,
  icon,
  size,
  framed,
  hotkey,
  className,
  ...rest
}: Face & Omit<ComponentProps<"button">, "children">) {
  return (
    <button type="button" {...faceProps({ label, size, framed, hotkey }, className)} {...rest}>
      {icon}
    </button>
  );
}

/** Without `href` it stands there switched off, so that the row of buttons does not move. */
export function IconLink({
  label,
  icon,
  size,
  framed,
  hotkey,
  className,
  href,
}: Face & { href?: string; className?: string }) {
  if (!href)
    return (
      <button type="button" aria-disabled {...faceProps({ label, size, framed }, className)}>
        {icon}
      </button>
    );
  return (
    <Link href={href} {...faceProps({ label, size, framed, hotkey }, className)}>
      {icon}
    </Link>
  );
}
