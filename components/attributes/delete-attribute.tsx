"use client";

import { useTransition } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Trash2 } from "@/components/ui/icons";
import { toast } from "@/components/ui/toast";
import { type Setting, setOne } from "./set-attribute";

export function DeleteAttribute({ name, value, setting }: { name: string; value: string; setting: Setting }) {
  const [isPending, start] = useTransition();
  const put = (to: string | null, done: () => void) =>
    start(async () => {
      const outcome = await setOne(setting, name, to);
      if (outcome.ok) done();
      else toast(outcome.error.message);
    });
  return (
    <IconButton
      size="sm"
      label={`Delete ${name}`}
      icon={<Trash2 aria-hidden />}
      disabled={isPending}
      onClick={() =>
        put(null, () =>
          toast({ message: `${name} deleted`, undo: () => put(value, () => toast(`${name} is back`)) }),
        )
      }
    />
  );
}
