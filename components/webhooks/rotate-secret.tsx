"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { RotateCw } from "@/components/ui/icons";
import { Select } from "@/components/ui/select";
import type { PublicError } from "@/lib/http/problem";
import { MadeSecret } from "./made-secret";
import type { Rotate } from "./webhook-actions";

const overlaps = [
  { hours: 0, words: "At once", after: "The old one has ended." },
  { hours: 1, words: "In an hour", after: "The old one works for an hour more." },
  { hours: 24, words: "In a day", after: "The old one works for a day more." },
  { hours: 72, words: "In 3 days", after: "The old one works for 3 days more." },
  { hours: 168, words: "In 7 days", after: "The old one works for 7 days more." },
];

/** Two steps: how long the old secret goes on signing; then the new one, seen once. */
export function RotateSecret({
  slug,
  endpoint,
  href,
  rotate,
  disabledReason,
}: {
  slug: string;
  /** A shown id. */
  endpoint: string;
  /** Of the endpoint's page. */
  href: string;
  rotate: Rotate;
  disabledReason?: string;
}) {
  const [hours, setHours] = useState(24);
  const [error, setError] = useState<PublicError | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  if (secret)
    return (
      <MadeSecret
        secret={secret}
        lead={overlaps.find((each) => each.hours === hours)?.after ?? ""}
        doneHref={`${href}/test`}
        doneWords="Send a test event"
      />
    );
  const press = () =>
    start(async () => {
      const outcome = await rotate(slug, { endpoint, overlapHours: hours });
      if (outcome.ok) setSecret(outcome.result.secret);
      else setError(outcome.error);
    });
  return (
    <div className="grid gap-3">
      <Field
        id="rotate-overlap"
        label="The old secret ends"
        hint="Until then every request carries a signature of each, so your endpoint may know either."
        error={error?.fields?.overlapHours ?? error?.message}
      >
        {(control) => (
          <Select
            {...control}
            value={hours}
            disabled={disabledReason !== undefined}
            onChange={(event) => setHours(Number(event.target.value))}
          >
            {overlaps.map((each) => (
              <option key={each.hours} value={each.hours}>
                {each.words}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div>
        <Button
          icon={<RotateCw aria-hidden />}
          disabled={isPending}
          disabledReason={disabledReason}
          onClick={press}
        >
          Rotate secret
        </Button>
      </div>
    </div>
  );
}
