"use client";

import { useState, useTransition } from "react";
import { Trouble } from "@/components/sign-in/folder";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { ListedKey } from "@/lib/api-keys/queries";
import type { Overlap } from "@/lib/api-keys/schema";
import type { ActionResult } from "@/lib/http/action";
import type { MadeKey } from "./key-actions";
import { LastUse } from "./last-use";
import { MadeKeyDialog } from "./made-key";

const overlaps: { hours: Overlap; words: string; after: string }[] = [
  { hours: 0, words: "At once", after: "The old key has ended." },
  { hours: 1, words: "In an hour", after: "The old key ends in an hour." },
  { hours: 24, words: "In a day", after: "The old key ends in a day." },
  { hours: 168, words: "In 7 days", after: "The old key ends in 7 days." },
];

/** Two steps: how long the old key goes on working; then the new one. */
export function RotateDialog({
  listed,
  rotate,
  onClose,
}: {
  listed: Pick<ListedKey, "name" | "kind" | "lastUsedAt">;
  rotate: (overlapHours: Overlap) => Promise<ActionResult<MadeKey>>;
  onClose: () => void;
}) {
  const [chosen, choose] = useState(2);
  const [message, setMessage] = useState<string>();
  const [made, setMade] = useState<MadeKey | null>(null);
  const [isPending, start] = useTransition();
  const isSecret = listed.kind === "secret";
  const overlap = overlaps[chosen];
  const confirm = () =>
    start(async () => {
      const outcome = await rotate(overlap?.hours ?? 24);
      if (outcome.ok) setMade(outcome.result);
      else setMessage(outcome.error.message);
    });
  if (made) return <MadeKeyDialog made={made} isSecret={isSecret} lead={overlap?.after} onClose={onClose} />;
  return (
    <Dialog
      title={`Rotate ${listed.name}`}
      lead="You get a new key with the same rights. Put it in place while the old one still works."
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" onClick={confirm} disabled={isPending}>
            Rotate key
          </Button>
        </>
      }
    >
      {message && <Trouble>{message}</Trouble>}
      {isSecret && <LastUse lastUsedAt={listed.lastUsedAt} />}
      <Field id="rotate-overlap" label="The old key ends">
        {(control) => (
          <Select {...control} value={chosen} onChange={(event) => choose(Number(event.target.value))}>
            {overlaps.map(({ words }, index) => (
              <option key={words} value={index}>
                {words}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </Dialog>
  );
}
