"use client";

import { lazy, Suspense, useState, useTransition } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Pencil, Pin, PinOff, Trash2 } from "@/components/ui/icons";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/http/action";
import type { NoteActions } from "./note-actions";

const EditNoteDialog = lazy(() =>
  import("./edit-note-dialog").then((loaded) => ({ default: loaded.EditNoteDialog })),
);

export type EditedNote = {
  slug: string;
  customerId: string;
  noteId: string;
  version: number;
  body: string;
  isPinned: boolean;
  /** Characters. */
  most: number;
  draftKey: string;
  actions: NoteActions;
};

/** Pin, edit and delete. A deleted note comes back by Undo. */
export function NoteTools(note: EditedNote) {
  const { slug, customerId, noteId, isPinned, actions } = note;
  const [editing, setEditing] = useState(false);
  const [isPending, start] = useTransition();
  const one = { customer: customerId, note: noteId };
  const act = (work: () => Promise<ActionResult>, done?: () => void) =>
    start(async () => {
      const outcome = await work();
      if (!outcome.ok) return toast(outcome.error.message);
      done?.();
    });
  const remove = () =>
    act(
      () => actions.remove(slug, one),
      () => toast({ message: "Note deleted", undo: () => act(() => actions.restore(slug, one)) }),
    );
  return (
    <div className="ms-auto flex gap-0.5">
      <IconButton
        size="sm"
        label={isPinned ? "Unpin note" : "Pin note"}
        icon={isPinned ? <PinOff aria-hidden /> : <Pin aria-hidden />}
        disabled={isPending}
        onClick={() => act(() => (isPinned ? actions.unpin : actions.pin)(slug, one))}
      />
      <IconButton
        size="sm"
        label="Edit note"
        icon={<Pencil aria-hidden />}
        onClick={() => setEditing(true)}
      />
      <IconButton
        size="sm"
        label="Delete note"
        icon={<Trash2 aria-hidden />}
        disabled={isPending}
        onClick={remove}
      />
      <Suspense>{editing && <EditNoteDialog {...note} onClose={() => setEditing(false)} />}</Suspense>
    </div>
  );
}
