"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/http/action";

type Rename = (slug: string, input: { name: string }) => Promise<ActionResult>;

export function RenameForm({
  slug,
  name,
  rename,
  disabledReason,
}: {
  slug: string;
  name: string;
  rename: Rename;
  disabledReason?: string;
}) {
  const [message, setMessage] = useState<string>();
  const [isPending, start] = useTransition();
  const save = (to: string, from: string | null) =>
    start(async () => {
      const outcome = await rename(slug, { name: to });
      setMessage(outcome.ok ? undefined : (outcome.error.fields?.name ?? outcome.error.message));
      if (outcome.ok && from !== null)
        toast({ message: `Project renamed to ${to}`, undo: () => save(from, null) });
    });
  return (
    <form
      key={name}
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        save(String(new FormData(event.currentTarget).get("name")), name);
      }}
    >
      <Field
        id="project-name"
        label="Project name"
        hint="Shown to its members. The address stays as it is, so links keep working."
        error={message}
      >
        {(control) => (
          <Input
            {...control}
            name="name"
            defaultValue={name}
            required
            maxLength={80}
            autoComplete="off"
            readOnly={disabledReason !== undefined}
          />
        )}
      </Field>
      <div>
        <Button type="submit" variant="primary" disabled={isPending} disabledReason={disabledReason}>
          Rename project
        </Button>
      </div>
    </form>
  );
}
