"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { ActionResult } from "@/lib/http/action";
import type { PublicError } from "@/lib/http/problem";

/** The project's kill switch: what is due waits, nothing is lost. */
export function ChargingSwitch({
  slug,
  pausedSince,
  pause,
  resume,
  disabledReason,
}: {
  slug: string;
  /** In words; null while charging goes on. */
  pausedSince: string | null;
  pause: (slug: string, input: { reason: string }) => Promise<ActionResult>;
  resume: (slug: string, input: Record<string, never>) => Promise<ActionResult>;
  disabledReason?: string;
}) {
  const [error, setError] = useState<PublicError | null>(null);
  const [isPending, start] = useTransition();
  const settle = (work: () => Promise<ActionResult>) =>
    start(async () => {
      const outcome = await work();
      setError(outcome.ok ? null : outcome.error);
    });
  return (
    <form
      noValidate
      className="grid gap-3 border-t border-border-subtle pt-5"
      onSubmit={(event) => {
        event.preventDefault();
        const reason = String(new FormData(event.currentTarget).get("reason") ?? "").trim();
        settle(() => (pausedSince ? resume(slug, {}) : pause(slug, { reason })));
      }}
    >
      <p>
        {pausedSince ? (
          <span className="text-amber-fg">
            Charging has been paused since {pausedSince}. What is due waits, and access stays as it is.
          </span>
        ) : (
          "Renewals are charged as they become due. Pausing stops them for this project at once; nothing is lost."
        )}
      </p>
      {!pausedSince && (
        <Field id="pause-reason" label="Why charging is paused" error={error?.fields?.reason}>
          {(control) => (
            <Input
              {...control}
              name="reason"
              maxLength={256}
              autoComplete="off"
              placeholder="The gateway has an incident"
              readOnly={disabledReason !== undefined}
            />
          )}
        </Field>
      )}
      {error && !error.fields && (
        <p role="alert" className="text-xs text-red-fg">
          {error.message}
        </p>
      )}
      <div>
        <Button type="submit" disabled={isPending} disabledReason={disabledReason}>
          {pausedSince ? "Resume charging" : "Pause charging"}
        </Button>
      </div>
    </form>
  );
}
