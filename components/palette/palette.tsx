"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { type KeyLine, listHotkeys } from "@/components/shell/hotkeys";
import { PALETTE_EVENT } from "@/components/shell/keyboard-layer";

const PaletteDialog = lazy(() =>
  import("./palette-dialog").then((loaded) => ({ default: loaded.PaletteDialog })),
);

export type PaletteProject = { slug: string; name: string };

/** Waits for PALETTE_EVENT; the dialog and its library are fetched when it comes for the first time. */
export function Palette({ slug, projects }: { slug: string; projects: PaletteProject[] }) {
  // What the page answers to is read before the dialog covers it.
  const [lines, setLines] = useState<KeyLine[] | null>(null);
  useEffect(() => {
    const open = () => setLines(listHotkeys());
    window.addEventListener(PALETTE_EVENT, open);
    return () => window.removeEventListener(PALETTE_EVENT, open);
  }, []);
  if (!lines) return null;
  return (
    <Suspense>
      <PaletteDialog slug={slug} projects={projects} lines={lines} onClose={() => setLines(null)} />
    </Suspense>
  );
}
