"use client";

import { type ReactNode, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { InboundProvider } from "@/db/columns";
import type { ActionResult } from "@/lib/http/action";

export type ProviderAction = (slug: string, input: { provider: InboundProvider }) => Promise<ActionResult>;

/** Does one thing with an integration that can be undone by another button. */
export function OneClick({
  slug,
  provider,
  run,
  done,
  icon,
  variant,
  disabledReason,
  children,
}: {
  slug: string;
  provider: InboundProvider;
  run: ProviderAction;
  /** What is said once it is done. */
  done: string;
  icon?: ReactNode;
  variant?: "primary" | "secondary";
  disabledReason?: string;
  children: string;
}) {
  const [isPending, start] = useTransition();
  return (
    <Button
      icon={icon}
      variant={variant}
      disabled={isPending}
      disabledReason={disabledReason}
      onClick={() =>
        start(async () => {
          const outcome = await run(slug, { provider });
          toast(outcome.ok ? done : outcome.error.message);
        })
      }
    >
      {children}
    </Button>
  );
}
