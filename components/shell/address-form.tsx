"use client";

import { useRouter } from "next/navigation";
import type { FormEvent, ReactNode } from "react";

/**
 * A form whose answer is an address: fields that say nothing are left out of it, and those of one name stand with commas
 * between. Without script the browser sends it as it is. Closes the popover around it.
 */
export function AddressForm({
  action,
  label,
  className,
  children,
}: {
  action: string;
  label: string;
  className?: string;
  children: ReactNode;
}) {
  const router = useRouter();
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const said = new Map<string, string[]>();
    for (const [name, value] of new FormData(form)) {
      const text = String(value).trim();
      if (text !== "") said.set(name, [...(said.get(name) ?? []), text]);
    }
    const query = [...said]
      .map(([name, values]) => `${name}=${values.map(encodeURIComponent).join(",")}`)
      .join("&");
    form.closest<HTMLElement>("[popover]")?.hidePopover();
    router.push(query ? `${action}?${query}` : action, { scroll: false });
  };
  return (
    <form method="get" action={action} aria-label={label} onSubmit={onSubmit} className={className}>
      {children}
    </form>
  );
}
