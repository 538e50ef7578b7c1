"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { ActionResult } from "@/lib/http/action";
import { SaveFoot, useSettings } from "./save-settings";

type Limits = { noteMaxLength: number; notesPerCustomer: number | null };
type Save = (slug: string, input: Limits) => Promise<ActionResult>;

export function NoteLimitsForm({
  slug,
  limits: { noteMaxLength, notesPerCustomer },
  save,
  disabledReason,
}: {
  slug: string;
  limits: Limits;
  save: Save;
  disabledReason?: string;
}) {
  const { error, isPending, apply } = useSettings((to: Limits) => save(slug, to), "Note limits saved");
  const isReadOnly = disabledReason !== undefined;
  return (
    <form
      key={`${noteMaxLength} ${notesPerCustomer}`}
      noValidate
      className="grid gap-3 border-t border-border-subtle pt-5"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const count = String(form.get("notesPerCustomer")).trim();
        apply(
          {
            noteMaxLength: Number(form.get("noteMaxLength")),
            notesPerCustomer: count ? Number(count) : null,
          },
          { noteMaxLength, notesPerCustomer },
        );
      }}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <Field
          id="note-length"
          label="Characters in a note"
          hint="1 to 10,000. Emoji count by their parts."
          error={error?.fields?.noteMaxLength}
        >
          {(control) => (
            <Input
              {...control}
              name="noteMaxLength"
              inputMode="numeric"
              defaultValue={noteMaxLength}
              readOnly={isReadOnly}
            />
          )}
        </Field>
        <Field
          id="note-count"
          label="Notes per customer"
          hint="Empty for no limit."
          error={error?.fields?.notesPerCustomer}
        >
          {(control) => (
            <Input
              {...control}
              name="notesPerCustomer"
              inputMode="numeric"
              defaultValue={notesPerCustomer ?? ""}
              readOnly={isReadOnly}
            />
          )}
        </Field>
      </div>
      <SaveFoot error={error} isPending={isPending} disabledReason={disabledReason}>
        Save note limits
      </SaveFoot>
    </form>
  );
}
