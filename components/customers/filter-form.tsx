"use client";

import { useRouter } from "next/navigation";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { CustomerList, IntegrationProvider } from "@/lib/customers/schema";
import { listHref, noFilter } from "./list-url";
import { providerNames } from "./provider-names";

export type FunnelOption = { alias: string; title: string | null };

/** Every filter at once; applying it makes the address. */
export function FilterForm({
  path,
  list,
  funnels,
  tags,
  close,
}: {
  path: string;
  list: CustomerList;
  funnels: FunnelOption[] | null;
  tags: string[];
  close: () => void;
}) {
  const router = useRouter();
  const id = useId();
  const { filter } = list;
  // Those of the address stay in the form, so that applying it does not drop them.
  const choices = funnels ?? filter.funnels.map((alias) => ({ alias, title: null }));
  const tagChoices = [...new Set([...filter.tags, ...tags])];
  const apply = (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? "").trim() || null;
    close();
    const change = {
      emailPart: text("email"),
      funnels: form.getAll("funnel").map(String),
      integrations: providers.filter((provider) => form.getAll("integration").includes(provider)),
      notOptedIn: form.has("consent"),
      tags: form.getAll("tag").map(String),
      attributes: withAttribute(filter.attributes, text("attribute-key"), text("attribute-value")),
      from: text("from"),
      to: text("to"),
    };
    router.push(listHref(path, list, change), { scroll: false });
  };
  return (
    <form
      method="get"
      action={path}
      onSubmit={(event) => {
        event.preventDefault();
        apply(new FormData(event.currentTarget));
      }}
      className="grid gap-3 pt-2.5"
    >
      <Field id={`${id}-email`} label="Email contains">
        {(control) => (
          <Input
            {...control}
            name="email"
            defaultValue={filter.emailPart ?? ""}
            maxLength={254}
            autoComplete="off"
          />
        )}
      </Field>
      {funnels === null && (
        <p role="alert" className="text-text-secondary">
          The funnels and tags could not be loaded.{" "}
          <button type="button" className="link" onClick={() => router.refresh()}>
            Retry
          </button>
        </p>
      )}
      {choices.length > 0 && (
        <Choices label="Funnel">
          {choices.map(({ alias, title }) => (
            <Choice key={alias} name="funnel" value={alias} isOn={filter.funnels.includes(alias)}>
              <bdi className="truncate">{title ?? alias}</bdi>
              {title && (
                <bdi className="ms-auto max-w-32 flex-none truncate ps-2 text-xs text-text-muted">
                  {alias}
                </bdi>
              )}
            </Choice>
          ))}
        </Choices>
      )}
      <Choices label="Integration" isPaired>
        {providers.map((provider) => (
          <Choice
            key={provider}
            name="integration"
            value={provider}
            isOn={filter.integrations.includes(provider)}
          >
            {providerNames[provider]}
          </Choice>
        ))}
      </Choices>
      {tagChoices.length > 0 && (
        <Choices label="Tag" isPaired>
          {tagChoices.map((tag) => (
            <Choice key={tag} name="tag" value={tag} isOn={filter.tags.includes(tag)}>
              <bdi className="truncate">{tag}</bdi>
            </Choice>
          ))}
        </Choices>
      )}
      {/* Two fields make one parameter, which a form without script cannot. */}
      <div className="grid grid-cols-2 gap-2 noscript:hidden">
        <Field id={`${id}-key`} label="Attribute">
          {(control) => (
            <Input {...control} name="attribute-key" placeholder="goal" maxLength={41} autoComplete="off" />
          )}
        </Field>
        <Field id={`${id}-value`} label="is">
          {(control) => <Input {...control} name="attribute-value" maxLength={500} autoComplete="off" />}
        </Field>
      </div>
      <Choices label="Consent">
        <Choice name="consent" value="none" isOn={filter.notOptedIn}>
          Not given, or taken back
        </Choice>
      </Choices>
      <div className="grid grid-cols-2 gap-2">
        <Field id={`${id}-from`} label="First visit from (UTC)">
          {(control) => <Input {...control} type="date" name="from" defaultValue={filter.from ?? ""} />}
        </Field>
        <Field id={`${id}-to`} label="to">
          {(control) => <Input {...control} type="date" name="to" defaultValue={filter.to ?? ""} />}
        </Field>
      </div>
      {kept(path, list).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button type="submit" variant="primary">
        Apply filters
      </Button>
    </form>
  );
}

const providers = Object.keys(providerNames) as IntegrationProvider[]; // keys of a literal object

function withAttribute(attributes: Record<string, string>, key: string | null, value: string | null) {
  return key && value ? { ...attributes, [key]: value } : attributes;
}

/** What the address says besides filters, so that the plain form keeps it. */
function kept(path: string, list: CustomerList): [string, string][] {
  const query = listHref(path, list, noFilter).split("?")[1] ?? "";
  return [...new URLSearchParams(query)];
}

function Choices({
  label,
  isPaired,
  children,
}: {
  label: string;
  isPaired?: boolean;
  children: React.ReactNode;
}) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-xs font-medium text-text-secondary">{label}</legend>
      <div
        className={`grid max-h-36 overflow-y-auto rounded-md border border-border-subtle p-1 ${isPaired ? "grid-cols-2" : ""}`}
      >
        {children}
      </div>
    </fieldset>
  );
}

function Choice({
  name,
  value,
  isOn,
  children,
}: {
  name: string;
  value: string;
  isOn: boolean;
  children: React.ReactNode;
}) {
  const id = useId();
  return (
    <label htmlFor={id} className="flex min-h-7 min-w-0 items-center gap-2 rounded-xs px-1.5 hover:bg-hover">
      <Checkbox id={id} name={name} value={value} defaultChecked={isOn} />
      {children}
    </label>
  );
}
