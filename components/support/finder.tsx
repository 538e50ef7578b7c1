"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { HitWords, JumpWords } from "@/components/palette/hit-words";
import { missWords } from "@/components/palette/miss-words";
import { useHits } from "@/components/palette/use-hits";
import { ArrowRight, Search, UserRound } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import type { Found } from "@/lib/customers/search";

const longestTyped = 2_000;

/** One field for whatever a customer quotes. Enter opens the chosen match, as soon as it is known. */
export function Finder({ slug }: { slug: string }) {
  const router = useRouter();
  const listId = useId();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(0);
  const isEnterWaiting = useRef(false);
  const field = useRef<HTMLInputElement>(null);
  // The page is for finding someone: whoever opens it pastes at once.
  useEffect(() => field.current?.focus(), []);
  const text = typed.trim();
  const { found, state } = useHits(slug, text);
  const hits = text === "" || !found ? [] : hitsOf(slug, found);
  const open = (href: string | undefined) => {
    if (href) router.push(href);
  };
  // What was pasted and sent off at once opens what it names when that is known.
  useEffect(() => {
    if (state === "busy" || !isEnterWaiting.current) return;
    isEnterWaiting.current = false;
    const [first] = hits;
    if (first) router.push(first.href);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && hits.length > 0) {
      event.preventDefault();
      setChosen((chosen + by + hits.length) % hits.length);
    }
    // Out of the field, so that the page's keys work.
    if (event.key === "Escape") field.current?.blur();
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (state === "busy") isEnterWaiting.current = true;
    else open(hits[chosen]?.href);
  };
  return (
    <div className="overflow-hidden rounded-xl border border-border-strong bg-surface shadow-xs focus-within:border-accent focus-within:ring-3 focus-within:ring-accent-soft">
      <label className="flex h-13 items-center gap-3 px-4">
        <Search aria-hidden className="size-4.5 flex-none text-text-muted" />
        <span className="sr-only">Find a customer</span>
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-expanded={hits.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={hits[chosen] ? `${listId}-${chosen}` : undefined}
          autoComplete="off"
          spellCheck={false}
          data-hotkey="/"
          data-hotkey-label="Find a customer"
          value={typed}
          maxLength={longestTyped}
          placeholder="Email, order, receipt, last 4 of a card, any ID"
          onChange={(event) => {
            isEnterWaiting.current = false;
            setChosen(0);
            setTyped(event.target.value);
          }}
          onKeyDown={onKeyDown}
          className="h-full min-w-0 flex-1 bg-transparent text-md outline-none placeholder:text-text-muted"
        />
      </label>
      <div id={listId} role="listbox" aria-label="Matches">
        {hits.map((hit, index) => (
          <Link
            key={hit.key}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === chosen}
            tabIndex={-1}
            href={hit.href}
            className="mx-1 flex min-h-9 items-center gap-3 rounded-md px-3 last:mb-1 first:mt-1 hover:bg-hover aria-selected:bg-active"
          >
            {hit.icon}
            <span className="flex min-w-0 flex-1 items-baseline gap-2.5">{hit.words}</span>
          </Link>
        ))}
      </div>
      <p
        aria-live="polite"
        className="text-text-muted empty:hidden [&:not(:empty)]:px-4 [&:not(:empty)]:pb-3"
      >
        {state === "failed" && "The search did not answer. Type on to try again."}
        {state === "done" && found && hits.length === 0 && missWords(found.query, false)}
      </p>
    </div>
  );
}

function hitsOf(slug: string, found: Found) {
  const { jumps, customers, query } = found;
  return [
    ...jumps.map((jump) => ({
      key: jump.id,
      href: `/${slug}${jump.path}`,
      icon: <ArrowRight aria-hidden className="size-4 flex-none text-text-muted" />,
      words: <JumpWords jump={jump} />,
    })),
    ...customers.map((hit) => ({
      key: hit.id,
      href: `/${slug}/customers/${hit.id}`,
      icon: <UserRound aria-hidden className="size-4 flex-none text-text-muted" />,
      words: <HitWords hit={hit} query={query} />,
    })),
  ];
}
