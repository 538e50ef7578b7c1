"use client";

import * as Radix from "@radix-ui/react-dialog";
import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { pressHotkey } from "@/components/shell/hotkeys";
import { ArrowRight, Clock, Search, UserRound } from "@/components/ui/icons";
import { Kbd } from "@/components/ui/kbd";
import { HitWords, JumpWords } from "./hit-words";
import { missWords } from "./miss-words";
import { OfferGroups } from "./offer-groups";
import type { PageOffer, PalettePage, PaletteProject } from "./palette";
import { Hint, PaletteLine } from "./palette-line";
import { readRecents } from "./recents";
import { useHits } from "./use-hits";

const longestTyped = 2000;

/** Empty: recents, what this page can do, where one can go. Typing: what the server finds, in its order, then the rest. */
export function PaletteDialog({
  slug,
  recentsKey,
  projects,
  pages,
  offer,
  onClose,
}: {
  slug: string;
  recentsKey: string;
  projects: PaletteProject[];
  pages: PalettePage[];
  offer: PageOffer;
  onClose: () => void;
}) {
  const router = useRouter();
  const [opener] = useState(() => document.activeElement);
  const [typed, setTyped] = useState("");
  const [recents] = useState(() => readRecents(recentsKey));
  const inNewTab = useRef(false);
  const list = useRef<HTMLDivElement>(null);
  const hasMoved = useRef(false);
  const isEnterWaiting = useRef(false);
  const text = typed.trim();
  const { found, state, tookMs } = useHits(slug, text);
  const { jumps = [], customers = [] } = (text !== "" && found) || {};
  const [chosen, setChosen] = useState("");
  const others = projects.filter((project) => project.slug !== slug);
  const go = (href: string) => {
    onClose();
    if (inNewTab.current) window.open(href, "_blank", "noopener");
    else router.push(href);
  };
  // After the dialog has gone, since the page's keys rest while it is open.
  const act = (run: () => void) => {
    onClose();
    setTimeout(run, 0);
  };
  // The first answer is what Enter opens, whatever stood there while the server was asked.
  const [first] = [...jumps.map(({ id, path }) => ({ id, path })), ...customers.map(placeOf)];
  const firstId = first?.id;
  useEffect(() => {
    if (firstId) setChosen(firstId);
  }, [firstId]);
  // A text that was pasted and sent off at once opens what it names when that is known.
  useEffect(() => {
    if (state === "busy" || !isEnterWaiting.current) return;
    isEnterWaiting.current = false;
    if (first) go(`/${slug}${first.path}`);
    else list.current?.querySelector<HTMLElement>("[cmdk-item][aria-selected=true]")?.click();
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key.startsWith("Arrow")) hasMoved.current = true;
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    inNewTab.current = event.metaKey || event.ctrlKey;
    if (state !== "busy" || hasMoved.current) return;
    event.preventDefault();
    isEnterWaiting.current = true;
  };
  const count = jumps.length + customers.length;
  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener instanceof HTMLElement) opener.focus();
          }}
          className="fixed inset-x-4 top-[10dvh] z-50 mx-auto flex max-h-[min(34rem,80dvh)] max-w-170 flex-col overflow-hidden rounded-xl bg-raised shadow-pop max-sm:inset-x-0 max-sm:top-0 max-sm:h-dvh max-sm:max-h-none max-sm:rounded-none"
        >
          <Radix.Title className="sr-only">Search or jump to</Radix.Title>
          <Command
            value={chosen}
            onValueChange={setChosen}
            shouldFilter={false}
            loop
            onKeyDown={onKeyDown}
            label="Search or jump to"
            className="flex min-h-0 flex-1 flex-col"
          >
            <div className="flex h-12.5 flex-none items-center gap-3 border-b border-border px-4">
              <Search aria-hidden className="size-4 flex-none text-text-muted" />
              <Command.Input
                value={typed}
                onValueChange={(value) => {
                  hasMoved.current = false;
                  isEnterWaiting.current = false;
                  setTyped(value);
                }}
                maxLength={longestTyped}
                placeholder="Part of an email, any ID, last 4 of a card, an amount, or a page"
                className="h-full min-w-0 flex-1 bg-transparent text-md outline-none placeholder:text-text-muted"
              />
              <button type="button" onClick={onClose} aria-label="Esc: close" className="rounded-xs">
                <Kbd>Esc</Kbd>
              </button>
            </div>
            <Command.List
              ref={list}
              className="min-h-0 flex-1 overflow-y-auto p-2 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-text-muted"
            >
              {text === "" && recents.length > 0 && (
                <Command.Group heading="Recent customers">
                  {recents.map(({ href, label }) => (
                    <PaletteLine
                      key={href}
                      value={`recent ${href}`}
                      icon={<Clock aria-hidden />}
                      onSelect={() => go(href)}
                    >
                      <bdi className="truncate">{label}</bdi>
                    </PaletteLine>
                  ))}
                </Command.Group>
              )}
              {jumps.length > 0 && (
                <Command.Group heading="Jump to">
                  {jumps.map((jump) => (
                    <PaletteLine
                      key={jump.id}
                      value={jump.id}
                      icon={<ArrowRight aria-hidden />}
                      onSelect={() => go(`/${slug}${jump.path}`)}
                    >
                      <JumpWords jump={jump} />
                    </PaletteLine>
                  ))}
                </Command.Group>
              )}
              {found && customers.length > 0 && (
                <Command.Group heading="Customers">
                  {customers.map((hit) => (
                    <PaletteLine
                      key={hit.id}
                      value={hit.id}
                      icon={<UserRound aria-hidden />}
                      onSelect={() => go(`/${slug}${placeOf(hit).path}`)}
                    >
                      <HitWords hit={hit} query={found.query} />
                    </PaletteLine>
                  ))}
                </Command.Group>
              )}
              {state === "failed" && (
                <p role="alert" className="px-2.5 py-2 text-text-secondary">
                  Customers could not be searched. Type on to try again.
                </p>
              )}
              {state === "done" && found && count === 0 && (
                <p className="px-2.5 py-2 wrap-anywhere text-text-muted">
                  {missWords(found.query, others.length > 0)}
                </p>
              )}
              {state === "done" && found?.isWhole === false && (
                <p className="px-2.5 py-2 text-text-muted">
                  Only the newest customers were looked through. Type more letters to search all.
                </p>
              )}
              <OfferGroups
                text={text}
                filterHref={
                  text === "" || found?.query.part === null
                    ? null
                    : `/${slug}/customers?email=${encodeURIComponent(text)}`
                }
                offer={offer}
                projects={others}
                pages={pages}
                go={go}
                act={act}
                press={(keys) => act(() => pressHotkey(keys))}
              />
            </Command.List>
            <footer className="flex h-9 flex-none items-center gap-4 border-t border-border bg-sunken px-4 text-xs text-text-muted max-sm:hidden">
              <Hint keys="↵">open</Hint>
              <Hint keys="Ctrl ↵">new tab</Hint>
              <span aria-live="polite" className="ms-auto">
                {state === "busy" && "Searching"}
                {state === "done" && `${count === 1 ? "1 match" : `${count} matches`}, ${tookMs} ms`}
              </span>
            </footer>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function placeOf({ id }: { id: string }): { id: string; path: string } {
  return { id, path: `/customers/${id}` };
}
