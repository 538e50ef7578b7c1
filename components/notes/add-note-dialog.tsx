"use client";

import { useState, useTransition } from "react";
import { Trouble } from "@/components/sign-in/folder";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { PublicError } from "@/lib/http/problem";
import type { Adding } from "./add-note-button";
import { keepDraft, readDraft } from "./draft";
import { NoteField, overBy } from "./note-field";

export function AddNoteDialog({
  slug,
  customerId,
  draftKey,
  most,
  add,
  onClose,
}: Adding & { onClose: () => void }) {
  const [body, setBody] = useState(() => readDraft(draftKey));
  const [error, setError] = useState<PublicError | null>(null);
  const [isPending, start] = useTransition();
  const change = (text: string) => {
    setBody(text);
    keepDraft(draftKey, text);
  };
  const save = () => {
    if (isPending || overBy(body, most) > 0) return;
    start(async () => {
      const outcome = await add(slug, { customer: customerId, body });
      if (!outcome.ok) return setError(outcome.error);
      keepDraft(draftKey, "");
      toast("Note added");
      onClose();
    });
  };
  return (
    <Dialog
      title="Add note"
      lead="Everyone in the project reads it."
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            onClick={save}
            disabled={isPending}
            disabledReason={overBy(body, most) > 0 ? "Shorten it first" : undefined}
          >
            Add note
          </Button>
        </>
      }
    >
      {error && !error.fields?.body && <Trouble>{error.message}</Trouble>}
      <NoteField
        label="Note"
        value={body}
        most={most}
        error={error?.fields?.body}
        onChange={change}
        onSave={save}
      />
    </Dialog>
  );
}
