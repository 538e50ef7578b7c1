"use client";

import { useState, useTransition } from "react";
import { Trouble } from "@/components/sign-in/folder";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { mendedKey } from "./mended-key";
import type { NewAttribute } from "./new-attribute-button";
import { reservedWords } from "./reserved-words";
import { setOne, troubleOf } from "./set-attribute";

export function NewAttributeDialog({ setting, present, onClose }: NewAttribute & { onClose: () => void }) {
  const [key, setKey] = useState("");
  const [value, setValue] = useState("");
  const [trouble, setTrouble] = useState<{ at: "key" | "value" | "all"; message: string } | null>(null);
  const [isPending, start] = useTransition();
  const add = () => {
    if (isPending) return;
    if (key.trim() === "") return setTrouble({ at: "key", message: "Write a key" });
    if (value === "") return setTrouble({ at: "value", message: "Write a value" });
    start(async () => {
      const outcome = await setOne(setting, key, value);
      if (outcome.ok) {
        toast(`${key} set`);
        return onClose();
      }
      const message = troubleOf(outcome.error, key);
      const at = message.startsWith("Key") ? "key" : message.startsWith("Value") ? "value" : "all";
      setTrouble({ at, message });
    });
  };
  const replaced = Object.hasOwn(present, key) ? present[key] : undefined;
  const better = trouble?.at === "key" ? mendedKey(key) : null;
  return (
    <Dialog
      title="New attribute"
      lead="Kept as text, whatever it looks like."
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="new-attribute" variant="primary" disabled={isPending}>
            {replaced === undefined ? "Add attribute" : "Replace value"}
          </Button>
        </>
      }
    >
      <form
        id="new-attribute"
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        {trouble?.at === "all" && <Trouble>{trouble.message}</Trouble>}
        <Field
          id="attribute-key"
          label="Key"
          error={trouble?.at === "key" ? trouble.message : undefined}
          hint={reservedWords(key) ?? "A letter, then letters, digits, _ and -, at most 40 in all."}
        >
          {(control) => (
            <Input
              {...control}
              value={key}
              onChange={(event) => setKey(event.target.value)}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              className="mono"
            />
          )}
        </Field>
        {better && (
          <div className="-mt-3">
            <button type="button" className="link text-xs" onClick={() => setKey(better)}>
              Use {better}
            </button>
          </div>
        )}
        <Field
          id="attribute-value"
          label="Value"
          error={trouble?.at === "value" ? trouble.message : undefined}
          hint={
            replaced === undefined
              ? `${[...value].length} of 500 characters`
              : `Replaces “${replaced.length > 60 ? `${replaced.slice(0, 60)}…` : replaced}”`
          }
        >
          {(control) => (
            <Input
              {...control}
              value={value}
              onChange={(event) => setValue(event.target.value)}
              autoComplete="off"
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
