"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { isForPage, pressHotkey, startsSequence } from "./hotkeys";
import { KEYS_COOKIE, recall } from "./preferences";

const KeyboardSheet = lazy(() =>
  import("./keyboard-sheet").then((loaded) => ({ default: loaded.KeyboardSheet })),
);

export const PALETTE_EVENT = "dossier:palette";
export const KEYS_EVENT = "dossier:keys";

/** Asks whoever listens to PALETTE_EVENT on `window` (the palette) to open. */
export function openPalette() {
  window.dispatchEvent(new Event(PALETTE_EVENT));
}

/** One listener for the console. Ctrl/Cmd+K always works; letters can be switched off in the sheet (WCAG 2.1.4). */
export function KeyboardLayer() {
  const [sheet, setSheet] = useState(false);

  useEffect(() => {
    let held = "";
    let timer: ReturnType<typeof setTimeout> | undefined;

    const onKey = (event: KeyboardEvent) => {
      if (
        (event.metaKey || event.ctrlKey) &&
        !event.altKey &&
        !event.shiftKey &&
        event.key.toLowerCase() === "k"
      ) {
        event.preventDefault();
        openPalette();
        return;
      }
      if (!isForPage(event) || event.key.length !== 1) return;
      if (event.key === "?") {
        event.preventDefault();
        setSheet(true);
        return;
      }
      if (recall(KEYS_COOKIE) === "off" || event.key === " ") return;
      const keys = held ? `${held} ${event.key}` : event.key;
      clearTimeout(timer);
      held = "";
      if (pressHotkey(keys)) event.preventDefault();
      else if (startsSequence(keys)) {
        held = keys;
        timer = setTimeout(() => {
          held = "";
        }, 1500);
      }
    };
    const onSheet = () => setSheet(true);

    document.addEventListener("keydown", onKey);
    window.addEventListener(KEYS_EVENT, onSheet);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("keydown", onKey);
      window.removeEventListener(KEYS_EVENT, onSheet);
    };
  }, []);

  return sheet ? (
    <Suspense>
      <KeyboardSheet onClose={() => setSheet(false)} />
    </Suspense>
  ) : null;
}
