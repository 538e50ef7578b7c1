"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { Plus } from "@/components/ui/icons";
import type { AccessActions, AccessOf, Choice } from "./access-actions";

const GrantDialog = lazy(() => import("./grant-dialog").then((loaded) => ({ default: loaded.GrantDialog })));

export function GrantButton({
  of,
  choices,
  grant,
}: {
  of: AccessOf;
  choices: Choice[];
  grant: AccessActions["grant"];
}) {
  const [open, setOpen] = useState(false);
  const reason = of.refusal ?? (choices.length === 0 ? "The catalogue has no entitlement yet" : undefined);
  return (
    <>
      <Button
        size="sm"
        variant="ghost"
        icon={<Plus aria-hidden />}
        disabledReason={reason}
        onClick={() => setOpen(true)}
      >
        Grant
      </Button>
      <Suspense>
        {open && <GrantDialog of={of} choices={choices} grant={grant} onClose={() => setOpen(false)} />}
      </Suspense>
    </>
  );
}
