"use client";

import { CopyButton } from "@/components/shell/copy-id";
import { Button, buttonStyle } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { MadeKey } from "./key-actions";

/** The key itself: a secret one is seen here and never again. */
export function MadeKeyDialog({
  made,
  isSecret,
  lead,
  onClose,
}: {
  made: MadeKey;
  isSecret: boolean;
  /** What became of the key before it, where there was one. */
  lead?: string;
  onClose: () => void;
}) {
  const line = `${isSecret ? "DOSSIER_SECRET_KEY" : "DOSSIER_PUBLISHABLE_KEY"}=${made.key}`;
  const once = "It is shown only now: nobody can look it up later, but you can rotate it.";
  return (
    <Dialog
      title={isSecret ? "Copy the secret key" : "The key is made"}
      lead={[isSecret ? once : "Pages may show it: it only lets visits in.", lead].filter(Boolean).join(" ")}
      onClose={onClose}
      foot={<Button onClick={onClose}>Done</Button>}
    >
      <KeyLine id="made-key" label="Key" value={made.key} />
      <KeyLine id="made-key-line" label="For a .env file" value={line} />
    </Dialog>
  );
}

function KeyLine({ id, label, value }: { id: string; label: string; value: string }) {
  return (
    <Field id={id} label={label}>
      {(control) => (
        <span className="flex gap-2">
          <Input
            {...control}
            readOnly
            value={value}
            onFocus={(event) => event.currentTarget.select()}
            className="mono min-w-0 flex-1"
          />
          <CopyButton value={value} label={label} className={buttonStyle({ className: "flex-none" })}>
            Copy
          </CopyButton>
        </span>
      )}
    </Field>
  );
}
