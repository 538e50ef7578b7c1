"use client";

import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";

/** One origin per line. */
export function OriginsField({
  value,
  error,
  onChange,
}: {
  value: string;
  error?: string;
  onChange: (value: string) => void;
}) {
  return (
    <Field
      id="allowed-origins"
      label="Pages that may send with it"
      hint="One origin per line, such as https://quiz.example.com. None means every page."
      error={error}
      optional
    >
      {(control) => (
        <Textarea
          {...control}
          rows={4}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          spellCheck={false}
          className="mono"
        />
      )}
    </Field>
  );
}

export function originsIn(text: string): string[] {
  return text
    .split(/\s+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** The first message about any of the origins, whatever its place in the list. */
export function originError(fields: Record<string, string> | undefined): string | undefined {
  return Object.entries(fields ?? {}).find(([name]) => name.startsWith("allowedOrigins"))?.[1];
}
