"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/http/action";
import type { PublicError } from "@/lib/http/problem";

/** Saves a group of settings. With `words` a toast says so and offers to put back what stood there. */
export function useSettings<Values>(
  save: (to: Values) => Promise<ActionResult>,
  words?: string,
): { error: PublicError | null; isPending: boolean; apply: (to: Values, from: Values | null) => void } {
  const [error, setError] = useState<PublicError | null>(null);
  const [isPending, start] = useTransition();
  const apply = (to: Values, from: Values | null) =>
    start(async () => {
      const outcome = await save(to);
      setError(outcome.ok ? null : outcome.error);
      if (outcome.ok && from && words) toast({ message: words, undo: () => apply(from, null) });
    });
  return { error, isPending, apply };
}

/** What went wrong as a whole, and the button. */
export function SaveFoot({
  error,
  isPending,
  disabledReason,
  children,
}: {
  error: PublicError | null;
  isPending: boolean;
  disabledReason?: string;
  children: string;
}) {
  return (
    <>
      {error && !error.fields && (
        <p role="alert" className="text-xs text-red-fg">
          {error.message}
        </p>
      )}
      <div>
        <Button type="submit" disabled={isPending} disabledReason={disabledReason}>
          {children}
        </Button>
      </div>
    </>
  );
}
