import clsx from "clsx";
import type { ComponentProps } from "react";

export const controlStyle =
  "block w-full rounded-md border border-border-strong bg-surface shadow-xs aria-invalid:border-red-dot aria-invalid:ring-1 aria-invalid:ring-red-dot disabled:bg-sunken disabled:text-text-muted";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return (
    <input {...rest} className={clsx(controlStyle, "h-8 px-2.5 text-base pointer-coarse:h-9", className)} />
  );
}

export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea {...rest} className={clsx(controlStyle, "resize-y px-2.5 py-2 text-md", className)} />;
}
