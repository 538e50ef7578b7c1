"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/http/action";
import type { PublicError } from "@/lib/http/problem";
import { SecretInput } from "./secret-input";

export function ConnectStripe({
  slug,
  isSandbox,
  connect,
  disabledReason,
}: {
  slug: string;
  isSandbox: boolean;
  connect: (slug: string, input: { secretKey: string }) => Promise<ActionResult>;
  disabledReason?: string;
}) {
  const [error, setError] = useState<PublicError | null>(null);
  const [isPending, start] = useTransition();
  return (
    <form
      noValidate
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        const secretKey = String(new FormData(event.currentTarget).get("secretKey") ?? "");
        start(async () => {
          const outcome = await connect(slug, { secretKey });
          setError(outcome.ok ? null : outcome.error);
        });
      }}
    >
      <SecretInput
        id="stripe-key"
        name="secretKey"
        label="Secret key"
        hint={
          isSandbox
            ? "It begins with sk_test_ or rk_test_: a sandbox project takes test keys only."
            : "It begins with sk_live_ or rk_live_. A test key lets preview visitors pay, and nobody else."
        }
        error={error?.fields?.secretKey}
        isReadOnly={disabledReason !== undefined}
      />
      {error && !error.fields && (
        <p role="alert" className="text-xs text-red-fg">
          {error.message}
        </p>
      )}
      <div>
        <Button type="submit" disabled={isPending} disabledReason={disabledReason}>
          Connect Stripe
        </Button>
      </div>
    </form>
  );
}
