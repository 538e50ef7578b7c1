"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Trouble } from "@/components/sign-in/folder";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { ActionResult } from "@/lib/http/action";
import type { PublicError } from "@/lib/http/problem";

type SetUp = (input: { setupToken: string; name: string }) => Promise<ActionResult<{ slug: string }>>;

/** The first project and its owner. */
export function SetUpForm({ setUp }: { setUp: SetUp }) {
  const router = useRouter();
  const [error, setError] = useState<PublicError | null>(null);
  const [isPending, start] = useTransition();
  const submit = (form: FormData) =>
    start(async () => {
      const input = { setupToken: String(form.get("setupToken")), name: String(form.get("name")) };
      const outcome = await setUp(input);
      if (outcome.ok) router.push(`/${outcome.result.slug}/developers/install`);
      else setError(outcome.error);
    });
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit(new FormData(event.currentTarget));
      }}
    >
      {error && !error.fields && <Trouble>{error.message}</Trouble>}
      <Field
        id="setup-token"
        label="Setup token"
        hint="The value of SETUP_TOKEN on the server"
        error={error?.fields?.setupToken}
      >
        {(control) => (
          <Input
            {...control}
            name="setupToken"
            required
            autoComplete="off"
            spellCheck={false}
            className="mono"
          />
        )}
      </Field>
      <Field
        id="project-name"
        label="First project"
        hint="Your product's name; more projects can follow"
        error={error?.fields?.name}
      >
        {(control) => <Input {...control} name="name" required maxLength={80} autoComplete="off" />}
      </Field>
      <Button type="submit" variant="primary" size="lg" wide disabled={isPending}>
        Create the project
      </Button>
    </form>
  );
}
