"use client";

import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import type { EventType } from "@/lib/events/catalogue";

/** Event types by what they are about, with a search; "all" hears those to come too. */
export function TypesChoice({
  all,
  chosen,
  error,
  isReadOnly,
  onChoose,
}: {
  all: readonly EventType[];
  /** Null: all of them. */
  chosen: EventType[] | null;
  error?: string;
  isReadOnly?: boolean;
  onChoose: (chosen: EventType[] | null) => void;
}) {
  const [search, setSearch] = useState("");
  const wanted = all.filter((type) => type.includes(search.trim().toLowerCase()));
  const nouns = [...new Set(wanted.map(nounOf))];
  const toggle = (types: readonly EventType[], isOn: boolean) => {
    const rest = (chosen ?? []).filter((type) => !types.includes(type));
    const next = isOn ? [...rest, ...types] : rest;
    onChoose(all.filter((type) => next.includes(type)));
  };
  return (
    <fieldset aria-describedby={error ? "types-error" : undefined} className="min-w-0">
      <legend className="mb-1 text-xs font-medium text-text-secondary">Events</legend>
      <div className="grid gap-1.5">
        <label htmlFor="types-all" className="flex items-center gap-2">
          <input
            id="types-all"
            type="radio"
            name="types"
            checked={chosen === null}
            disabled={isReadOnly}
            onChange={() => onChoose(null)}
          />
          All events, those to come included
        </label>
        <label htmlFor="types-some" className="flex items-center gap-2">
          <input
            id="types-some"
            type="radio"
            name="types"
            checked={chosen !== null}
            disabled={isReadOnly}
            onChange={() => onChoose([])}
          />
          Only these{chosen && `: ${chosen.length} of ${all.length}`}
        </label>
      </div>
      {chosen && (
        <div className="mt-2 rounded-lg border border-border">
          <div className="border-b border-border-subtle p-1.5">
            <Input
              type="search"
              aria-label="Search events"
              placeholder="Search events"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </div>
          <div className="grid max-h-72 overflow-auto py-1">
            {wanted.length === 0 && (
              <p className="px-3 py-2 text-text-muted">No event has this in its name</p>
            )}
            {nouns.map((group) => {
              const types = wanted.filter((type) => nounOf(type) === group);
              return (
                <div key={group} className="pb-1">
                  <Line
                    id={`types-group-${group}`}
                    isStrong
                    isOn={types.every((type) => chosen.includes(type))}
                    isPartly={types.some((type) => chosen.includes(type))}
                    isReadOnly={isReadOnly}
                    onToggle={(isOn) => toggle(types, isOn)}
                  >
                    {group}
                  </Line>
                  {types.map((type) => (
                    <Line
                      key={type}
                      id={`types-${type}`}
                      isOn={chosen.includes(type)}
                      isReadOnly={isReadOnly}
                      onToggle={(isOn) => toggle([type], isOn)}
                    >
                      {type}
                    </Line>
                  ))}
                </div>
              );
            })}
          </div>
        </div>
      )}
      {error && (
        <p id="types-error" className="mt-1 text-xs text-red-fg">
          {error}
        </p>
      )}
    </fieldset>
  );
}

function nounOf(type: EventType): string {
  return type.replace(/\..*$/, "");
}

function Line({
  id,
  isOn,
  isPartly,
  isStrong,
  isReadOnly,
  onToggle,
  children,
}: {
  id: string;
  isOn: boolean;
  isPartly?: boolean;
  isStrong?: boolean;
  isReadOnly?: boolean;
  onToggle: (isOn: boolean) => void;
  children: string;
}) {
  return (
    <label
      htmlFor={id}
      className={`flex min-h-7 items-center gap-2 pe-3 hover:bg-hover ${isStrong ? "ps-3 font-medium" : "ps-8"}`}
    >
      <Checkbox
        id={id}
        checked={isOn}
        disabled={isReadOnly}
        ref={(box) => {
          if (box) box.indeterminate = !isOn && Boolean(isPartly);
        }}
        onChange={(event) => onToggle(event.target.checked)}
      />
      <code className={isStrong ? "" : "mono text-xs"}>{children}</code>
    </label>
  );
}
