"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { formatTime } from "@/components/shell/time-format";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Clock } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/http/action";

export type MoveClock = (slug: string, input: { to: string }) => Promise<ActionResult>;

const dayMs = 86_400_000;
const steps = [
  { words: "A day", ms: dayMs },
  { words: "A week", ms: 7 * dayMs },
  { words: "A month", ms: 31 * dayMs },
];
const lookMs = 2_000;

/** A sandbox's own time, in the frame of each of its pages, and the way to move it. */
export function SandboxClock({
  slug,
  now,
  targetAt,
  move,
  disabledReason,
}: {
  slug: string;
  /** Milliseconds, as the project's clock stood when the page was drawn. */
  now: number;
  /** Where it is on its way to. */
  targetAt: number | null;
  move: MoveClock;
  disabledReason?: string;
}) {
  const router = useRouter();
  const panel = useRef<HTMLDivElement>(null);
  const [message, setMessage] = useState<string>();
  const [isPending, start] = useTransition();
  useEffect(() => {
    if (targetAt === null) return;
    const timer = setInterval(() => router.refresh(), lookMs);
    return () => clearInterval(timer);
  }, [targetAt, router]);
  const words = (at: number) => formatTime(at, "full", "UTC", now);
  const send = (to: number) =>
    start(async () => {
      const outcome = await move(slug, { to: new Date(to).toISOString() });
      setMessage(outcome.ok ? undefined : (outcome.error.fields?.to ?? outcome.error.message));
      if (!outcome.ok) return;
      panel.current?.hidePopover();
      toast(`The clock moves to ${words(to)}`);
      router.refresh();
    });
  return (
    <>
      <button
        type="button"
        data-sandbox
        popoverTarget="sandbox-clock"
        aria-label={`Sandbox time ${words(now)}. Move the clock`}
        className="inline-flex h-(--control) flex-none items-center gap-1.5 rounded-md bg-amber-bg px-2.5 font-medium whitespace-nowrap text-amber-fg"
      >
        <Clock aria-hidden className="size-4" />
        <span className="max-[85rem]:hidden">
          {targetAt === null ? words(now) : `Moving to ${words(targetAt)}`}
        </span>
      </button>
      <div
        ref={panel}
        id="sandbox-clock"
        popover="auto"
        role="dialog"
        aria-label="Move the clock"
        className="menu w-80 p-3"
      >
        <p className="font-medium">Sandbox time</p>
        <p className="mb-2 text-text-secondary">
          It is {words(now)} in this project. What falls due on the way happens at its own time.
        </p>
        <div className="mb-3 flex gap-1.5">
          {steps.map(({ words: label, ms }) => (
            <Button
              key={label}
              size="sm"
              disabled={isPending}
              disabledReason={disabledReason}
              onClick={() => send((targetAt ?? now) + ms)}
            >
              {label} on
            </Button>
          ))}
        </div>
        <form
          className="grid gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            const to = Date.parse(`${new FormData(event.currentTarget).get("to")}Z`);
            if (Number.isNaN(to)) setMessage("Choose a date and a time");
            else send(to);
          }}
        >
          <Field id="sandbox-clock-to" label="Move to (UTC)" error={message}>
            {(control) => (
              <Input
                {...control}
                type="datetime-local"
                name="to"
                required
                readOnly={disabledReason !== undefined}
              />
            )}
          </Field>
          <Button type="submit" variant="primary" disabled={isPending} disabledReason={disabledReason}>
            Move the clock
          </Button>
        </form>
      </div>
    </>
  );
}
