"use client";

import { useState, useTransition } from "react";
import { Trouble } from "@/components/sign-in/folder";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { InboundProvider } from "@/db/columns";
import type { ActionResult } from "@/lib/http/action";

export type Disconnect = (
  slug: string,
  input: { provider: InboundProvider; history: "keep" | "empty" },
) => Promise<ActionResult>;

export type DisconnectProps = {
  slug: string;
  provider: InboundProvider;
  name: string;
  disconnect: Disconnect;
  onClose: () => void;
};

const histories = [
  {
    value: "keep",
    words: "Keep what it sent",
    note: "The raw events stay as long as they are kept, and can be looked at.",
  },
  {
    value: "empty",
    words: "Empty what it sent",
    note: "The raw events lose their bodies at once. Those that were not applied yet never are.",
  },
] as const;

export function DisconnectDialog({ slug, provider, name, disconnect, onClose }: DisconnectProps) {
  const [history, setHistory] = useState<"keep" | "empty">("keep");
  const [message, setMessage] = useState<string>();
  const [isPending, start] = useTransition();
  const confirm = () =>
    start(async () => {
      const outcome = await disconnect(slug, { provider, history });
      if (!outcome.ok) return setMessage(outcome.error.message);
      toast(`${name} is disconnected`);
      onClose();
    });
  return (
    <Dialog
      title={`Disconnect ${name}`}
      lead="Its keys and secrets are forgotten at once, and its address takes nothing more. Set it up again, and it gets another address."
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" onClick={confirm} disabled={isPending}>
            Disconnect {name}
          </Button>
        </>
      }
    >
      {message && <Trouble>{message}</Trouble>}
      <p className="text-text-secondary">
        Customers, subscriptions and transactions that it made stay in any case. What is due at {name} waits
        until it is connected again.
      </p>
      <fieldset className="grid gap-2">
        <legend className="mb-1 text-xs font-medium text-text-secondary">Its history</legend>
        {histories.map(({ value, words, note }) => (
          <label key={value} className="flex items-start gap-2.5">
            <input
              type="radio"
              name="history"
              className="mt-0.5"
              checked={history === value}
              onChange={() => setHistory(value)}
            />
            <span>
              {words}
              <span className="block text-xs text-text-muted">{note}</span>
            </span>
          </label>
        ))}
      </fieldset>
    </Dialog>
  );
}
