"use client";

import Link from "next/link";
import { type ComponentProps, useRef, useState } from "react";

/** Prefetches after 80 ms of hover or on focus, never because it scrolled into view: a list has fifty of them. */
export function IntentLink(props: Omit<ComponentProps<typeof Link>, "prefetch">) {
  const [wanted, setWanted] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  return (
    <Link
      {...props}
      prefetch={wanted ? null : false}
      onPointerEnter={() => {
        timer.current = setTimeout(() => setWanted(true), 80);
      }}
      onPointerLeave={() => clearTimeout(timer.current)}
      onFocus={() => setWanted(true)}
    />
  );
}
