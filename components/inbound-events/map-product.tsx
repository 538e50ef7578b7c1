"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/http/action";

const MapDialog = lazy(() => import("./map-dialog").then((loaded) => ({ default: loaded.MapDialog })));

export type SaveMapping = (
  slug: string,
  input: { integration: string; product: string; pricePoint: string },
) => Promise<ActionResult>;

export type Mapping = {
  slug: string;
  /** Shown ids. */
  integration: string;
  product: string;
  present?: string;
  choices: { id: string; name: string }[];
  readAnewHref: string;
  save: SaveMapping;
};

/** Says what a provider's product is here. */
export function MapProduct({
  words,
  isOpenFirst,
  disabledReason,
  ...mapping
}: Mapping & { words: string; isOpenFirst: boolean; disabledReason?: string }) {
  const [isOpen, setOpen] = useState(isOpenFirst && !disabledReason);
  return (
    <>
      <Button
        size="sm"
        aria-label={`${words} ${mapping.product}`}
        disabledReason={disabledReason}
        onClick={() => setOpen(true)}
      >
        {words}
      </Button>
      {isOpen && (
        <Suspense>
          <MapDialog {...mapping} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
