"use client";

import { useCallback } from "react";
import { LivePill } from "@/components/shell/live-pill";

/** Asks every few seconds how many customers have come on top of the first row. */
export function NewCustomersPill({ href }: { href: string }) {
  const count = useCallback(async () => {
    const response = await fetch(href, { headers: { accept: "application/json" } });
    if (!response.ok) throw new Error(`The count of new customers answered ${response.status}`);
    const { count: fresh }: { count: number } = await response.json();
    return fresh;
  }, [href]);
  return <LivePill count={count} />;
}
