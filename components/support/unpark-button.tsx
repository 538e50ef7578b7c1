"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/http/action";
import type { ActionAnswer } from "@/lib/support/action";
import { newKey } from "./new-key";

export type Unpark = (
  slug: string,
  input: { key: string; subscription: string },
) => Promise<ActionResult<ActionAnswer>>;

/** The engine stopped at a subscription; whoever has looked lets it go on. */
export function UnparkButton({
  slug,
  subscription,
  unpark,
}: {
  slug: string;
  subscription: string;
  unpark: Unpark;
}) {
  const router = useRouter();
  const [key] = useState(newKey);
  const [isPending, start] = useTransition();
  const act = () =>
    start(async () => {
      const outcome = await unpark(slug, { key, subscription });
      toast(outcome.ok ? "It goes on from where it stood" : outcome.error.message);
      router.refresh();
    });
  return (
    <Button size="sm" onClick={act} disabled={isPending}>
      Let it go on
    </Button>
  );
}
