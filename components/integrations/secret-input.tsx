"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** A secret to paste: never shown, and no password to remember for the browser. */
export function SecretInput({
  id,
  name,
  label,
  hint,
  error,
  isReadOnly,
}: {
  id: string;
  name: string;
  label: string;
  hint?: string;
  error?: string;
  isReadOnly: boolean;
}) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      {(control) => (
        <Input
          {...control}
          name={name}
          type="password"
          autoComplete="off"
          data-1p-ignore
          data-lpignore="true"
          spellCheck={false}
          maxLength={300}
          readOnly={isReadOnly}
        />
      )}
    </Field>
  );
}
