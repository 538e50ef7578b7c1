"use client";

import { useEffect, useRef } from "react";
import { toast as show, Toaster } from "sonner";
import { Kbd } from "./kbd";
import type { Toast } from "./toast";

const UNDO_MS = 8000;
const face =
  "rounded-sm bg-inverse-fg/15 px-2 h-6 inline-flex items-center gap-1.5 font-medium hover:bg-inverse-fg/25";

/** Shows each toast of the growing list once; mounted by `ToastHost`. */
export function ToastStack({ toasts }: { toasts: Toast[] }) {
  const shown = useRef(0);
  const latestUndo = useRef<(() => void) | null>(null);

  useEffect(() => {
    for (const item of toasts.slice(shown.current)) present(item);
    shown.current = toasts.length;

    function present({ message, undo, action }: Toast) {
      const button = undo ? { label: "Undo", run: undo } : action;
      const forget = () => {
        if (latestUndo.current === press) latestUndo.current = null;
      };
      const press = () => {
        show.dismiss(id);
        forget();
        button?.run();
      };
      const id = show.custom(
        () => (
          <div className="flex min-h-9 w-fit items-center gap-3 rounded-lg bg-inverse py-1.5 ms-auto font-sans text-base ps-3.5 pe-1.5 text-inverse-fg shadow-pop">
            <span className="min-w-0 pe-2 wrap-anywhere">{message}</span>
            {button && (
              <button type="button" onClick={press} className={face}>
                {button.label}
                {undo && (
                  <Kbd tone="inherit">{/Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘Z" : "Ctrl Z"}</Kbd>
                )}
              </button>
            )}
          </div>
        ),
        { duration: button ? UNDO_MS : 4000, onAutoClose: forget, onDismiss: forget },
      );
      if (undo) latestUndo.current = press;
    }
  }, [toasts]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const undoKey = (event.metaKey || event.ctrlKey) && !event.shiftKey && event.key.toLowerCase() === "z";
      if (!undoKey || !latestUndo.current) return;
      if (event.target instanceof Element && event.target.closest("input, textarea, [contenteditable]"))
        return;
      event.preventDefault();
      latestUndo.current();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  return (
    <Toaster position="bottom-right" visibleToasts={4} gap={8} expand toastOptions={{ unstyled: true }} />
  );
}
