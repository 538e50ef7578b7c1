"use client";

import { useState, useTransition } from "react";
import { Trouble } from "@/components/sign-in/folder";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { KeyLifetime } from "@/lib/api-keys/schema";
import type { Permission, Role } from "@/lib/core/permissions";
import type { PublicError } from "@/lib/http/problem";
import type { CreateKey, MadeKey } from "./key-actions";
import { MadeKeyDialog } from "./made-key";
import { OriginsField, originError, originsIn } from "./origins-field";
import { ScopeChoice } from "./scope-choice";

const lifetimes: { days: KeyLifetime; words: string }[] = [
  { days: 7, words: "In 7 days" },
  { days: 30, words: "In 30 days" },
  { days: 90, words: "In 90 days" },
  { days: 365, words: "In a year" },
  { days: null, words: "Never" },
];

/** Two steps: what the key is for and may do; then the key. */
export function CreateKeyDialog({
  slug,
  kind,
  scopes,
  role,
  create,
  onClose,
}: {
  slug: string;
  kind: "secret" | "publishable";
  scopes: Permission[];
  role: Role;
  create: CreateKey;
  onClose: () => void;
}) {
  const isSecret = kind === "secret";
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<Permission[]>([]);
  const [expiresInDays, setLifetime] = useState<KeyLifetime>(365);
  const [origins, setOrigins] = useState("");
  const [error, setError] = useState<PublicError | null>(null);
  const [made, setMade] = useState<MadeKey | null>(null);
  const [isPending, start] = useTransition();
  const make = () =>
    start(async () => {
      const outcome = await create(
        slug,
        isSecret
          ? { kind, name, scopes: chosen, expiresInDays }
          : { kind, name, allowedOrigins: originsIn(origins) },
      );
      if (outcome.ok) setMade(outcome.result);
      else setError(outcome.error);
    });
  if (made) return <MadeKeyDialog made={made} isSecret={isSecret} onClose={onClose} />;
  const fields = error?.fields;
  return (
    <Dialog
      title={isSecret ? "Make a secret key" : "Make a publishable key"}
      lead={
        isSecret
          ? "For your servers. Whoever has it may do what you choose here."
          : "For your funnels. It only lets visits in, so pages may show it."
      }
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="create-key" variant="primary" disabled={isPending}>
            Make key
          </Button>
        </>
      }
    >
      <form
        id="create-key"
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          make();
        }}
      >
        {error && !fields && <Trouble>{error.message}</Trouble>}
        <Field id="key-name" label="Name" error={fields?.name}>
          {(control) => (
            <Input
              {...control}
              value={name}
              onChange={(event) => setName(event.target.value)}
              autoComplete="off"
              placeholder={isSecret ? "Billing backend" : "Landing pages"}
            />
          )}
        </Field>
        {isSecret ? (
          <>
            <ScopeChoice
              scopes={scopes}
              role={role}
              chosen={chosen}
              error={fields?.scopes ?? fields?.["scopes.0"]}
              onChoose={setChosen}
            />
            <Field id="key-expiry" label="Ends" error={fields?.expiresInDays}>
              {(control) => (
                <Select
                  {...control}
                  value={lifetimes.findIndex(({ days }) => days === expiresInDays)}
                  onChange={(event) => setLifetime(lifetimes[Number(event.target.value)]?.days ?? null)}
                >
                  {lifetimes.map(({ words }, index) => (
                    <option key={words} value={index}>
                      {words}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          </>
        ) : (
          <OriginsField value={origins} error={originError(fields)} onChange={setOrigins} />
        )}
      </form>
    </Dialog>
  );
}
