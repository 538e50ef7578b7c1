"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/http/action";

const ApplyDialog = lazy(() => import("./apply-dialog").then((loaded) => ({ default: loaded.ApplyDialog })));

export type ApplyReprocess = (slug: string, input: { run: string }) => Promise<ActionResult>;

/** Asks once more, with the effects in numbers. */
export function ApplyReprocessButton({
  disabledReason,
  ...rest
}: {
  slug: string;
  /** A shown id. */
  run: string;
  events: number;
  effects: string[];
  apply: ApplyReprocess;
  disabledReason?: string;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" disabledReason={disabledReason} onClick={() => setOpen(true)}>
        Apply…
      </Button>
      {isOpen && (
        <Suspense>
          <ApplyDialog {...rest} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
