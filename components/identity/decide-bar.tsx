"use client";

import { useState, useTransition } from "react";
import { Trouble } from "@/components/sign-in/folder";
import { Button, ButtonLink } from "@/components/ui/button";
import { GitMerge, Split } from "@/components/ui/icons";
import { toast } from "@/components/ui/toast";
import type { Decide } from "./actions";

/** M, K and S; each leads to the next pair. */
export function DecideBar({
  slug,
  customer,
  other,
  skipHref,
  keepApart,
  decideAgain,
  disabledReason,
}: {
  slug: string;
  customer: string;
  other: string;
  skipHref: string;
  keepApart: Decide;
  decideAgain: Decide;
  disabledReason?: string;
}) {
  const [message, setMessage] = useState<string>();
  const [isPending, start] = useTransition();
  const pair = { customer, other };
  const keep = () =>
    start(async () => {
      const outcome = await keepApart(slug, pair);
      if (!outcome.ok) return setMessage(outcome.error.message);
      toast({ message: "Kept apart, for good", undo: () => void decideAgain(slug, pair) });
    });
  return (
    <div className="sticky bottom-0 border-t border-border bg-sunken px-(--gutter) py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
      {message && <Trouble>{message}</Trouble>}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          variant="primary"
          hotkey="m"
          icon={<GitMerge aria-hidden className="size-3.5" />}
          data-merge={customer}
          data-merge-with={other}
          data-merge-suggested=""
          disabledReason={disabledReason}
        >
          Merge…
        </Button>
        <Button
          hotkey="k"
          icon={<Split aria-hidden className="size-3.5" />}
          onClick={keep}
          disabled={isPending}
          disabledReason={disabledReason}
        >
          Keep apart
        </Button>
        <ButtonLink variant="ghost" hotkey="s" href={skipHref}>
          Skip
        </ButtonLink>
      </div>
    </div>
  );
}
