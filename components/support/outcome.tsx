"use client";

import { useEffect, useState } from "react";
import { ask } from "@/components/identity/ask";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { ActionAnswer } from "@/lib/support/action";

const everyMs = 2_000;

/** Stays pending until the gateway has confirmed it; whoever closes it finds the state in the support history. */
export function Outcome({
  slug,
  title,
  result,
  done,
  onClose,
  onSettled,
}: {
  slug: string;
  title: string;
  result: ActionAnswer;
  done: string;
  onClose: () => void;
  onSettled: () => void;
}) {
  const [state, setState] = useState(result.state);
  const isPending = state === "pending";
  useEffect(() => {
    if (!isPending) return;
    const stop = new AbortController();
    const timer = setInterval(() => {
      ask<{ state: ActionAnswer["state"] }>(
        `/api/console/${slug}/support-actions/${result.actionId}`,
        stop.signal,
      ).then(
        (answer) => {
          setState(answer.state);
          if (answer.state !== "pending") onSettled();
        },
        // The next one may be answered; until then it stays pending, which is true.
        () => undefined,
      );
    }, everyMs);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [isPending, slug, result.actionId, onSettled]);
  return (
    <Dialog
      title={title}
      onClose={onClose}
      foot={
        <Button variant="primary" onClick={onClose}>
          Close
        </Button>
      }
    >
      <div role="status" className="grid gap-2">
        <p>
          {state === "pending" && (
            <Badge hue="grey" hollow>
              Not confirmed yet
            </Badge>
          )}
          {state === "done" && <Badge hue="green">{done}</Badge>}
          {state === "failed" && (
            <Badge hue="red" loud>
              Refused
            </Badge>
          )}
        </p>
        <p className="text-text-secondary">
          {state === "pending" &&
            "The gateway has not answered. It is asked what became of this until it says, and nothing is sent twice. You can close this."}
          {state === "done" && "The gateway has confirmed it."}
          {state === "failed" && "The gateway refused it, so no money moved."}
        </p>
      </div>
    </Dialog>
  );
}
