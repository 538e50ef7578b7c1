"use client";

import type { ReactNode } from "react";
import { Trouble } from "@/components/sign-in/folder";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import type { useAct } from "./use-act";

/** What each deed for a customer has: its own fields, a reason, a comment, and the verb on the button. */
export function ActDialog({
  title,
  lead,
  verb,
  danger,
  form,
  act,
  onSubmit,
  onClose,
  children,
}: {
  title: string;
  lead?: ReactNode;
  verb: string;
  danger?: boolean;
  /** Unique in the page. */
  form: string;
  act: ReturnType<typeof useAct>;
  onSubmit: () => void;
  onClose: () => void;
  children?: ReactNode;
}) {
  const { error, isPending } = act;
  return (
    <Dialog
      title={title}
      lead={lead}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant={danger ? "danger" : "primary"} disabled={isPending}>
            {verb}
          </Button>
        </>
      }
    >
      <form
        id={form}
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {error && !error.fields && <Trouble>{error.message}</Trouble>}
        {children}
        <Field id={`${form}-reason`} label="Reason" optional error={error?.fields?.reason}>
          {(control) => (
            <Input
              {...control}
              value={act.reason}
              onChange={(event) => act.setReason(event.target.value)}
              autoComplete="off"
              placeholder="Apology for the outage"
            />
          )}
        </Field>
        <Field id={`${form}-comment`} label="Comment for colleagues" optional error={error?.fields?.comment}>
          {(control) => (
            <Textarea
              {...control}
              rows={2}
              value={act.comment}
              onChange={(event) => act.setComment(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
