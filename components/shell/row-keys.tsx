"use client";

import { useEffect, useRef } from "react";
import { registerHotkey } from "./hotkeys";

const links = (table: Element) => [...table.querySelectorAll<HTMLAnchorElement>(".row-link")];

/** j and k move the focus over the rows of the table beside it, o opens; Enter is the link's own. */
export function RowKeys() {
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const wrap = mark.current?.parentElement;
    if (!wrap) return;
    const current = () =>
      links(wrap).findIndex((link) => link.closest("tr")?.contains(document.activeElement));
    const move = (by: number) => {
      const all = links(wrap);
      const next = all[Math.min(Math.max(current() + by, 0), all.length - 1)];
      next?.focus({ preventScroll: true });
      next?.closest("tr")?.scrollIntoView({ block: "nearest" });
    };
    // Times and badges lie above the stretched link so that they can be pointed at; a press on them is one on the row.
    const onClick = (event: MouseEvent) => {
      if (!(event.target instanceof Element) || event.target.closest("a, button, input, label")) return;
      if (getSelection()?.isCollapsed === false) return;
      const link = event.target.closest("tbody tr")?.querySelector<HTMLAnchorElement>(".row-link");
      if (!link) return;
      if (event.metaKey || event.ctrlKey) window.open(link.href, "_blank", "noopener");
      else link.click();
    };
    const stops = [
      registerHotkey({ keys: "j", label: "Next row", group: "List", run: () => move(1) }),
      registerHotkey({ keys: "k", label: "Previous row", group: "List", run: () => move(-1) }),
      registerHotkey({
        keys: "o",
        label: "Open the row (or Enter)",
        group: "List",
        run: () => links(wrap)[current()]?.click(),
      }),
    ];
    wrap.addEventListener("click", onClick);
    return () => {
      for (const stop of stops) stop();
      wrap.removeEventListener("click", onClick);
    };
  }, []);
  return <span ref={mark} hidden />;
}
