"use client";

import { useState, useTransition } from "react";
import { Trouble } from "@/components/sign-in/folder";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/http/action";

export function RemoveDialog({
  name,
  isYou,
  remove,
  onClose,
}: {
  name: string;
  isYou: boolean;
  remove: () => Promise<ActionResult>;
  onClose: () => void;
}) {
  const [message, setMessage] = useState<string>();
  const [isPending, start] = useTransition();
  const confirm = () =>
    start(async () => {
      const outcome = await remove();
      if (!outcome.ok) return setMessage(outcome.error.message);
      toast(isYou ? "You have left the project" : `${name} was removed`);
      onClose();
    });
  return (
    <Dialog
      title={isYou ? "Leave this project" : `Remove ${name}`}
      lead={
        isYou
          ? "You lose access at once. Only an invitation brings you back."
          : "They lose access at once, in every browser. Only a new invitation brings them back."
      }
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" onClick={confirm} disabled={isPending}>
            {isYou ? "Leave project" : `Remove ${name}`}
          </Button>
        </>
      }
    >
      {message && <Trouble>{message}</Trouble>}
      <p className="text-text-secondary">
        What they did stays in the audit log. Open invitations that they sent, or that were sent to their
        address, end too. API keys that {isYou ? "you" : "they"} made belong to the project and go on working:
        rotate those that {isYou ? "you" : "they"} may still have.
      </p>
    </Dialog>
  );
}
