"use client";

import { useState, useTransition } from "react";
import { Trouble } from "@/components/sign-in/folder";
import { Button } from "@/components/ui/button";

type Address = { project: string; attempt: string };
type Props = Address & { confirm: (address: Address, isConfirmed: boolean) => Promise<void> };

/** What a buyer decides on the confirmation page of the sandbox's bank. */
export function ConfirmButtons({ project, attempt, confirm }: Props) {
  const [isPending, start] = useTransition();
  const [hasFailed, setHasFailed] = useState(false);
  const decide = (isConfirmed: boolean) =>
    start(async () => {
      setHasFailed(false);
      await confirm({ project, attempt }, isConfirmed).catch(() => setHasFailed(true));
    });
  return (
    <div className="grid gap-2">
      {hasFailed && <Trouble>The bank of the sandbox did not answer. Try again.</Trouble>}
      <Button variant="primary" size="lg" wide disabled={isPending} onClick={() => decide(true)}>
        Confirm
      </Button>
      <Button size="lg" wide disabled={isPending} onClick={() => decide(false)}>
        Refuse
      </Button>
    </div>
  );
}
