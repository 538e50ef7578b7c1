"use client";

import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/http/action";
import type { Block } from "./block-form";

export function UnblockButton({
  slug,
  value,
  reason,
  unblock,
  block,
  disabledReason,
}: {
  slug: string;
  value: string;
  reason: string | null;
  unblock: (slug: string, input: { value: string }) => Promise<ActionResult>;
  block: Block;
  disabledReason?: string;
}) {
  const [isPending, start] = useTransition();
  const free = () =>
    start(async () => {
      const outcome = await unblock(slug, { value });
      toast(
        outcome.ok
          ? { message: `${value} can be used again`, undo: () => void block(slug, { value, reason }) }
          : outcome.error.message,
      );
    });
  return (
    <Button size="sm" onClick={free} disabled={isPending} disabledReason={disabledReason}>
      Unblock
    </Button>
  );
}
