"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState, useTransition } from "react";
import { Bar } from "@/components/shell/share-bars";
import { Button } from "@/components/ui/button";
import { Pause, Play, X } from "@/components/ui/icons";
import type { ReplayActions } from "./webhook-actions";

const lookMs = 1_000;

/** A replay as it goes: how far it is, with pause and stop. */
export function ReplayProgress({
  slug,
  replay,
  state,
  handed,
  total,
  perSecond,
  meta,
  actions,
  disabledReason,
}: {
  slug: string;
  /** A shown id. */
  replay: string;
  state: "running" | "paused" | "stopped" | "done";
  handed: number;
  total: number;
  perSecond: number;
  meta: ReactNode;
  actions: ReplayActions;
  disabledReason?: string;
}) {
  const router = useRouter();
  const [message, setMessage] = useState<string>();
  const [isPending, start] = useTransition();
  useEffect(() => {
    if (state !== "running") return;
    const timer = setInterval(() => router.refresh(), lookMs);
    return () => clearInterval(timer);
  }, [state, router]);
  const press = (deed: keyof ReplayActions) =>
    start(async () => {
      const outcome = await actions[deed](slug, { replay });
      setMessage(outcome.ok ? undefined : outcome.error.message);
    });
  const words = {
    running: `Sending again, ${perSecond} a second`,
    paused: "Paused",
    stopped: "Stopped",
    done: total === 0 ? "Nothing was to be sent" : "All were handed over",
  }[state];
  const isOver = state === "done" || state === "stopped";
  return (
    <section aria-label="Replay" className="grid gap-3 rounded-lg border border-border bg-sunken px-4 py-3.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1">
          <h2 className="text-md font-semibold">{words}</h2>
          <p className="text-text-secondary">{meta}</p>
        </div>
        {!isOver && (
          <div className="flex gap-2">
            {state === "running" ? (
              <Button
                icon={<Pause aria-hidden />}
                disabled={isPending}
                disabledReason={disabledReason}
                onClick={() => press("pause")}
              >
                Pause
              </Button>
            ) : (
              <Button
                icon={<Play aria-hidden />}
                disabled={isPending}
                disabledReason={disabledReason}
                onClick={() => press("resume")}
              >
                Go on
              </Button>
            )}
            <Button
              icon={<X aria-hidden />}
              disabled={isPending}
              disabledReason={disabledReason}
              onClick={() => press("stop")}
            >
              Stop
            </Button>
          </div>
        )}
      </div>
      <div className="grid gap-1.5">
        <Bar share={total > 0 ? handed / total : 1} hue={state === "done" ? "green" : "blue"} />
        <p role="status" className="text-xs text-text-muted">
          {handed.toLocaleString("en")} of {total.toLocaleString("en")} handed over
        </p>
      </div>
      {message && (
        <p role="alert" className="text-xs text-red-fg">
          {message}
        </p>
      )}
    </section>
  );
}
