"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/http/action";
import type { PublicError } from "@/lib/http/problem";

export type Block = (slug: string, input: { value: string; reason?: string | null }) => Promise<ActionResult>;

export function BlockForm({
  slug,
  block,
  disabledReason,
}: {
  slug: string;
  block: Block;
  disabledReason?: string;
}) {
  const [value, setValue] = useState("");
  const [reason, setReason] = useState("");
  const [error, setError] = useState<PublicError | null>(null);
  const [isPending, start] = useTransition();
  const save = () =>
    start(async () => {
      const outcome = await block(slug, { value, reason: reason.trim() || null });
      setError(outcome.ok ? null : outcome.error);
      if (!outcome.ok) return;
      toast(`${value.trim()} is blocked`);
      setValue("");
      setReason("");
    });
  const isOff = disabledReason !== undefined;
  return (
    <form
      className="flex max-w-176 flex-wrap items-start gap-3 px-(--gutter) py-4"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className="min-w-48 flex-1">
        <Field id="block-value" label="Id" error={error ? (error.fields?.value ?? error.message) : undefined}>
          {(control) => (
            <Input
              {...control}
              value={value}
              onChange={(event) => setValue(event.target.value)}
              readOnly={isOff}
              maxLength={1500}
              autoComplete="off"
              spellCheck={false}
              className="mono"
            />
          )}
        </Field>
      </div>
      <div className="min-w-48 flex-1">
        <Field id="block-reason" label="Reason" optional error={error?.fields?.reason}>
          {(control) => (
            <Input
              {...control}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              readOnly={isOff}
              maxLength={200}
              autoComplete="off"
            />
          )}
        </Field>
      </div>
      <div className="pt-5">
        <Button type="submit" variant="primary" disabled={isPending} disabledReason={disabledReason}>
          Block id
        </Button>
      </div>
    </form>
  );
}
