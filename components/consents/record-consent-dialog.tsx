"use client";

import { useState, useTransition } from "react";
import { Trouble } from "@/components/sign-in/folder";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { PublicError } from "@/lib/http/problem";
import type { RecordConsentProps } from "./record-consent-button";

const answers = [
  { state: "granted", label: "Allowed", hint: "They said yes" },
  { state: "denied", label: "Refused", hint: "They said no, or took it back" },
] as const;

/** What somebody said by phone, on paper or elsewhere. */
export function RecordConsentDialog({
  slug,
  customerId,
  purposes,
  record,
  onClose,
}: RecordConsentProps & { onClose: () => void }) {
  const [purpose, setPurpose] = useState(purposes[0] ?? "");
  const [state, setState] = useState<"granted" | "denied">("denied");
  const [policyVersion, setPolicyVersion] = useState("");
  const [error, setError] = useState<PublicError | null>(null);
  const [isPending, start] = useTransition();
  const save = () =>
    start(async () => {
      const outcome = await record(slug, { customer: customerId, purpose, state, policyVersion });
      if (!outcome.ok) return setError(outcome.error);
      toast("The answer was recorded");
      onClose();
    });
  return (
    <Dialog
      title="Record an answer"
      lead="It holds from now on. Earlier answers stay in the log."
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="consent" variant="primary" disabled={isPending}>
            Record the answer
          </Button>
        </>
      }
    >
      <form
        id="consent"
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {error && !error.fields && <Trouble>{error.message}</Trouble>}
        <Field id="consent-purpose" label="Purpose" error={error?.fields?.purpose}>
          {(control) => (
            <Input
              {...control}
              list="consent-purposes"
              value={purpose}
              onChange={(event) => setPurpose(event.target.value)}
              autoComplete="off"
              placeholder="marketing"
            />
          )}
        </Field>
        <datalist id="consent-purposes">
          {purposes.map((known) => (
            <option key={known} value={known} />
          ))}
        </datalist>
        <fieldset className="grid">
          <legend className="mb-1 text-xs font-medium text-text-secondary">Answer</legend>
          {answers.map((answer) => (
            <label key={answer.state} className="flex min-h-7 items-center gap-2">
              <input
                type="radio"
                name="state"
                className="accent-(--color-accent)"
                checked={state === answer.state}
                onChange={() => setState(answer.state)}
              />
              {answer.label}
              <span className="text-xs text-text-muted">{answer.hint}</span>
            </label>
          ))}
        </fieldset>
        <Field
          id="consent-policy"
          label="Policy version"
          optional
          error={error?.fields?.policyVersion}
          hint="The text they agreed to, such as 2026-03"
        >
          {(control) => (
            <Input
              {...control}
              value={policyVersion}
              onChange={(event) => setPolicyVersion(event.target.value)}
              autoComplete="off"
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
