import clsx from "clsx";
import type { ComponentProps } from "react";
import { ChevronDown } from "./icons";
import { controlStyle } from "./input";

/** The platform's own list in our frame: keyboard, touch and screen readers for no JavaScript. */
export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  return (
    <span className={clsx("relative block", className)}>
      <select
        {...rest}
        className={clsx(controlStyle, "h-8 appearance-none ps-2.5 pe-7 text-base pointer-coarse:h-9")}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute end-2 top-1/2 size-3.5 -translate-y-1/2 text-text-muted"
      />
    </span>
  );
}
