"use client";

import { useState, useTransition } from "react";
import { Trouble } from "@/components/sign-in/folder";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { ListedKey } from "@/lib/api-keys/queries";
import type { ActionResult } from "@/lib/http/action";
import type { PublicError } from "@/lib/http/problem";
import { OriginsField, originError, originsIn } from "./origins-field";

export function OriginsDialog({
  listed,
  save,
  onClose,
}: {
  listed: Pick<ListedKey, "name" | "allowedOrigins">;
  save: (allowedOrigins: string[]) => Promise<ActionResult>;
  onClose: () => void;
}) {
  const [text, setText] = useState(listed.allowedOrigins.join("\n"));
  const [error, setError] = useState<PublicError | null>(null);
  const [isPending, start] = useTransition();
  const confirm = () =>
    start(async () => {
      const outcome = await save(originsIn(text));
      if (!outcome.ok) return setError(outcome.error);
      toast({
        message: `The pages of ${listed.name} were changed`,
        undo: () => void save(listed.allowedOrigins),
      });
      onClose();
    });
  const problem = originError(error?.fields);
  return (
    <Dialog
      title={`Pages of ${listed.name}`}
      lead="Browsers say which page a visit comes from. Others can claim anything, so this keeps out mistakes, not attacks."
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" onClick={confirm} disabled={isPending}>
            Save pages
          </Button>
        </>
      }
    >
      {error && !problem && <Trouble>{error.message}</Trouble>}
      <OriginsField value={text} error={problem} onChange={setText} />
    </Dialog>
  );
}
