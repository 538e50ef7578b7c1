"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { ActionResult } from "@/lib/http/action";
import { SaveFoot, useSettings } from "./save-settings";

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
  const { error, isPending, apply } = useSettings((reason: string) =>
    pausedSince ? resume(slug, {}) : pause(slug, { reason }),
  );
  return (
    <form
      noValidate
      className="grid gap-3 border-t border-border-subtle pt-5"
      onSubmit={(event) => {
        event.preventDefault();
        apply(String(new FormData(event.currentTarget).get("reason") ?? "").trim(), null);
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
      <SaveFoot error={error} isPending={isPending} disabledReason={disabledReason}>
        {pausedSince ? "Resume charging" : "Pause charging"}
      </SaveFoot>
    </form>
  );
}
