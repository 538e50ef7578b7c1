"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export function TextField({
  id,
  label,
  hint,
  error,
  value,
  placeholder,
  isCode,
  isLocked,
  onChange,
}: {
  id: string;
  label: string;
  hint?: string;
  error?: string;
  value: string;
  placeholder?: string;
  /** A name that programs use. */
  isCode?: boolean;
  isLocked?: boolean;
  onChange: (value: string) => void;
}) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      {(control) => (
        <Input
          {...control}
          value={value}
          disabled={isLocked}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={!isCode}
          className={isCode ? "mono" : undefined}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
