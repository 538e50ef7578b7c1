"use client";

import { useCallback } from "react";
import { LivePill } from "@/components/shell/live-pill";

/** Asks the customer's JSON door how many rows have arrived since the newest one shown. */
export function NewsPill({ href }: { href: string }) {
  const count = useCallback(async () => {
    const response = await fetch(href, { headers: { accept: "application/json" } });
    if (!response.ok) throw new Error(`${response.status}`);
    const body: { count: number } = await response.json();
    return body.count;
  }, [href]);
  return <LivePill count={count} />;
}
