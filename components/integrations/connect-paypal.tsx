"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { ActionResult } from "@/lib/http/action";
import type { PublicError } from "@/lib/http/problem";
import { SecretInput } from "./secret-input";

type Access = { mode: "test" | "live"; clientId: string; secret: string };

export function ConnectPaypal({
  slug,
  isSandbox,
  connect,
  disabledReason,
}: {
  slug: string;
  isSandbox: boolean;
  connect: (slug: string, input: Access) => Promise<ActionResult>;
  disabledReason?: string;
}) {
  const [error, setError] = useState<PublicError | null>(null);
  const [isPending, start] = useTransition();
  const isReadOnly = disabledReason !== undefined;
  return (
    <form
      noValidate
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const text = (name: string) => String(form.get(name) ?? "");
        const mode = text("mode") === "live" ? "live" : "test";
        start(async () => {
          const outcome = await connect(slug, { mode, clientId: text("clientId"), secret: text("secret") });
          setError(outcome.ok ? null : outcome.error);
        });
      }}
    >
      <Field id="paypal-mode" label="PayPal account" error={error?.fields?.mode}>
        {(control) => (
          <Select {...control} name="mode" defaultValue="test" disabled={isReadOnly}>
            <option value="test">Sandbox</option>
            {!isSandbox && <option value="live">Live</option>}
          </Select>
        )}
      </Field>
      <Field id="paypal-client" label="Client ID" error={error?.fields?.clientId}>
        {(control) => (
          <Input
            {...control}
            name="clientId"
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            readOnly={isReadOnly}
          />
        )}
      </Field>
      <SecretInput
        id="paypal-secret"
        name="secret"
        label="Secret"
        error={error?.fields?.secret}
        isReadOnly={isReadOnly}
      />
      {error && !error.fields && (
        <p role="alert" className="text-xs text-red-fg">
          {error.message}
        </p>
      )}
      <div>
        <Button type="submit" disabled={isPending} disabledReason={disabledReason}>
          Connect PayPal
        </Button>
      </div>
    </form>
  );
}
