"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { InboundProvider } from "@/db/columns";
import type { ActionResult } from "@/lib/http/action";
import type { PublicError } from "@/lib/http/problem";
import type { AdaptyEvent } from "@/lib/integrations/schema";

export type ChangeSettings = (
  slug: string,
  input: {
    provider: InboundProvider;
    webhookId?: string | null;
    userIdField?: string | null;
    renamedEvents?: Record<string, AdaptyEvent> | null;
  },
) => Promise<ActionResult>;

/** One setting in words. Emptied, the usual one holds again. */
export function SettingForm({
  slug,
  provider,
  name,
  label,
  hint,
  usual,
  value,
  change,
  disabledReason,
}: {
  slug: string;
  provider: InboundProvider;
  name: "webhookId" | "userIdField";
  label: string;
  hint: string;
  /** What holds where nothing is written. */
  usual?: string;
  value: string | undefined;
  change: ChangeSettings;
  disabledReason?: string;
}) {
  const [error, setError] = useState<PublicError | null>(null);
  const [isPending, start] = useTransition();
  return (
    <form
      noValidate
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        const written = String(new FormData(event.currentTarget).get(name) ?? "").trim();
        start(async () => {
          const outcome = await change(slug, { provider, [name]: written === "" ? null : written });
          setError(outcome.ok ? null : outcome.error);
          if (outcome.ok) toast(`${label} saved`);
        });
      }}
    >
      <Field id={`${provider}-${name}`} label={label} hint={hint} error={error?.fields?.[name]}>
        {(control) => (
          <Input
            {...control}
            name={name}
            defaultValue={value ?? ""}
            placeholder={usual}
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            readOnly={disabledReason !== undefined}
          />
        )}
      </Field>
      {error && !error.fields && (
        <p role="alert" className="text-xs text-red-fg">
          {error.message}
        </p>
      )}
      <div>
        <Button type="submit" disabled={isPending} disabledReason={disabledReason}>
          Save {label.startsWith("User ID") ? "field" : label}
        </Button>
      </div>
    </form>
  );
}
