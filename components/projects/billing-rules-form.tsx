"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/http/action";
import type { PublicError } from "@/lib/http/problem";

type Rules = { retrySchedule: "smart" | "short"; timeZone: string };
type Save = (slug: string, input: Rules) => Promise<ActionResult>;

/** How failed renewals are tried again, and where days and months are counted. */
export function BillingRulesForm({
  slug,
  rules,
  save,
  disabledReason,
}: {
  slug: string;
  rules: Rules;
  save: Save;
  disabledReason?: string;
}) {
  const [error, setError] = useState<PublicError | null>(null);
  const [isPending, start] = useTransition();
  const apply = (to: Rules, from: Rules | null) =>
    start(async () => {
      const outcome = await save(slug, to);
      setError(outcome.ok ? null : outcome.error);
      if (outcome.ok && from) toast({ message: "Billing rules saved", undo: () => apply(from, null) });
    });
  return (
    <form
      key={`${rules.retrySchedule} ${rules.timeZone}`}
      noValidate
      className="grid gap-3 border-t border-border-subtle pt-5"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const retrySchedule = form.get("retrySchedule") === "short" ? "short" : "smart";
        apply({ retrySchedule, timeZone: String(form.get("timeZone")).trim() }, rules);
      }}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <Field
          id="retry-schedule"
          label="When a renewal fails"
          hint="How often it is tried again, and when access ends."
          error={error?.fields?.retrySchedule}
        >
          {(control) => (
            <Select
              {...control}
              name="retrySchedule"
              defaultValue={rules.retrySchedule}
              disabled={disabledReason !== undefined}
            >
              <option value="smart">Smart: up to five tries</option>
              <option value="short">Short: up to four tries</option>
            </Select>
          )}
        </Field>
        <Field
          id="time-zone"
          label="Time zone of new subscriptions"
          hint="Such as Europe/Berlin. Days and months are counted there."
          error={error?.fields?.timeZone}
        >
          {(control) => (
            <Input
              {...control}
              name="timeZone"
              autoComplete="off"
              spellCheck={false}
              defaultValue={rules.timeZone}
              readOnly={disabledReason !== undefined}
            />
          )}
        </Field>
      </div>
      {error && !error.fields && (
        <p role="alert" className="text-xs text-red-fg">
          {error.message}
        </p>
      )}
      <div>
        <Button type="submit" disabled={isPending} disabledReason={disabledReason}>
          Save billing rules
        </Button>
      </div>
    </form>
  );
}
