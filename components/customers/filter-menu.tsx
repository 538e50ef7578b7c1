"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, type ToggleEvent, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { ListFilter } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { Link } from "@/components/ui/link";
import type { CustomerList, IntegrationProvider } from "@/lib/customers/schema";
import { suggestFilters } from "./filter-suggestions";
import { listHref, noFilter } from "./list-url";
import { providerNames } from "./provider-names";

export type FunnelOption = { alias: string; title: string | null };

/**
 * Opens with f. Typing offers filters; without script the same panel is a form that fills the address. The panel is the
 * browser's own popover, so it opens before this code has arrived.
 */
export function FilterMenu({
  path,
  list,
  funnels,
  today,
}: {
  path: string;
  list: CustomerList;
  /** Null where they could not be loaded. */
  funnels: FunnelOption[] | null;
  /** The UTC day, for "Last 7 days". */
  today: string;
}) {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const typed = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const onToggle = (event: ToggleEvent<HTMLDivElement>) => {
    if (event.newState === "open") typed.current?.focus();
    else setText("");
  };
  const close = () => panel.current?.hidePopover();
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        data-hotkey="f"
        data-hotkey-label="Filter"
        className="inline-flex h-(--control) items-center gap-1.5 rounded-md px-2 text-text-secondary hover:bg-hover"
      >
        <ListFilter aria-hidden className="size-4 text-text-muted" />
        Filter
        <Kbd className="max-sm:hidden">F</Kbd>
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label="Filter customers"
        onToggle={onToggle}
        className="menu max-h-[min(36rem,100dvh-1rem)] w-88 p-2.5"
      >
        <TypedFilter {...{ path, list, funnels: funnels ?? [], today, text, setText, close, typed }} />
        {/* A new form for each address: its fields show what the address says. */}
        {text === "" && <FilterForm key={listHref(path, list)} {...{ path, list, funnels, close }} />}
      </div>
    </>
  );
}

function TypedFilter(props: {
  path: string;
  list: CustomerList;
  funnels: FunnelOption[];
  today: string;
  text: string;
  setText: (text: string) => void;
  close: () => void;
  typed: React.RefObject<HTMLInputElement | null>;
}) {
  const { path, list, funnels, today, text, setText, close, typed } = props;
  const router = useRouter();
  const [at, setAt] = useState(0);
  const listId = useId();
  const found = text.trim() === "" ? [] : suggestFilters(text.trim(), list, funnels, today);
  const chosen = Math.min(at, found.length - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || found.length === 0) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setAt((chosen + step + found.length) % found.length);
    }
    const pick = found[chosen];
    if (event.key === "Enter" && pick) {
      event.preventDefault();
      close();
      router.push(listHref(path, list, pick.change), { scroll: false });
    }
  };
  return (
    <div className="noscript:hidden">
      <Input
        ref={typed}
        value={text}
        placeholder="Type an email, a funnel, an integration or a day"
        aria-label="Type a filter"
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={listId}
        aria-activedescendant={found[chosen] ? `${listId}-${chosen}` : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={254}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label="Filters" className={found.length > 0 ? "mt-1" : undefined}>
        {found.map((suggestion, index) => (
          <Link
            key={suggestion.words}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === chosen}
            tabIndex={-1}
            href={listHref(path, list, suggestion.change)}
            scroll={false}
            onClick={close}
            onPointerMove={() => setAt(index)}
            {...(index === chosen && { "data-highlighted": "" })}
            className="menu-item"
          >
            <span className="flex-none text-text-muted">{suggestion.field}</span>
            <bdi className="min-w-0 flex-1 truncate">{suggestion.words}</bdi>
          </Link>
        ))}
      </div>
    </div>
  );
}

function FilterForm({
  path,
  list,
  funnels,
  close,
}: {
  path: string;
  list: CustomerList;
  funnels: FunnelOption[] | null;
  close: () => void;
}) {
  const router = useRouter();
  const id = useId();
  const { filter } = list;
  // Those of the address stay in the form, so that applying it does not drop them.
  const choices = funnels ?? filter.funnels.map((alias) => ({ alias, title: null }));
  const apply = (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? "").trim() || null;
    close();
    const change = {
      emailPart: text("email"),
      funnels: form.getAll("funnel").map(String),
      integrations: providers.filter((provider) => form.getAll("integration").includes(provider)),
      notOptedIn: form.has("consent"),
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
          The funnels could not be loaded.{" "}
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
