import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps, ReactNode } from "react";
import { Kbd } from "./kbd";
import { Link } from "./link";

export const buttonStyle = cva(
  "inline-flex items-center justify-center gap-1.5 rounded-md border whitespace-nowrap font-medium select-none transition-colors duration-(--duration) forced-colors:border",
  {
    variants: {
      variant: {
        secondary:
          "border-border-strong bg-surface text-text shadow-xs hover:bg-hover [&_.lucide]:text-text-muted",
        primary: "border-transparent bg-primary text-primary-fg shadow-xs hover:bg-primary-hover",
        ghost:
          "border-transparent font-normal text-text-secondary hover:bg-hover [&_.lucide]:text-text-muted",
        danger: "border-transparent bg-danger text-danger-fg shadow-xs hover:bg-danger-hover",
      },
      size: {
        sm: "h-(--control-sm) px-2 text-xs",
        md: "h-(--control) px-2.5 text-base",
        lg: "h-9 px-3.5 text-base",
      },
      wide: { true: "w-full" },
      off: {
        true: "cursor-not-allowed !border-border !bg-sunken !text-text-muted !shadow-none",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

type Look = Pick<VariantProps<typeof buttonStyle>, "variant" | "size" | "wide"> & {
  icon?: ReactNode;
  /** Letter or sequence that presses it ("n", "g c"); shown as a key and found by the keyboard layer. */
  hotkey?: string;
  children?: ReactNode;
};

/**
 * `disabledReason` keeps the button focusable, says why it cannot be pressed, and stops the press.
 * Verb and object as its words: "Refund $9.99".
 */
export function Button({
  variant,
  size,
  wide,
  icon,
  hotkey,
  disabledReason,
  children,
  className,
  type = "button",
  ...rest
}: Look & { disabledReason?: string } & Omit<ComponentProps<"button">, "children">) {
  const off = Boolean(disabledReason || rest.disabled);
  return (
    <button
      {...rest}
      type={disabledReason ? "button" : type}
      {...(disabledReason && {
        "aria-disabled": true,
        "data-tip": disabledReason,
        onClick: undefined,
        formAction: undefined,
      })}
      {...(hotkey && !off && { "data-hotkey": hotkey })}
      className={buttonStyle({ variant, size, wide, off, className })}
    >
      {icon}
      {children}
      {hotkey && <ButtonKey keys={hotkey} variant={variant} />}
    </button>
  );
}

export function ButtonLink({
  variant,
  size,
  wide,
  icon,
  hotkey,
  children,
  className,
  ...rest
}: Look & Omit<ComponentProps<typeof Link>, "children">) {
  return (
    <Link
      {...rest}
      {...(hotkey && { "data-hotkey": hotkey })}
      className={buttonStyle({ variant, size, wide, className })}
    >
      {icon}
      {children}
      {hotkey && <ButtonKey keys={hotkey} variant={variant} />}
    </Link>
  );
}

function ButtonKey({ keys, variant }: { keys: string; variant?: Look["variant"] }) {
  const onFill = variant === "primary" || variant === "danger";
  return (
    <Kbd tone={onFill ? "inherit" : undefined} className="-me-1 max-sm:hidden">
      {keys.toUpperCase()}
    </Kbd>
  );
}
