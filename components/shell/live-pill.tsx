"use client";

import { ArrowUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";

/**
 * Polls `count` every 5 s while the tab is seen and shows "3 new"; pressing it brings the rows. Rows never move by
 * themselves. `count` is a server action that the page hands in: how many have come since the page was drawn.
 */
export function LivePill({ count, noun = "new" }: { count: () => Promise<number>; noun?: string }) {
  const [fresh, setFresh] = useState(0);
  const [busy, start] = useTransition();
  const router = useRouter();

  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout>;
    const poll = async () => {
      if (document.visibilityState === "visible") {
        // A failed poll says nothing new; the next one may.
        const found = await count().catch(() => null);
        if (stopped) return;
        if (found !== null) setFresh(found);
      }
      timer = setTimeout(poll, 5000);
    };
    timer = setTimeout(poll, 5000);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [count]);

  return (
    <span aria-live="polite">
      {fresh > 0 && (
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
          {fresh >= 100 ? "99+" : fresh} {noun}
        </button>
      )}
    </span>
  );
}
