"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { RotateCw } from "@/components/ui/icons";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/http/action";

export type RetryInput = { event: string } | { integration: string; errorCode: string };
export type RetryInbound = (slug: string, input: RetryInput) => Promise<ActionResult<{ count: number }>>;

const lookMs = 1_000;
const looks = 8;

/** Has parked events processed once more, and looks for some seconds what becomes of them. */
export function RetryEvents({
  slug,
  input,
  retry,
  words = "Retry",
  variant,
  disabledReason,
}: {
  slug: string;
  /** Shown ids. */
  input: RetryInput;
  retry: RetryInbound;
  words?: string;
  variant?: "primary";
  disabledReason?: string;
}) {
  const router = useRouter();
  const [left, setLeft] = useState(0);
  const [isPending, start] = useTransition();

  useEffect(() => {
    if (left === 0) return;
    const timer = setTimeout(() => {
      router.refresh();
      setLeft(left - 1);
    }, lookMs);
    return () => clearTimeout(timer);
  }, [left, router]);

  const press = () =>
    start(async () => {
      const outcome = await retry(slug, input);
      if (!outcome.ok) return toast(outcome.error.message);
      const { count } = outcome.result;
      if (count === 0) toast("Nothing is parked for this reason any more");
      else
        toast(
          count === 1
            ? "The event is processed anew"
            : `${count.toLocaleString("en")} events are processed anew`,
        );
      setLeft(looks);
    });
  return (
    <Button
      variant={variant}
      icon={<RotateCw aria-hidden />}
      disabled={isPending}
      disabledReason={disabledReason}
      onClick={press}
    >
      {words}
    </Button>
  );
}
