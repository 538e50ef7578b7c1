"use client";

import { type KeyboardEvent, useRef, useState, useTransition } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Check, Pencil, X } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { type Setting, setOne, troubleOf } from "./set-attribute";

/** A value that becomes a field when it is pressed. Enter saves, Escape leaves it; Undo puts the old one back. */
export function AttributeValue({ name, value, setting }: { name: string; value: string; setting: Setting }) {
  const [draft, setDraft] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<string>();
  const [isPending, start] = useTransition();
  const button = useRef<HTMLButtonElement>(null);
  const leave = () => {
    setDraft(null);
    setTrouble(undefined);
    requestAnimationFrame(() => button.current?.focus());
  };
  const save = (to: string, from: string | null) =>
    start(async () => {
      const outcome = await setOne(setting, name, to);
      if (!outcome.ok) return setTrouble(troubleOf(outcome.error, name));
      if (from !== null) toast({ message: `${name} changed`, undo: () => save(from, null) });
      leave();
    });
  const finish = () => {
    if (draft === null || isPending) return;
    if (draft === value) return leave();
    if (draft === "") return setTrouble("Write a value, or delete the attribute at the end of its row.");
    save(draft, value);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") finish();
    if (event.key === "Escape") leave();
  };
  if (draft === null)
    return (
      <button
        ref={button}
        type="button"
        aria-label={`Edit ${name}, ${value}`}
        title={value}
        onClick={() => setDraft(value)}
        className="group/value flex max-w-full items-center gap-1.5 rounded-xs text-start"
      >
        <bdi className="truncate">{value}</bdi>
        <Pencil
          aria-hidden
          className="size-3 text-text-muted opacity-0 group-hover/value:opacity-100 group-focus-visible/value:opacity-100 pointer-coarse:opacity-100"
        />
      </button>
    );
  return (
    <div className="grid gap-1 py-1">
      <div className="flex items-center gap-1">
        <Input
          aria-label={`Value of ${name}`}
          aria-invalid={trouble ? true : undefined}
          value={draft}
          // The press that opened the field asked for it.
          ref={(field) => field?.focus()}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={onKeyDown}
          autoComplete="off"
          spellCheck={false}
          className="min-w-0 flex-1"
        />
        <IconButton
          size="sm"
          label="Save"
          icon={<Check aria-hidden />}
          disabled={isPending}
          onClick={finish}
        />
        <IconButton size="sm" label="Leave it" icon={<X aria-hidden />} onClick={leave} />
      </div>
      {trouble && (
        <p role="alert" className="text-xs whitespace-normal text-red-fg">
          {trouble}
        </p>
      )}
    </div>
  );
}
