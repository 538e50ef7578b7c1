"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/http/action";

export type StartReprocess = (
  slug: string,
  input: { integration: string; from: string; to: string },
) => Promise<ActionResult<{ runId: string; total: number }>>;

/** Begins the dry run of a window and goes to its page. */
export function ReprocessStart({
  slug,
  asked,
  total,
  path,
  start,
  disabledReason,
}: {
  slug: string;
  /** A shown id and two times. */
  asked: { integration: string; from: string; to: string };
  /** Null where it was not counted. */
  total: number | null;
  path: string;
  start: StartReprocess;
  disabledReason?: string;
}) {
  const router = useRouter();
  const [message, setMessage] = useState<string>();
  const [isPending, begin] = useTransition();
  const press = () =>
    begin(async () => {
      const outcome = await start(slug, asked);
      if (!outcome.ok) return setMessage(outcome.error.message);
      router.push(`${path}?run=${outcome.result.runId}`);
    });
  return (
    <div className="grid gap-2">
      <div>
        <Button
          variant="primary"
          disabled={isPending}
          disabledReason={disabledReason ?? (total === 0 ? "Nothing of this time is kept" : undefined)}
          onClick={press}
        >
          Show what would change
        </Button>
      </div>
      <p className="text-xs text-text-muted">A dry run: nothing changes until you apply it.</p>
      {message && (
        <p role="alert" className="text-xs text-red-fg">
          {message}
        </p>
      )}
    </div>
  );
}
