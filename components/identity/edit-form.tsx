"use client";

import { useRouter } from "next/navigation";
import { useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { PublicError } from "@/lib/http/problem";
import type { Update } from "./actions";
import type { EditedField } from "./edit-field";

/** Enter or the button saves, Escape gives up. Whatever someone else has saved meanwhile is shown before it is overwritten. */
export function EditForm({
  slug,
  customer,
  field,
  value,
  update,
  onClose,
}: {
  slug: string;
  customer: string;
  field: EditedField;
  value: string | null;
  update: Update;
  onClose: () => void;
}) {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [opener] = useState(() => document.activeElement);
  const [text, setText] = useState(value ?? "");
  const [error, setError] = useState<PublicError | null>(null);
  const [isPending, start] = useTransition();
  const label = field === "email" ? "Email" : "User ID";
  const close = () => {
    onClose();
    if (opener instanceof HTMLElement) opener.focus();
  };
  const save = (wanted: string, seen: string | null) =>
    start(async () => {
      const outcome = await update(slug, { customer, [field]: wanted, seen: { [field]: seen } });
      if (!outcome.ok) return setError(outcome.error);
      close();
      const undo = seen === null ? undefined : () => void update(slug, { customer, [field]: seen, seen: {} });
      if (wanted !== seen) toast({ message: `${label} changed to ${wanted}`, undo });
    });
  const theirs = error?.code === "conflict" ? error.fields?.[field] : undefined;
  const other = error?.fields?.other;
  const trouble =
    error && (error.code === "invalid" ? (error.fields?.[field] ?? error.message) : error.message);
  return (
    <form
      noValidate
      className="grid w-full max-w-120 gap-1.5 py-1 text-base"
      onSubmit={(event) => {
        event.preventDefault();
        save(text.trim(), value);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        close();
      }}
    >
      <div className="flex flex-wrap items-center gap-2">
        <Input
          ref={input}
          // The pencil was pressed to write here.
          autoFocus
          aria-label={label}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `edit-${field}-trouble` : undefined}
          type={field === "email" ? "email" : "text"}
          value={text}
          onChange={(event) => setText(event.target.value)}
          autoComplete="off"
          spellCheck={false}
          maxLength={255}
          className="min-w-40 flex-1"
        />
        <Button type="submit" variant="primary" disabled={isPending}>
          Update customer
        </Button>
        <Button onClick={close}>Cancel</Button>
      </div>
      {trouble && (
        <p id={`edit-${field}-trouble`} role="alert" className="text-xs text-red-fg wrap-anywhere">
          {trouble}
        </p>
      )}
      {theirs !== undefined && (
        <div className="flex flex-wrap gap-2">
          <Button
            size="sm"
            onClick={() => {
              close();
              router.refresh();
            }}
          >
            Keep {theirs || "it empty"}
          </Button>
          <Button size="sm" onClick={() => save(text.trim(), theirs || null)}>
            Change it to {text.trim()}
          </Button>
        </div>
      )}
      {other && (
        <div>
          <Button size="sm" data-merge={customer} data-merge-with={other} onClick={close}>
            Merge with that customer…
          </Button>
        </div>
      )}
    </form>
  );
}
