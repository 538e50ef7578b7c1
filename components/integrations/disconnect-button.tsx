"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import type { Disconnect, Provider } from "./connection";

/** Asks once more in its place, since the key is forgotten at once. */
export function DisconnectButton({
  slug,
  provider,
  name,
  disconnect,
  disabledReason,
}: {
  slug: string;
  provider: Provider;
  name: string;
  disconnect: Disconnect;
  disabledReason?: string;
}) {
  const [isAsking, setIsAsking] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  if (!isAsking)
    return (
      <div>
        <Button disabledReason={disabledReason} onClick={() => setIsAsking(true)}>
          Disconnect {name}
        </Button>
      </div>
    );
  return (
    <div className="grid gap-2">
      <p>The key is forgotten at once. What is due waits until {name} is connected again.</p>
      {message && (
        <p role="alert" className="text-xs text-red-fg">
          {message}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          variant="danger"
          disabled={isPending}
          onClick={() =>
            start(async () => {
              const outcome = await disconnect(slug, { provider });
              setMessage(outcome.ok ? null : outcome.error.message);
            })
          }
        >
          Forget the key
        </Button>
        <Button onClick={() => setIsAsking(false)}>Keep it</Button>
      </div>
    </div>
  );
}
