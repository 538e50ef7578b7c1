"use client";

import { useEffect } from "react";
import { registerHotkey } from "@/components/shell/hotkeys";

/** j and k move the focus over the entries of the page; Enter then follows the link of the one in focus. */
export function EntryKeys() {
  useEffect(() => {
    const move = (by: number) => {
      const entries = [...document.querySelectorAll<HTMLElement>("[data-entry]")];
      const current = entries.findIndex((entry) => entry.contains(document.activeElement));
      const next = entries[Math.min(Math.max(current + by, 0), entries.length - 1)];
      if (!next) return;
      (next.querySelector<HTMLElement>(".entry-link") ?? next).focus({ preventScroll: true });
      next.scrollIntoView({ block: "nearest" });
    };
    const stops = [
      registerHotkey({ keys: "j", label: "Next entry", group: "List", run: () => move(1) }),
      registerHotkey({ keys: "k", label: "Previous entry", group: "List", run: () => move(-1) }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  return null;
}
