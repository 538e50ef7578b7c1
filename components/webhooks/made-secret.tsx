"use client";

import { CopyButton } from "@/components/shell/copy-id";
import { ButtonLink, buttonStyle } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** A signing secret at the one moment at which it is seen. */
export function MadeSecret({
  secret,
  lead,
  doneHref,
  doneWords,
}: {
  secret: string;
  lead: string;
  doneHref: string;
  doneWords: string;
}) {
  return (
    <section aria-label="Signing secret" className="grid gap-3">
      <div>
        <h2 className="text-md font-semibold">Copy the signing secret</h2>
        <p className="mt-0.5 text-text-secondary">
          It is shown only now. {lead} Your endpoint checks with it that an event comes from here.
        </p>
      </div>
      <Field id="made-secret" label="Signing secret">
        {(control) => (
          <span className="flex gap-2">
            <Input
              {...control}
              readOnly
              value={secret}
              onFocus={(event) => event.currentTarget.select()}
              className="mono min-w-0 flex-1"
            />
            <CopyButton
              value={secret}
              label="Signing secret"
              className={buttonStyle({ variant: "primary", className: "flex-none" })}
            >
              Copy
            </CopyButton>
          </span>
        )}
      </Field>
      <div>
        <ButtonLink href={doneHref}>{doneWords}</ButtonLink>
      </div>
    </section>
  );
}
