"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import type { Tipped } from "./tip";

const Tip = lazy(() => import("./tip").then((loaded) => ({ default: loaded.Tip })));

const selector = "[data-tip], [data-time-card]";

/** A page that scrolls under a resting pointer must not close what the keyboard opened. */
function keepFocused(tipped: Tipped | null): Tipped | null {
  return tipped?.anchor === document.activeElement ? tipped : null;
}

/**
 * Once in the frame: draws the tooltip of any element with `data-tip` (and `data-tip-key`), and the card of any `Time`.
 * So a server component has tooltips, and none costs the first load anything.
 */
export function TipLayer() {
  const [tipped, setTipped] = useState<Tipped | null>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;

    const later = (run: () => void, delayMs: number) => {
      clearTimeout(timer);
      timer = setTimeout(run, delayMs);
    };
    const find = (target: EventTarget | null) =>
      target instanceof Element ? target.closest<HTMLElement>(selector) : null;
    const onTip = (target: EventTarget | null) =>
      target instanceof Element && target.closest(".tip") !== null;
    const open = (anchor: HTMLElement) =>
      setTipped((before) => (before?.anchor === anchor ? before : { anchor }));

    const onOver = (event: PointerEvent) => {
      if (event.pointerType === "touch") return;
      const anchor = find(event.target);
      if (anchor) later(() => open(anchor), 350);
      else if (onTip(event.target)) clearTimeout(timer);
      else later(() => setTipped(keepFocused), 120);
    };
    const onFocus = (event: FocusEvent) => {
      const anchor = find(event.target);
      if (anchor?.matches(":focus-visible")) open(anchor);
      else if (!onTip(event.target)) setTipped(null);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") setTipped(null);
    };
    const onPress = (event: PointerEvent) => {
      if (onTip(event.target)) return;
      clearTimeout(timer);
      setTipped(null);
    };
    const onScroll = () =>
      setTipped((before) => {
        const kept = keepFocused(before);
        return kept && { ...kept };
      });

    document.addEventListener("pointerover", onOver);
    document.addEventListener("focusin", onFocus);
    document.addEventListener("keydown", onKey);
    document.addEventListener("pointerdown", onPress);
    document.addEventListener("scroll", onScroll, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      document.removeEventListener("pointerover", onOver);
      document.removeEventListener("focusin", onFocus);
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("pointerdown", onPress);
      document.removeEventListener("scroll", onScroll, { capture: true });
    };
  }, []);

  return tipped ? (
    <Suspense>
      <Tip {...tipped} />
    </Suspense>
  ) : null;
}
