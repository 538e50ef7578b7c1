"use client";

import { useTransition } from "react";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/http/action";

/** Brings a deleted note or an earlier version back. */
export function RestoreButton({
  label,
  restore,
  done,
}: {
  /** Its accessible name. */
  label: string;
  restore: () => Promise<ActionResult>;
  done: string;
}) {
  const [isPending, start] = useTransition();
  return (
    <button
      type="button"
      aria-label={label}
      className="link"
      disabled={isPending}
      onClick={() =>
        start(async () => {
          const outcome = await restore();
          toast(outcome.ok ? done : outcome.error.message);
        })
      }
    >
      Restore
    </button>
  );
}
