"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import { Bar } from "@/components/shell/share-bars";

const lookMs = 1_000;

export type RunState = "counting" | "ready" | "applying" | "done" | "failed";

/** A run as it goes: how far it is. What it found stands below. */
export function ReprocessProgress({
  state,
  handled,
  total,
  meta,
  error,
  action,
  children,
}: {
  state: RunState;
  handled: number;
  total: number;
  meta: ReactNode;
  error: string | null;
  action?: ReactNode;
  children: ReactNode;
}) {
  const router = useRouter();
  useEffect(() => {
    if (state !== "counting" && state !== "applying") return;
    const timer = setInterval(() => router.refresh(), lookMs);
    return () => clearInterval(timer);
  }, [state, router]);
  const words = {
    counting: "Reading, nothing is changed",
    ready: "What would change",
    applying: "Applying",
    done: "Applied",
    failed: "Stopped",
  }[state];
  const isRunning = state === "counting" || state === "applying";
  return (
    <section aria-label="Run" className="grid gap-3 rounded-lg border border-border bg-sunken px-4 py-3.5">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="min-w-0 flex-[1_1_16rem]">
          <h2 className="text-md font-semibold">{words}</h2>
          <p className="text-text-secondary">{meta}</p>
        </div>
        {action}
      </div>
      {isRunning && (
        <div className="grid gap-1.5">
          <Bar share={total > 0 ? Math.min(1, handled / total) : 1} hue="blue" />
          <p role="status" className="text-xs text-text-muted">
            {handled.toLocaleString("en")} of {total.toLocaleString("en")} events
          </p>
        </div>
      )}
      {error && <p className="text-red-fg">{error}</p>}
      {children}
    </section>
  );
}
