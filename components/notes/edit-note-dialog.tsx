"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Trouble } from "@/components/sign-in/folder";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { PublicError } from "@/lib/http/problem";
import { keepDraft, readDraft } from "./draft";
import { NoteField, overBy } from "./note-field";
import type { EditedNote } from "./note-tools";

/** When someone else saved meanwhile the page is read again, and both texts stand below each other: nothing is lost. */
export function EditNoteDialog({
  slug,
  customerId,
  noteId,
  version,
  body: saved,
  most,
  draftKey,
  actions,
  onClose,
}: EditedNote & { onClose: () => void }) {
  const router = useRouter();
  const [base, setBase] = useState(version);
  const [body, setBody] = useState(() => readDraft(draftKey) || saved);
  const [error, setError] = useState<PublicError | null>(null);
  const [isPending, start] = useTransition();
  const isOvertaken = version !== base;
  const change = (text: string) => {
    setBody(text);
    keepDraft(draftKey, text === saved ? "" : text);
  };
  const close = () => {
    keepDraft(draftKey, "");
    onClose();
  };
  const save = (over: number) => {
    if (isPending || overBy(body, most) > 0) return;
    start(async () => {
      const outcome = await actions.edit(slug, { customer: customerId, note: noteId, version: over, body });
      if (outcome.ok) {
        toast("Note saved");
        return close();
      }
      setError(outcome.error);
      if (outcome.error.code === "conflict") router.refresh();
    });
  };
  const longReason = overBy(body, most) > 0 ? "Shorten it first" : undefined;
  return (
    <Dialog
      title={isOvertaken ? "Someone else changed this note" : "Edit note"}
      lead={isOvertaken ? "Their words are saved. Keep them, or put yours in their place." : undefined}
      onClose={onClose}
      foot={
        isOvertaken ? (
          <>
            <Button onClick={close}>Keep theirs</Button>
            <Button
              variant="primary"
              disabled={isPending}
              disabledReason={longReason}
              onClick={() => {
                setBase(version);
                save(version);
              }}
            >
              Save mine instead
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              variant="primary"
              onClick={() => save(base)}
              disabled={isPending}
              disabledReason={longReason}
            >
              Save note
            </Button>
          </>
        )
      }
    >
      {error && !error.fields?.body && !isOvertaken && <Trouble>{error.message}</Trouble>}
      {isOvertaken && (
        <section aria-label="Saved meanwhile" className="grid gap-1">
          <h3 className="text-xs text-text-secondary">Saved meanwhile</h3>
          <p className="max-h-48 overflow-auto rounded-md border border-border bg-sunken px-2.5 py-2 text-md whitespace-pre-wrap wrap-anywhere">
            {saved}
          </p>
        </section>
      )}
      <NoteField
        label={isOvertaken ? "Yours" : "Note"}
        value={body}
        most={most}
        error={error?.fields?.body}
        onChange={change}
        onSave={() => save(base)}
      />
    </Dialog>
  );
}
