"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, type ToggleEvent, useId, useRef, useState } from "react";
import { ListFilter } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { Link } from "@/components/ui/link";
import type { CustomerList } from "@/lib/customers/schema";
import { FilterForm, type FunnelOption } from "./filter-form";
import { type FilterChoices, suggestFilters } from "./filter-suggestions";
import { listHref } from "./list-url";

/**
 * Opens with f. Typing offers filters; without script the same panel is a form that fills the address. The panel is the
 * browser's own popover, so it opens before this code has arrived.
 */
export function FilterMenu({
  path,
  list,
  funnels,
  tags,
  today,
}: {
  path: string;
  list: CustomerList;
  /** Null where they could not be loaded. */
  funnels: FunnelOption[] | null;
  tags: string[];
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
        <TypedFilter
          {...{ path, list, today, text, setText, close, typed }}
          choices={{ funnels: funnels ?? [], tags }}
        />
        {/* A new form for each address: its fields show what the address says. */}
        {text === "" && <FilterForm key={listHref(path, list)} {...{ path, list, funnels, tags, close }} />}
      </div>
    </>
  );
}

function TypedFilter(props: {
  path: string;
  list: CustomerList;
  choices: FilterChoices;
  today: string;
  text: string;
  setText: (text: string) => void;
  close: () => void;
  typed: React.RefObject<HTMLInputElement | null>;
}) {
  const { path, list, choices, today, text, setText, close, typed } = props;
  const router = useRouter();
  const [at, setAt] = useState(0);
  const listId = useId();
  const found = text.trim() === "" ? [] : suggestFilters(text.trim(), list, choices, today);
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
        placeholder="Type an email, a funnel, a tag, goal=sleep or a day"
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
