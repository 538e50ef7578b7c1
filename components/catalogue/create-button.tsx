"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { Plus } from "@/components/ui/icons";
import type { CatalogueActions, Edited } from "./catalogue-actions";

const CatalogueDialog = lazy(() =>
  import("./catalogue-dialog").then((loaded) => ({ default: loaded.CatalogueDialog })),
);

export function CreateButton({
  slug,
  words,
  edited,
  actions,
  disabledReason,
}: {
  slug: string;
  words: string;
  edited: Edited;
  actions: CatalogueActions;
  disabledReason?: string;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="primary"
        icon={<Plus aria-hidden />}
        hotkey="n"
        disabledReason={disabledReason}
        onClick={() => setOpen(true)}
      >
        {words}
      </Button>
      <Suspense>
        {open && (
          <CatalogueDialog slug={slug} edited={edited} actions={actions} onClose={() => setOpen(false)} />
        )}
      </Suspense>
    </>
  );
}
