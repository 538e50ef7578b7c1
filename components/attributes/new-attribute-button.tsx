"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { Plus } from "@/components/ui/icons";
import type { Setting } from "./set-attribute";

const NewAttributeDialog = lazy(() =>
  import("./new-attribute-dialog").then((loaded) => ({ default: loaded.NewAttributeDialog })),
);

export type NewAttribute = {
  setting: Setting;
  /** The values there are, so that the dialog can say what it replaces. */
  present: Record<string, string>;
};

export function NewAttributeButton({
  setting,
  present,
  disabledReason,
}: Omit<NewAttribute, "setting"> & { setting: Setting | null; disabledReason?: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<Plus aria-hidden />} onClick={() => setOpen(true)} disabledReason={disabledReason}>
        New
      </Button>
      <Suspense>
        {open && setting && (
          <NewAttributeDialog setting={setting} present={present} onClose={() => setOpen(false)} />
        )}
      </Suspense>
    </>
  );
}
