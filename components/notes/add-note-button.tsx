"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { NotebookPen } from "@/components/ui/icons";
import type { AddNote } from "./note-actions";

const AddNoteDialog = lazy(() =>
  import("./add-note-dialog").then((loaded) => ({ default: loaded.AddNoteDialog })),
);

export type Adding = {
  slug: string;
  customerId: string;
  /** The person's own drafts: a browser may be shared. */
  draftKey: string;
  /** Characters. */
  most: number;
  add: AddNote;
};

export function AddNoteButton({ disabledReason, ...adding }: Adding & { disabledReason?: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        icon={<NotebookPen aria-hidden />}
        hotkey="n"
        onClick={() => setOpen(true)}
        disabledReason={disabledReason}
      >
        Add note
      </Button>
      <Suspense>{open && <AddNoteDialog {...adding} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
