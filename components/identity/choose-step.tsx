"use client";

import { useState } from "react";
import { Trouble } from "@/components/sign-in/folder";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import type { Candidate } from "@/lib/identity/queries";
import { reasonWords } from "./reason-words";
import { useAnswer } from "./use-answer";

/** The other customer: found by whatever is typed, or one of those that look alike. */
export function ChooseStep({
  path,
  onChoose,
  onClose,
}: {
  path: string;
  onChoose: (id: string, isSuggested: boolean) => void;
  onClose: () => void;
}) {
  const [text, setText] = useState("");
  const wanted = text.trim();
  const query = wanted === "" ? path : `${path}?${new URLSearchParams({ q: wanted })}`;
  const { answer, failure, isPresent } = useAnswer<{ candidates: Candidate[] }>(query, wanted ? 150 : 0);
  const candidates = answer?.candidates ?? [];
  return (
    <Dialog
      title="Merge with another customer"
      lead="Their visits, notes and history come together on one page. It can be undone at any time."
      onClose={onClose}
      foot={<Button onClick={onClose}>Cancel</Button>}
    >
      <Field id="merge-search" label="Find the other customer">
        {(control) => (
          <Input
            {...control}
            value={text}
            onChange={(event) => setText(event.target.value)}
            placeholder="Email, User ID or any other id"
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      {failure && <Trouble>{failure}</Trouble>}
      <section aria-label={wanted ? "Matches" : "Look alike"} aria-busy={!isPresent}>
        <h3 className="mb-1 text-xs font-medium text-text-secondary">{wanted ? "Matches" : "Look alike"}</h3>
        {!answer && !failure && <Skeleton className="my-3 h-2.5 w-3/5" />}
        {answer && candidates.length === 0 && (
          <p className="text-text-muted">
            {wanted ? "Nobody else matches" : "Nobody looks like this customer. Search for the other one."}
          </p>
        )}
        <ul className="-mx-2">
          {candidates.map((candidate) => (
            <li key={candidate.id}>
              <button
                type="button"
                onClick={() => onChoose(candidate.id, candidate.reasons.length > 0)}
                className="grid w-full rounded-md px-2 py-1.5 text-start hover:bg-hover"
              >
                <bdi className="truncate font-medium">{candidate.email ?? "Anonymous visitor"}</bdi>
                <span className="truncate text-xs text-text-muted">
                  {candidate.reasons.map(reasonWords).join(". ") || candidate.userId || ""}{" "}
                  <span className="mono">{candidate.id}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </Dialog>
  );
}
