"use client";

import { useState, useTransition } from "react";
import { CopyButton } from "@/components/shell/copy-id";
import { Trouble } from "@/components/sign-in/folder";
import { Button, buttonStyle } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Role } from "@/lib/core/permissions";
import type { PublicError } from "@/lib/http/problem";
import type { Invite } from "./invite-button";
import { RoleChoice } from "./role-choice";

/** Two steps: whom and as what; then the link, which is shown this once. */
export function InviteDialog({
  slug,
  roles,
  invite,
  onClose,
}: {
  slug: string;
  roles: Role[];
  invite: Invite;
  onClose: () => void;
}) {
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const [error, setError] = useState<PublicError | null>(null);
  const [url, setUrl] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  const make = () =>
    start(async () => {
      const outcome = await invite(slug, { email, role });
      if (outcome.ok) setUrl(outcome.result.url);
      else setError(outcome.error);
    });
  if (url) return <LinkStep email={email} url={url} onClose={onClose} />;
  return (
    <Dialog
      title="Invite someone"
      lead="You get a link to send them. It works for 7 days, once, and only for this address."
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="invite" variant="primary" disabled={isPending}>
            Make the link
          </Button>
        </>
      }
    >
      <form
        id="invite"
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          make();
        }}
      >
        {error && !error.fields && <Trouble>{error.message}</Trouble>}
        <Field id="invite-email" label="Email" error={error?.fields?.email}>
          {(control) => (
            <Input
              {...control}
              type="email"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
              autoComplete="off"
              placeholder="anna@example.com"
            />
          )}
        </Field>
        <RoleChoice legend="Role" choices={roles} chosen={role} onChoose={setRole} />
      </form>
    </Dialog>
  );
}

function LinkStep({ email, url, onClose }: { email: string; url: string; onClose: () => void }) {
  return (
    <Dialog
      title={`Send this link to ${email}`}
      lead="It is shown only now: nobody can look it up later, but you can make a new one."
      onClose={onClose}
      foot={<Button onClick={onClose}>Done</Button>}
    >
      <Field id="invite-link" label="Invitation link">
        {(control) => (
          <Input
            {...control}
            readOnly
            value={url}
            onFocus={(event) => event.currentTarget.select()}
            className="mono"
          />
        )}
      </Field>
      <div>
        <CopyButton value={url} label="Invitation link" className={buttonStyle({ variant: "primary" })}>
          Copy link
        </CopyButton>
      </div>
    </Dialog>
  );
}
