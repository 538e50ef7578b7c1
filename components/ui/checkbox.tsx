import clsx from "clsx";
import type { ComponentProps } from "react";

export function Checkbox({ className, ...rest }: Omit<ComponentProps<"input">, "type">) {
  return <input {...rest} type="checkbox" className={clsx("checkbox", className)} />;
}
