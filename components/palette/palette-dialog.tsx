"use client";

import * as Radix from "@radix-ui/react-dialog";
import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { type KeyLine, pressHotkey } from "@/components/shell/hotkeys";
import { Badge } from "@/components/ui/badge";
import { ArrowRight, Building, Clock, ListFilter, Search, UserRound, Zap } from "@/components/ui/icons";
import { Kbd } from "@/components/ui/kbd";
import { Matched } from "./matched";
import type { PaletteProject } from "./palette";
import { keepRecent, readRecents } from "./recents";
import { type Hit, useHits } from "./use-hits";

const fieldNames: Record<Hit["field"], string> = {
  id: "customer ID",
  email: "email",
  user_id: "user ID",
  app_user_id: "app user ID",
  provider_customer_id: "provider ID",
};

/** Empty: recents, what this page can do, where one can go. Typing: customers as the server ranks them, then the rest. */
export function PaletteDialog({
  slug,
  projects,
  lines,
  onClose,
}: {
  slug: string;
  projects: PaletteProject[];
  lines: KeyLine[];
  onClose: () => void;
}) {
  const router = useRouter();
  const [opener] = useState(() => document.activeElement);
  const [typed, setTyped] = useState("");
  const [recents] = useState(() => readRecents(slug));
  const inNewTab = useRef(false);
  const text = typed.trim();
  const { hits, state, tookMs } = useHits(slug, text);
  const [chosen, setChosen] = useState("");
  // The first answer is what Enter opens, whatever stood there while the server was asked.
  const first = hits[0]?.id;
  useEffect(() => {
    if (first) setChosen(first);
  }, [first]);
  const go = (href: string) => {
    onClose();
    if (inNewTab.current) window.open(href, "_blank", "noopener");
    else router.push(href);
  };
  const open = (hit: Hit) => {
    const href = `/${slug}/customers/${hit.id}`;
    keepRecent(slug, { href, label: hit.email ?? hit.userId ?? hit.id });
    go(href);
  };
  const press = (keys: string) => {
    onClose();
    // After the dialog has gone, since keys belong to it while it is open.
    setTimeout(() => pressHotkey(keys), 0);
  };
  const has = (label: string) => label.toLowerCase().includes(text.toLowerCase());
  const places = lines.filter((line) => line.group === "Go to" && has(line.label));
  const actions = lines.filter(
    (line) => line.group !== "Go to" && line.group !== "List" && line.keys !== "/" && has(line.label),
  );
  const others = projects.filter(
    (project) => project.slug !== slug && has(`${project.name} ${project.slug}`),
  );
  const onKeyDown = (event: KeyboardEvent) => {
    inNewTab.current = event.key === "Enter" && (event.metaKey || event.ctrlKey);
  };
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
                onValueChange={setTyped}
                maxLength={300}
                placeholder="Part of an email, a user ID, a customer ID, or a page"
                className="h-full min-w-0 flex-1 bg-transparent text-md outline-none placeholder:text-text-muted"
              />
              <button type="button" onClick={onClose} aria-label="Esc: close" className="rounded-xs">
                <Kbd>Esc</Kbd>
              </button>
            </div>
            <Command.List className="min-h-0 flex-1 overflow-y-auto p-2 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-text-muted">
              {text === "" && recents.length > 0 && (
                <Command.Group heading="Recent">
                  {recents.map(({ href, label }) => (
                    <Line
                      key={href}
                      value={`recent ${href}`}
                      icon={<Clock aria-hidden />}
                      onSelect={() => go(href)}
                    >
                      <bdi className="truncate">{label}</bdi>
                    </Line>
                  ))}
                </Command.Group>
              )}
              {hits.length > 0 && text !== "" && (
                <Command.Group heading="Customers">
                  {hits.map((hit) => (
                    <Line
                      key={hit.id}
                      value={hit.id}
                      icon={<UserRound aria-hidden />}
                      onSelect={() => open(hit)}
                    >
                      <HitWords hit={hit} text={text} />
                    </Line>
                  ))}
                </Command.Group>
              )}
              {state === "failed" && (
                <p role="alert" className="px-2.5 py-2 text-text-secondary">
                  Customers could not be searched. Type on to try again.
                </p>
              )}
              {state === "done" && hits.length === 0 && (
                <p className="px-2.5 py-2 text-text-muted">No customer has “{text}” in an email or id.</p>
              )}
              {(actions.length > 0 || text !== "") && (
                <Command.Group heading="Do">
                  {text !== "" && (
                    <Line
                      value="filter by email"
                      icon={<ListFilter aria-hidden />}
                      onSelect={() => go(`/${slug}/customers?email=${encodeURIComponent(text)}`)}
                    >
                      <span className="truncate">
                        Filter customers: email {[...text].length < 3 ? "begins with" : "contains"} “
                        <bdi>{text}</bdi>”
                      </span>
                    </Line>
                  )}
                  {actions.map((line) => (
                    <Line
                      key={line.keys}
                      value={`do ${line.keys}`}
                      icon={<Zap aria-hidden />}
                      keys={line.keys}
                      onSelect={() => press(line.keys)}
                    >
                      {line.label}
                    </Line>
                  ))}
                </Command.Group>
              )}
              {places.length > 0 && (
                <Command.Group heading="Go to">
                  {places.map((line) => (
                    <Line
                      key={line.keys}
                      value={`go ${line.keys}`}
                      icon={<ArrowRight aria-hidden />}
                      keys={line.keys}
                      onSelect={() => press(line.keys)}
                    >
                      {line.label}
                    </Line>
                  ))}
                </Command.Group>
              )}
              {others.length > 0 && (
                <Command.Group heading="Projects">
                  {others.map((project) => (
                    <Line
                      key={project.slug}
                      value={`project ${project.slug}`}
                      icon={<Building aria-hidden />}
                      onSelect={() => go(`/${project.slug}/customers`)}
                    >
                      <bdi className="truncate">{project.name}</bdi>
                      <span className="text-text-muted">{project.slug}</span>
                    </Line>
                  ))}
                </Command.Group>
              )}
            </Command.List>
            <footer className="flex h-9 flex-none items-center gap-4 border-t border-border bg-sunken px-4 text-xs text-text-muted max-sm:hidden">
              <Hint keys="↵">open</Hint>
              <Hint keys="Ctrl ↵">new tab</Hint>
              <span aria-live="polite" className="ms-auto">
                {state === "busy" && "Searching"}
                {state === "done" &&
                  `${hits.length === 1 ? "1 match" : `${hits.length} matches`}, ${tookMs} ms`}
              </span>
            </footer>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Line({
  value,
  icon,
  keys,
  onSelect,
  children,
}: {
  value: string;
  icon: ReactNode;
  keys?: string;
  onSelect: () => void;
  children: ReactNode;
}) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-9 cursor-default items-center gap-3 rounded-md px-2.5 data-[selected=true]:bg-active [&>.lucide]:size-4 [&>.lucide]:flex-none [&>.lucide]:text-text-muted"
    >
      {icon}
      <span className="flex min-w-0 flex-1 items-baseline gap-2.5">{children}</span>
      {keys && (
        <span className="flex gap-1">
          {keys.split(" ").map((key) => (
            <Kbd key={key}>{key.toUpperCase()}</Kbd>
          ))}
        </span>
      )}
    </Command.Item>
  );
}

function HitWords({ hit, text }: { hit: Hit; text: string }) {
  const name = hit.email ?? hit.userId ?? hit.id;
  const matched = hit.field === "user_id" && hit.email ? hit.userId : null;
  return (
    <>
      <bdi className="truncate">
        <Matched text={name} part={text} />
      </bdi>
      <span className="flex-none truncate text-xs text-text-muted">
        {fieldNames[hit.field]}
        {matched && (
          <>
            {" "}
            <bdi>
              <Matched text={matched} part={text} />
            </bdi>
          </>
        )}
      </span>
      {hit.isPreview && (
        <span className="ms-auto">
          <Badge hue="amber">Preview</Badge>
        </span>
      )}
    </>
  );
}

function Hint({ keys, children }: { keys: string; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      {keys.split(" ").map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
      {children}
    </span>
  );
}
