"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { ActionResult } from "@/lib/http/action";
import { SaveFoot, useSettings } from "./save-settings";

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
  const { error, isPending, apply } = useSettings((to: Rules) => save(slug, to), "Billing rules saved");
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
      <SaveFoot error={error} isPending={isPending} disabledReason={disabledReason}>
        Save billing rules
      </SaveFoot>
    </form>
  );
}
