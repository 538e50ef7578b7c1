"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import type { AccessOf, Choice, OfferingActions } from "./access-actions";

const OfferingDialog = lazy(() =>
  import("./offering-dialog").then((loaded) => ({ default: loaded.OfferingDialog })),
);

export type OfferingToolsProps = {
  of: AccessOf;
  choices: Choice[];
  seen: string | null;
  isChosen: boolean;
  actions: OfferingActions;
};

export function OfferingTools(props: OfferingToolsProps) {
  const { of, choices, seen, isChosen } = props;
  const [open, setOpen] = useState<"override" | "reset" | null>(null);
  const isAlone = !choices.some(({ id }) => id !== seen);
  return (
    <span className="flex">
      {isChosen && (
        <Button size="sm" variant="ghost" disabledReason={of.refusal} onClick={() => setOpen("reset")}>
          Reset
        </Button>
      )}
      <Button
        size="sm"
        variant="ghost"
        disabledReason={of.refusal ?? (isAlone ? "The catalogue has no other offering" : undefined)}
        onClick={() => setOpen("override")}
      >
        Override
      </Button>
      <Suspense>{open && <OfferingDialog {...props} deed={open} onClose={() => setOpen(null)} />}</Suspense>
    </span>
  );
}
