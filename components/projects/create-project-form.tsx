"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { ActionResult } from "@/lib/http/action";

type Create = (input: { name: string }) => Promise<ActionResult<{ slug: string }>>;

export function CreateProjectForm({ create }: { create: Create }) {
  const router = useRouter();
  const [message, setMessage] = useState<string>();
  const [isPending, start] = useTransition();
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const name = String(new FormData(event.currentTarget).get("name"));
        start(async () => {
          const outcome = await create({ name });
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
      <Button type="submit" variant="primary" size="lg" wide disabled={isPending}>
        Create the project
      </Button>
    </form>
  );
}
