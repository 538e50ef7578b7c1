"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Trouble } from "@/components/sign-in/folder";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { ApplyReprocess } from "./apply-reprocess";

export function ApplyDialog({
  slug,
  run,
  events,
  effects,
  apply,
  onClose,
}: {
  slug: string;
  run: string;
  events: number;
  effects: string[];
  apply: ApplyReprocess;
  onClose: () => void;
}) {
  const router = useRouter();
  const [message, setMessage] = useState<string>();
  const [isPending, start] = useTransition();
  const count = `${events.toLocaleString("en")} ${events === 1 ? "event" : "events"}`;
  const press = () =>
    start(async () => {
      const outcome = await apply(slug, { run });
      if (!outcome.ok) return setMessage(outcome.error.message);
      onClose();
      router.refresh();
    });
  return (
    <Dialog
      title={`Apply what ${count} say by today's rules`}
      lead="Afterwards everything is as if they had always been read so. It cannot be undone, but read anew again."
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={isPending} onClick={press}>
            Apply to {count}
          </Button>
        </>
      }
    >
      {message && <Trouble>{message}</Trouble>}
      <ul className="grid list-disc gap-0.5 ps-5">
        {effects.map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
        <li>Money that is in the books stays as it is</li>
        <li>Endpoints are told what changes of subscriptions and customers</li>
      </ul>
    </Dialog>
  );
}
