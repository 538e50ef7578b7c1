"use client";

import { type KeyboardEvent, useId } from "react";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";

/** Markdown with its length in code points, as the server counts it. Ctrl or Cmd and Enter save. */
export function NoteField({
  label,
  value,
  most,
  error,
  onChange,
  onSave,
}: {
  label: string;
  value: string;
  most: number;
  error?: string;
  onChange: (value: string) => void;
  onSave: () => void;
}) {
  const id = useId();
  const over = overBy(value, most);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onSave();
  };
  return (
    <Field
      id={id}
      label={label}
      error={over > 0 ? `Shorten it by ${over.toLocaleString("en")}` : error}
      hint="Markdown. A draft is kept in this browser until you save it."
    >
      {(control) => (
        <div className="grid">
          <Textarea
            {...control}
            value={value}
            rows={6}
            placeholder="What should the next person know?"
            onChange={(event) => onChange(event.target.value)}
            onKeyDown={onKeyDown}
          />
          <span
            className={`justify-self-end pt-1 text-xs tabular-nums ${over > 0 ? "text-red-fg" : "text-text-muted"}`}
          >
            {lengthOf(value).toLocaleString("en")} of {most.toLocaleString("en")}
            <span className="sr-only"> characters</span>
          </span>
        </div>
      )}
    </Field>
  );
}

export function overBy(value: string, most: number): number {
  return lengthOf(value) - most;
}

function lengthOf(value: string): number {
  return [...value.trim()].length;
}
