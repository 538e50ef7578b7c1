"use client";

import { useEffect, useState } from "react";
import { LiveTime } from "@/components/shell/live-time";
import { Check, TriangleAlert } from "@/components/ui/icons";
import { refusalWords } from "./refusal-words";

export type LatestEvent = {
  event: { id: string; type: string; receivedAt: string } | null;
  /** The last request that was not believed, where it came after the event. */
  refused: { reason: string; at: string } | null;
};

const everyMs = 2_500;

/** Waits for the first event, and turns green when it is here; a refused request is said as it happens. */
export function FirstEvent({ href, initial, lead }: { href: string; initial: LatestEvent; lead: string }) {
  const [latest, setLatest] = useState(initial);
  const [isLost, setLost] = useState(false);

  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      if (document.visibilityState === "visible") {
        const answer = await latestOf(href);
        if (stopped) return;
        setLost(answer === null);
        if (answer) setLatest(answer);
      }
      timer = setTimeout(ask, everyMs);
    };
    timer = setTimeout(ask, everyMs);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [href]);

  const { event, refused } = latest;
  const hue = refused ? "hue-amber" : event ? "hue-green" : "hue-blue";
  return (
    <section
      aria-label="First event"
      aria-live="polite"
      className={`${hue} flex gap-3 rounded-lg border border-border bg-sunken px-4 py-3.5`}
    >
      <span
        aria-hidden
        className="grid size-7 flex-none place-items-center rounded-md bg-(--hue-bg) text-(--hue-fg) forced-colors:border"
      >
        {refused ? (
          <TriangleAlert className="size-4" />
        ) : event ? (
          <Check />
        ) : (
          <i className="listening-dot size-2 rounded-full bg-(--hue-dot)" />
        )}
      </span>
      <div className="min-w-0 flex-1">
        <h3 className="text-md leading-5 font-medium">
          {refused
            ? (refusalWords[refused.reason] ?? "Refused")
            : event
              ? "Events arrive"
              : "Waiting for the first event…"}
        </h3>
        <p className="text-text-secondary">
          {isLost ? (
            "The console cannot be reached at the moment. It is asked again every few seconds."
          ) : refused ? (
            <>
              A request was refused <LiveTime value={refused.at} />. Nothing of it is kept.
            </>
          ) : event ? (
            <>
              <span className="mono">{event.type}</span>, <LiveTime value={event.receivedAt} />
            </>
          ) : (
            lead
          )}
        </p>
      </div>
    </section>
  );
}

async function latestOf(href: string): Promise<LatestEvent | null> {
  try {
    const response = await fetch(href, { headers: { accept: "application/json" } });
    return response.ok ? await response.json() : null;
  } catch {
    // Offline or restarting: said on the panel, and asked again.
    return null;
  }
}
