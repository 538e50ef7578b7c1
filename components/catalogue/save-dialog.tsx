"use client";

import { type ReactNode, useState, useTransition } from "react";
import { Trouble } from "@/components/sign-in/folder";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/http/action";
import type { PublicError } from "@/lib/http/problem";

/** A form in a dialog: it closes once saved, and marks what is wrong when not. */
export function SaveDialog({
  title,
  lead,
  verb,
  done,
  save,
  onClose,
  children,
}: {
  title: string;
  lead?: string;
  verb: string;
  done: string;
  save: () => Promise<ActionResult>;
  onClose: () => void;
  children: (fieldError: (...fields: string[]) => string | undefined) => ReactNode;
}) {
  const [error, setError] = useState<PublicError | null>(null);
  const [isPending, start] = useTransition();
  const fields = error?.fields;
  const submit = () =>
    start(async () => {
      const outcome = await save();
      if (!outcome.ok) return setError(outcome.error);
      toast(done);
      onClose();
    });
  return (
    <Dialog
      title={title}
      lead={lead}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="catalogue-form" variant="primary" disabled={isPending}>
            {verb}
          </Button>
        </>
      }
    >
      <form
        id="catalogue-form"
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {error && !fields && <Trouble>{error.message}</Trouble>}
        {children((...names) => names.map((name) => fields?.[name]).find(Boolean))}
      </form>
    </Dialog>
  );
}
