"use client";

import { useState, useTransition } from "react";
import { Trouble } from "@/components/sign-in/folder";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { ListedKey } from "@/lib/api-keys/queries";
import type { ActionResult } from "@/lib/http/action";
import { LastUse } from "./last-use";

export function RevokeDialog({
  listed,
  revoke,
  onClose,
}: {
  listed: Pick<ListedKey, "name" | "kind" | "lastUsedAt">;
  revoke: () => Promise<ActionResult>;
  onClose: () => void;
}) {
  const [message, setMessage] = useState<string>();
  const [isPending, start] = useTransition();
  const confirm = () =>
    start(async () => {
      const outcome = await revoke();
      if (!outcome.ok) return setMessage(outcome.error.message);
      toast(`${listed.name} was revoked`);
      onClose();
    });
  return (
    <Dialog
      title={`Revoke ${listed.name}`}
      lead="It ends at once and for good. To replace it without a gap, rotate it instead."
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" onClick={confirm} disabled={isPending}>
            Revoke key
          </Button>
        </>
      }
    >
      {message && <Trouble>{message}</Trouble>}
      {listed.kind === "secret" ? (
        <LastUse lastUsedAt={listed.lastUsedAt} />
      ) : (
        <p className="text-text-secondary">
          Visits to pages that still carry it are lost from now on: nobody is told, and nothing is kept.
        </p>
      )}
    </Dialog>
  );
}
