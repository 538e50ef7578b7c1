"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { type KeyLine, listActions, listHotkeys, type PageAction } from "@/components/shell/hotkeys";
import { PALETTE_EVENT } from "@/components/shell/keyboard-layer";

const PaletteDialog = lazy(() =>
  import("./palette-dialog").then((loaded) => ({ default: loaded.PaletteDialog })),
);

export type PaletteProject = { slug: string; name: string };
export type PalettePage = { href: string; label: string };
/** What the page answers to: its keys, and what it can do without one. */
export type PageOffer = { lines: KeyLine[]; actions: PageAction[] };

/** Waits for PALETTE_EVENT; the dialog and its library are fetched when it comes for the first time. */
export function Palette({
  slug,
  recentsKey,
  projects,
  pages,
}: {
  slug: string;
  /** Where this browser keeps the customers opened last. */
  recentsKey: string;
  projects: PaletteProject[];
  /** Pages without a line in the navigation. */
  pages: PalettePage[];
}) {
  // Read before the dialog covers the page.
  const [offer, setOffer] = useState<PageOffer | null>(null);
  useEffect(() => {
    const open = () => setOffer({ lines: listHotkeys(), actions: listActions() });
    window.addEventListener(PALETTE_EVENT, open);
    return () => window.removeEventListener(PALETTE_EVENT, open);
  }, []);
  if (!offer) return null;
  return (
    <Suspense>
      <PaletteDialog
        slug={slug}
        recentsKey={recentsKey}
        projects={projects}
        pages={pages}
        offer={offer}
        onClose={() => setOffer(null)}
      />
    </Suspense>
  );
}
