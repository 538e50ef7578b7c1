"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { ArrowUp } from "@/components/ui/icons";

const everyMs = 5000;

/**
 * Asks a JSON door (`{ count }`) every 5 s while the tab is seen and shows "3 new"; pressing it brings the rows. Rows never
 * move by themselves. While the server or its database is away it says so, and goes on asking.
 */
export function LivePill({ href }: { href: string }) {
  const [fresh, setFresh] = useState(0);
  const [isAway, setAway] = useState(false);
  const [busy, start] = useTransition();
  const router = useRouter();

  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout>;
    const poll = async () => {
      if (document.visibilityState === "visible") {
        const count = await countOf(href);
        if (stopped) return;
        setAway(count === null);
        if (count !== null) setFresh(count);
      }
      timer = setTimeout(poll, everyMs);
    };
    timer = setTimeout(poll, everyMs);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [href]);

  return (
    <span aria-live="polite">
      {isAway && (
        <span className="hue-amber inline-flex h-6 items-center rounded-full bg-(--hue-bg) px-2.5 text-xs whitespace-nowrap text-(--hue-fg) forced-colors:border">
          The server does not answer, trying again
        </span>
      )}
      {!isAway && fresh > 0 && (
        <button
          type="button"
          disabled={busy}
          onClick={() =>
            start(() => {
              setFresh(0);
              router.refresh();
            })
          }
          className="inline-flex h-6 flex-none items-center gap-1.5 rounded-full bg-accent-soft ps-2 pe-2.5 text-xs font-medium whitespace-nowrap text-accent-text hover:bg-selected forced-colors:border"
        >
          <ArrowUp aria-hidden className="size-3.5" />
          {fresh >= 100 ? "99+" : fresh} new
        </button>
      )}
    </span>
  );
}

/** Null when there was no answer, or none that counts. */
async function countOf(href: string): Promise<number | null> {
  try {
    const response = await fetch(href, { headers: { accept: "application/json" } });
    const body: { count: number } | null = response.ok ? await response.json() : null;
    return body?.count ?? null;
  } catch (error) {
    // A fetch that found no server, or an answer that was cut off.
    if (error instanceof TypeError || error instanceof SyntaxError) return null;
    throw error;
  }
}
