"use client";

import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/http/action";

export type RequestExport = (slug: string, input: { customer: string }) => Promise<ActionResult>;

const lookEveryMs = 2_000;

/** While an export is under way the page looks again by itself, until it is there. */
export function RequestExportButton({
  slug,
  customerId,
  request,
  isUnderWay,
  disabledReason,
}: {
  slug: string;
  customerId: string;
  request: RequestExport;
  isUnderWay: boolean;
  disabledReason?: string;
}) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  useEffect(() => {
    if (!isUnderWay) return;
    const timer = setInterval(() => document.visibilityState === "visible" && router.refresh(), lookEveryMs);
    return () => clearInterval(timer);
  }, [isUnderWay, router]);
  const press = () =>
    start(async () => {
      const outcome = await request(slug, { customer: customerId });
      toast(outcome.ok ? "The export is being made. It appears here." : outcome.error.message);
    });
  return (
    <Button
      disabledReason={disabledReason ?? (isUnderWay ? "One is being made" : undefined)}
      disabled={isPending}
      onClick={press}
    >
      Make an export
    </Button>
  );
}
