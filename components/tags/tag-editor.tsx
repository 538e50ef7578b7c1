"use client";

import { type FormEvent, type KeyboardEvent, useId, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Plus, X } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { toast } from "@/components/ui/toast";
import type { TagActions, Tagging } from "./tag-actions";

/** A tag leads to all who have it. Enter adds what was typed, Escape leaves the field; a removed tag comes back by Undo. */
export function TagEditor({
  tags,
  choices,
  tagging: { slug, customer, listPath, refusal },
  actions,
}: {
  tags: string[];
  choices: string[];
  tagging: Tagging;
  actions: TagActions;
}) {
  const [isOpen, setOpen] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const [isPending, start] = useTransition();
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const add = (tag: string) =>
    start(async () => {
      const outcome = await actions.add(slug, { customer, tag });
      setTrouble(outcome.ok ? undefined : (outcome.error.fields?.tag ?? outcome.error.message));
      if (outcome.ok && field.current) field.current.value = "";
    });
  const remove = (tag: string) =>
    start(async () => {
      const outcome = await actions.remove(slug, { customer, tag });
      toast(outcome.ok ? { message: `Tag ${tag} removed`, undo: () => add(tag) } : outcome.error.message);
    });
  const close = () => {
    setOpen(false);
    setTrouble(undefined);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const tag = field.current?.value.trim() ?? "";
    if (tag === "") close();
    else add(tag);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.nativeEvent.isComposing) close();
  };
  return (
    <div className="grid gap-1.5">
      {tags.length > 0 && (
        <ul aria-label="Tags" className="flex flex-wrap gap-1">
          {tags.map((tag) => (
            <li key={tag} className="flex h-6 max-w-full items-center rounded-sm bg-grey-bg text-xs">
              <Link
                href={`${listPath}?tag=${encodeURIComponent(tag)}`}
                className="min-w-0 truncate px-2 hover:underline"
              >
                <bdi>{tag}</bdi>
              </Link>
              {!refusal && (
                <button
                  type="button"
                  aria-label={`Remove tag ${tag}`}
                  disabled={isPending}
                  onClick={() => remove(tag)}
                  className="-ms-1 grid size-6 flex-none place-items-center rounded-sm text-text-muted hover:bg-active hover:text-text"
                >
                  <X aria-hidden className="size-3" />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {isOpen ? (
        <form onSubmit={onSubmit} className="grid gap-1">
          <Input
            ref={field}
            aria-label="Tag"
            aria-invalid={trouble ? true : undefined}
            list={id}
            autoComplete="off"
            placeholder="Name of the tag"
            // The press that opened the field asked for it.
            autoFocus
            onKeyDown={onKeyDown}
            onChange={() => setTrouble(undefined)}
          />
          <datalist id={id}>
            {choices
              .filter((choice) => !tags.includes(choice))
              .map((choice) => (
                <option key={choice} value={choice} />
              ))}
          </datalist>
          {trouble && (
            <p role="alert" className="text-xs text-red-fg">
              {trouble}
            </p>
          )}
        </form>
      ) : (
        <div>
          <Button
            size="sm"
            variant="ghost"
            icon={<Plus aria-hidden className="size-3.5" />}
            onClick={() => setOpen(true)}
            disabledReason={refusal}
            className="-ms-2"
          >
            Add tag
          </Button>
        </div>
      )}
    </div>
  );
}
