"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { RotateCw } from "@/components/ui/icons";
import type { ActionResult } from "@/lib/http/action";
import type { Recover } from "./webhook-actions";

type Turn = (slug: string, input: { endpoint: string }) => Promise<ActionResult>;

/** One press: puts the endpoint on where it is off, and sends what it has missed, with the ids of then. */
export function RecoverButton({
  slug,
  endpoint,
  href,
  since,
  words,
  turnOn,
  recover,
  disabledReason,
}: {
  slug: string;
  /** A shown id. */
  endpoint: string;
  /** Of the endpoint's page. */
  href: string;
  /** Null: nothing was missed, and it is put on alone. */
  since: string | null;
  words: string;
  turnOn?: Turn;
  recover: Recover;
  disabledReason?: string;
}) {
  const router = useRouter();
  const [message, setMessage] = useState<string>();
  const [isPending, start] = useTransition();
  const press = () =>
    start(async () => {
      const turned = turnOn && (await turnOn(slug, { endpoint }));
      if (turned && !turned.ok) return setMessage(turned.error.message);
      if (since === null) return router.refresh();
      const begun = await recover(slug, { endpoint, since });
      if (!begun.ok) return setMessage(begun.error.message);
      router.push(`${href}/replay?replay=${begun.result.replayId}`);
    });
  return (
    <div className="grid justify-items-end gap-1">
      <Button
        icon={<RotateCw aria-hidden />}
        disabled={isPending}
        disabledReason={disabledReason}
        onClick={press}
      >
        {words}
      </Button>
      {message && (
        <p role="alert" className="max-w-80 text-xs text-red-fg">
          {message}
        </p>
      )}
    </div>
  );
}
