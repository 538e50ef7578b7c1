"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/http/action";

export type Resend = (slug: string, input: { delivery: string }) => Promise<ActionResult>;

/** When the answer may be there. */
const looksMs = [800, 2_500, 6_000];

/** Makes the delivery due at this moment; its id and body stay. */
export function ResendButton({
  slug,
  delivery,
  resend,
}: {
  slug: string;
  /** The shown id. */
  delivery: string;
  resend: Resend;
}) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const act = () =>
    start(async () => {
      const outcome = await resend(slug, { delivery });
      toast(outcome.ok ? "It is being sent again, with the same id" : outcome.error.message);
      router.refresh();
      if (outcome.ok) for (const afterMs of looksMs) setTimeout(() => router.refresh(), afterMs);
    });
  return (
    <Button size="sm" onClick={act} disabled={isPending}>
      Resend
    </Button>
  );
}
