"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { ActionResult } from "@/lib/http/action";

type Create = (input: { name: string; isSandbox: boolean }) => Promise<ActionResult<{ slug: string }>>;

export function CreateProjectForm({ create }: { create: Create }) {
  const router = useRouter();
  const [message, setMessage] = useState<string>();
  const [isPending, start] = useTransition();
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const name = String(form.get("name"));
        const isSandbox = form.get("sandbox") === "on";
        start(async () => {
          const outcome = await create({ name, isSandbox });
          if (outcome.ok) router.push(`/${outcome.result.slug}/developers/install`);
          else setMessage(outcome.error.fields?.name ?? outcome.error.message);
        });
      }}
    >
      <Field
        id="project-name"
        label="Name"
        hint="Your product's name; it can be changed later"
        error={message}
      >
        {(control) => <Input {...control} name="name" required maxLength={80} autoComplete="off" />}
      </Field>
      <label htmlFor="project-sandbox" className="flex items-start gap-2">
        <Checkbox id="project-sandbox" name="sandbox" className="mt-0.5" />
        <span>
          Sandbox
          <span className="block text-xs text-text-muted">
            Test cards, no real money, and a clock that can be moved. It stays a sandbox.
          </span>
        </span>
      </label>
      <Button type="submit" variant="primary" size="lg" wide disabled={isPending}>
        Create the project
      </Button>
    </form>
  );
}
