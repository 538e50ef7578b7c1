"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import type { EventType } from "@/lib/events/catalogue";
import type { PublicError } from "@/lib/http/problem";
import { HeaderFields, type HeaderLine } from "./header-fields";
import { MadeSecret } from "./made-secret";
import { TypesChoice } from "./types-choice";
import type { AddEndpoint, ChangeEndpoint, EndpointFacts, MadeSecret as Made } from "./webhook-actions";

const usualHeader = "Fox-Secret-Key";

export type KnownEndpoint = EndpointFacts & {
  id: string;
  version: number;
  headerNames: string[];
  sharedSecretHeader: string | null;
};

/** Adds an endpoint, or changes one that is known. A new one is answered with its secret. */
export function EndpointForm({
  slug,
  listPath,
  allTypes,
  disabledReason,
  ...work
}: {
  slug: string;
  listPath: string;
  allTypes: readonly EventType[];
  disabledReason?: string;
} & ({ endpoint: null; add: AddEndpoint } | { endpoint: KnownEndpoint; change: ChangeEndpoint })) {
  const { endpoint } = work;
  const [types, setTypes] = useState<EventType[] | null>(endpoint?.types ?? null);
  const [headers, setHeaders] = useState<HeaderLine[]>(
    (endpoint?.headerNames ?? []).map((name, key) => ({ key, name, value: null })),
  );
  const [hasShared, setHasShared] = useState(Boolean(endpoint?.sharedSecretHeader));
  const [error, setError] = useState<PublicError | null>(null);
  const [made, setMade] = useState<Made | null>(null);
  const [isPending, start] = useTransition();
  const isReadOnly = disabledReason !== undefined;
  const fields = error?.fields;

  if (made)
    return (
      <MadeSecret
        secret={made.secret}
        lead="Nobody can look it up later, but you can rotate it."
        doneHref={`${listPath}/${made.endpointId}/test`}
        doneWords="Send a test event"
      />
    );

  const submit = (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const own = headers.filter(({ name, value }) => name.trim() !== "" || value);
    const sharedValue = text("sharedValue");
    start(async () => {
      const facts: EndpointFacts = {
        url: text("url"),
        description: text("description") || null,
        types,
        environment: text("environment") === "preview" ? "preview" : "production",
        payload: text("payload") === "thin" ? "thin" : "full",
      };
      const name = text("sharedName");
      const outcome = work.endpoint
        ? await work.change(slug, {
            ...{ ...facts, endpoint: work.endpoint.id, version: work.endpoint.version },
            headers: Object.fromEntries(own.map((line) => [line.name.trim(), line.value])),
            sharedSecret: hasShared
              ? { name, ...((sharedValue || !work.endpoint.sharedSecretHeader) && { value: sharedValue }) }
              : null,
          })
        : await work.add(slug, {
            ...facts,
            headers: Object.fromEntries(own.map((line) => [line.name.trim(), line.value ?? ""])),
            sharedSecret: hasShared ? { name, value: sharedValue } : null,
          });
      setError(outcome.ok ? null : outcome.error);
      if (!outcome.ok) return;
      if (outcome.result) setMade(outcome.result);
      else {
        setHeaders((lines) => lines.map((line) => ({ ...line, value: null })));
        toast("Endpoint saved");
      }
    });
  };

  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        submit(new FormData(event.currentTarget));
      }}
    >
      <Field
        id="endpoint-url"
        label="URL"
        hint="Public and https. It answers with 2xx within 20 seconds."
        error={fields?.url}
      >
        {(control) => (
          <Input
            {...control}
            name="url"
            type="url"
            inputMode="url"
            placeholder="https://api.example.com/webhooks"
            defaultValue={endpoint?.url}
            readOnly={isReadOnly}
            maxLength={2000}
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      <Field id="endpoint-description" label="Description" optional error={fields?.description}>
        {(control) => (
          <Input
            {...control}
            name="description"
            placeholder="Billing backend"
            defaultValue={endpoint?.description ?? ""}
            readOnly={isReadOnly}
            maxLength={200}
            autoComplete="off"
          />
        )}
      </Field>
      <TypesChoice
        all={allTypes}
        chosen={types}
        error={fields?.types ?? Object.entries(fields ?? {}).find(([name]) => name.startsWith("types."))?.[1]}
        isReadOnly={isReadOnly}
        onChoose={setTypes}
      />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field id="endpoint-environment" label="Data" error={fields?.environment}>
          {(control) => (
            <Select
              {...control}
              name="environment"
              defaultValue={endpoint?.environment ?? "production"}
              disabled={isReadOnly}
            >
              <option value="production">Live</option>
              <option value="preview">Preview</option>
            </Select>
          )}
        </Field>
        <Field
          id="endpoint-payload"
          label="Payload"
          hint="Thin has ids and no personal data: your server asks the API for the rest."
          error={fields?.payload}
        >
          {(control) => (
            <Select
              {...control}
              name="payload"
              defaultValue={endpoint?.payload ?? "full"}
              disabled={isReadOnly}
            >
              <option value="full">Full: the event and the customer</option>
              <option value="thin">Thin: type and ids</option>
            </Select>
          )}
        </Field>
      </div>
      <HeaderFields lines={headers} errors={fields} isReadOnly={isReadOnly} onChange={setHeaders} />
      <div className="grid gap-2">
        <label htmlFor="endpoint-shared" className="flex items-center gap-2">
          <Checkbox
            id="endpoint-shared"
            checked={hasShared}
            disabled={isReadOnly}
            onChange={(event) => setHasShared(event.target.checked)}
          />
          Send a shared secret in a header too, for receivers that compare one
        </label>
        {hasShared && (
          <div className="grid gap-2 sm:grid-cols-2">
            <Field id="endpoint-shared-name" label="Header" error={fields?.["sharedSecret.name"]}>
              {(control) => (
                <Input
                  {...control}
                  name="sharedName"
                  defaultValue={endpoint?.sharedSecretHeader ?? usualHeader}
                  readOnly={isReadOnly}
                  maxLength={100}
                  autoComplete="off"
                  spellCheck={false}
                />
              )}
            </Field>
            <Field id="endpoint-shared-value" label="Value" error={fields?.["sharedSecret.value"]}>
              {(control) => (
                <Input
                  {...control}
                  name="sharedValue"
                  type="password"
                  placeholder={endpoint?.sharedSecretHeader ? "Set; type to replace it" : undefined}
                  readOnly={isReadOnly}
                  maxLength={2000}
                  autoComplete="off"
                  data-1p-ignore
                  data-lpignore="true"
                  spellCheck={false}
                />
              )}
            </Field>
          </div>
        )}
      </div>
      {error && !fields && (
        <p role="alert" className="text-xs text-red-fg">
          {error.message}
        </p>
      )}
      <div>
        <Button type="submit" variant="primary" disabled={isPending} disabledReason={disabledReason}>
          {endpoint ? "Save endpoint" : "Add endpoint"}
        </Button>
      </div>
    </form>
  );
}
