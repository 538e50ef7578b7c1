"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Trouble } from "@/components/sign-in/folder";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/http/action";
import type { ActionAnswer } from "@/lib/support/action";
import { Choice } from "./choice";
import { newKey } from "./new-key";

export type Decide = (
  slug: string,
  input: { key: string; attempt: string; verdict: Verdict; reference?: string },
) => Promise<ActionResult<ActionAnswer>>;
type Verdict = "executed" | "not_executed";

/** A person has looked into the gateway's books and says what stands there. */
export function DecideDialog({
  slug,
  attempt,
  decide,
  onClose,
}: {
  slug: string;
  attempt: string;
  decide: Decide;
  onClose: () => void;
}) {
  const router = useRouter();
  const [key] = useState(newKey);
  const [verdict, setVerdict] = useState<Verdict>("executed");
  const [reference, setReference] = useState("");
  const [message, setMessage] = useState<string>();
  const [isPending, start] = useTransition();
  const act = () =>
    start(async () => {
      const named = verdict === "executed" && reference.trim();
      const outcome = await decide(slug, { key, attempt, verdict, ...(named && { reference: named }) });
      if (!outcome.ok) return setMessage(outcome.error.message);
      toast(verdict === "executed" ? "Booked as executed" : "Booked as not executed");
      router.refresh();
      onClose();
    });
  return (
    <Dialog
      title="Decide about a charge that was not answered"
      lead="Look for this id in the gateway’s own books first."
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="decide" variant="danger" disabled={isPending}>
            {verdict === "executed" ? "Book it as executed" : "Book it as not executed"}
          </Button>
        </>
      }
    >
      {message && <Trouble>{message}</Trouble>}
      <p className="mono wrap-anywhere">{attempt}</p>
      <form
        id="decide"
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          act();
        }}
      >
        <Choice
          legend="What the gateway’s books say"
          name="verdict"
          value={verdict}
          onChange={setVerdict}
          options={[
            { value: "executed", label: "It was executed: money moved" },
            { value: "not_executed", label: "It was not executed, and never will be" },
          ]}
        />
        {verdict === "executed" && (
          <Field id="decide-reference" label="The gateway’s id of it" optional>
            {(control) => (
              <Input
                {...control}
                value={reference}
                maxLength={255}
                autoComplete="off"
                onChange={(event) => setReference(event.target.value)}
              />
            )}
          </Field>
        )}
      </form>
    </Dialog>
  );
}
