"use client";

import { useState, useTransition } from "react";
import { LiveTime } from "@/components/shell/live-time";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import type { InboundProvider } from "@/db/columns";
import type { ActionResult } from "@/lib/http/action";
import type { PublicError } from "@/lib/http/problem";
import type { OverlapHours, SecretKind } from "@/lib/integrations/schema";
import type { SecretHint } from "@/lib/integrations/secret-hints";
import type { SecretWords } from "./provider-words";
import { SecretInput } from "./secret-input";

export type SetSecret = (
  slug: string,
  input: { provider: InboundProvider; kind: SecretKind; secret: string; overlapHours: OverlapHours },
) => Promise<ActionResult>;
export type RemoveSecret = (
  slug: string,
  input: { provider: InboundProvider; kind: SecretKind },
) => Promise<ActionResult>;

const overlaps: { hours: OverlapHours; words: string }[] = [
  { hours: 0, words: "At once" },
  { hours: 1, words: "In an hour" },
  { hours: 24, words: "In a day" },
  { hours: 168, words: "In 7 days" },
];

/** Written, never read: of a secret that is set only its end is shown. Another one takes its place, at once or after a while. */
export function SecretForm({
  slug,
  provider,
  words,
  hint,
  set,
  remove,
  disabledReason,
}: {
  slug: string;
  provider: InboundProvider;
  words: SecretWords;
  hint: SecretHint | null;
  set: SetSecret;
  remove: RemoveSecret;
  disabledReason?: string;
}) {
  const [isChanging, setChanging] = useState(false);
  const [chosen, choose] = useState(2);
  const [error, setError] = useState<PublicError | null>(null);
  const [isPending, start] = useTransition();
  const { kind, label } = words;
  const id = `${provider}-${kind}`;

  if (hint && !isChanging)
    return (
      <div className="grid gap-1">
        <p className="text-xs font-medium text-text-secondary">{label}</p>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <p className="min-w-0 flex-1">
            <span className="mono">…{hint.lastFour}</span>
            <span className="text-text-secondary">
              , set <LiveTime value={hint.setAt} />
            </span>
            {hint.formerUntil && (
              <span className="block text-xs text-text-muted">
                The one before it is believed until <LiveTime value={hint.formerUntil} format="full" />
              </span>
            )}
          </p>
          <Button size="sm" disabledReason={disabledReason} onClick={() => setChanging(true)}>
            Replace
          </Button>
          {words.isOptional && (
            <Button
              size="sm"
              variant="ghost"
              disabled={isPending}
              disabledReason={disabledReason}
              onClick={() =>
                start(async () => {
                  const outcome = await remove(slug, { provider, kind });
                  toast(outcome.ok ? `${label} removed` : outcome.error.message);
                })
              }
            >
              Remove
            </Button>
          )}
        </div>
      </div>
    );

  return (
    <form
      noValidate
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        const secret = String(new FormData(form).get("secret") ?? "");
        start(async () => {
          const hours = hint ? (overlaps[chosen]?.hours ?? 24) : 0;
          const outcome = await set(slug, { provider, kind, secret, overlapHours: hours });
          setError(outcome.ok ? null : outcome.error);
          if (!outcome.ok) return;
          form.reset();
          setChanging(false);
          toast(`${label} saved`);
        });
      }}
    >
      <SecretInput
        id={id}
        name="secret"
        label={words.isOptional ? `${label} (optional)` : label}
        hint={words.hint}
        error={error?.fields?.secret}
        isReadOnly={disabledReason !== undefined}
      />
      {hint && (
        <Field id={`${id}-overlap`} label="The present one ends">
          {(control) => (
            <Select {...control} value={chosen} onChange={(event) => choose(Number(event.target.value))}>
              {overlaps.map(({ words: ends }, index) => (
                <option key={ends} value={index}>
                  {ends}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      {error && !error.fields && (
        <p role="alert" className="text-xs text-red-fg">
          {error.message}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" disabled={isPending} disabledReason={disabledReason}>
          Save {label.toLowerCase()}
        </Button>
        {hint && <Button onClick={() => setChanging(false)}>Keep the present one</Button>}
      </div>
    </form>
  );
}
