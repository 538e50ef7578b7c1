"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { TOAST_EVENT, type Toast } from "./toast";

const ToastStack = lazy(() => import("./toast-stack").then((loaded) => ({ default: loaded.ToastStack })));

/** Once in the frame. Nothing of the toast library is fetched before the first toast. */
export function ToastHost() {
  const [waiting, setWaiting] = useState<Toast[]>([]);
  useEffect(() => {
    const onToast = (event: Event) => {
      if (event instanceof CustomEvent) setWaiting((before) => [...before, event.detail]);
    };
    window.addEventListener(TOAST_EVENT, onToast);
    return () => window.removeEventListener(TOAST_EVENT, onToast);
  }, []);
  return waiting.length > 0 ? (
    <Suspense>
      <ToastStack toasts={waiting} />
    </Suspense>
  ) : null;
}
