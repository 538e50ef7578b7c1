"use client";

import { useEffect, useState } from "react";
import { LiveTime } from "@/components/shell/live-time";
import { ButtonLink } from "@/components/ui/button";
import { Check } from "@/components/ui/icons";

export type ReceivedVisit = {
  sessionId: string;
  receivedAt: string;
  funnel: string;
  isPreview: boolean;
  device: string;
  sessionHref: string;
  customerHref: string;
  funnelHref: string;
};

const everyMs = 2500;

/** Waits for the first event and then shows the visit that it belongs to; goes on showing the newest one. */
export function Listening({ href, initial }: { href: string; initial: ReceivedVisit | null }) {
  const [visit, setVisit] = useState(initial);
  const [isLost, setLost] = useState(false);

  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      if (document.visibilityState === "visible") {
        const latest = await latestVisit(href);
        if (stopped) return;
        setLost(latest === "unreachable");
        if (latest !== "unreachable") setVisit(latest);
      }
      timer = setTimeout(ask, everyMs);
    };
    timer = setTimeout(ask, everyMs);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [href]);

  const isNew = visit !== null && visit.sessionId !== initial?.sessionId;
  return (
    <section
      aria-label="Connection"
      aria-live="polite"
      className={`${visit ? "hue-green" : "hue-blue"} flex flex-wrap gap-x-3 gap-y-3 rounded-lg border border-border bg-sunken px-4 py-3.5`}
    >
      <span
        aria-hidden
        className="grid size-7 flex-none place-items-center rounded-md bg-(--hue-bg) text-(--hue-fg) forced-colors:border"
      >
        {visit ? <Check /> : <i className="listening-dot size-2 rounded-full bg-(--hue-dot)" />}
      </span>
      <div className="min-w-0 flex-[1_1_20rem]">
        <h2 className="text-md leading-5">
          {visit ? (isNew ? "The visit has arrived" : "Events arrive") : "Listening…"}
        </h2>
        <p className="text-text-secondary">
          {isLost
            ? "The console cannot be reached at the moment. It is asked again every few seconds."
            : visit
              ? lineOf(visit)
              : "Open your funnel in another tab. Its first visit shows here within seconds."}
        </p>
        {visit && !isLost && (
          // On a line of its own: it is shorter once it says how long ago, and nothing may move then.
          <p className="text-text-muted">
            <LiveTime value={visit.receivedAt} />
          </p>
        )}
      </div>
      {visit && (
        <div className="flex flex-wrap items-center gap-2">
          <ButtonLink href={visit.customerHref} variant="primary">
            Open the customer
          </ButtonLink>
          <ButtonLink href={visit.sessionHref}>Open the visit</ButtonLink>
          <ButtonLink href={visit.funnelHref}>Open the funnel</ButtonLink>
        </div>
      )}
    </section>
  );
}

function lineOf(visit: ReceivedVisit): string {
  return `${visit.isPreview ? "Preview visit" : "Visit"} to ${visit.funnel} · ${visit.device}`;
}

async function latestVisit(href: string): Promise<ReceivedVisit | null | "unreachable"> {
  try {
    const response = await fetch(href, { headers: { accept: "application/json" } });
    if (!response.ok) return "unreachable";
    const body: { latest: ReceivedVisit | null } = await response.json();
    return body.latest;
  } catch {
    // Offline or restarting: said on the panel, and asked again.
    return "unreachable";
  }
}
