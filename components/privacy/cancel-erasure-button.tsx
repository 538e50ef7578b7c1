"use client";

import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/http/action";

export type CancelErasure = (slug: string, input: { erasure: string }) => Promise<ActionResult>;

export function CancelErasureButton({
  slug,
  erasureId,
  cancel,
  disabledReason,
}: {
  slug: string;
  erasureId: string;
  cancel: CancelErasure;
  disabledReason?: string;
}) {
  const [isPending, start] = useTransition();
  const press = () =>
    start(async () => {
      const outcome = await cancel(slug, { erasure: erasureId });
      toast(outcome.ok ? "The erasure was cancelled. Nothing is gone." : outcome.error.message);
    });
  return (
    <Button disabledReason={disabledReason} disabled={isPending} onClick={press}>
      Cancel the erasure
    </Button>
  );
}
