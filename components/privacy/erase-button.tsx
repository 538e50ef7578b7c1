"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { Trash2 } from "@/components/ui/icons";
import type { ActionResult } from "@/lib/http/action";

const EraseDialog = lazy(() => import("./erase-dialog").then((loaded) => ({ default: loaded.EraseDialog })));

export type EraseProps = {
  slug: string;
  customerId: string;
  /** An address, or what the page calls somebody without one. */
  name: string;
  /** `erase` lets the person choose a time to wait; `delete` does not wait. */
  kind: "erase" | "delete";
  /** Where the numbers come from. */
  previewHref: string;
  customersHref: string;
  request: (
    slug: string,
    input: { customers: string[]; holdDays: number; reason: string },
  ) => Promise<ActionResult>;
  disabledReason?: string;
};

export function EraseButton(props: EraseProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        icon={<Trash2 aria-hidden className="size-3.5" />}
        disabledReason={props.disabledReason}
        onClick={() => setOpen(true)}
      >
        {props.kind === "delete" ? "Delete customer" : "Erase"}
      </Button>
      <Suspense>{open && <EraseDialog {...props} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
