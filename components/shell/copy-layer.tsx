"use client";

import { useEffect } from "react";
import { toast } from "@/components/ui/toast";
import { copyText } from "./copy";

/** Once in the frame: whatever carries `data-copy` and `data-copy-label` copies it when pressed, and a toast says so. */
export function CopyLayer() {
  useEffect(() => {
    const onClick = async (event: MouseEvent) => {
      const pressed = event.target instanceof Element && event.target.closest<HTMLElement>("[data-copy]");
      if (!pressed) return;
      const { copy = "", copyLabel } = pressed.dataset;
      const isCopied = await copyText(copy);
      toast(
        isCopied ? `${copyLabel} copied` : `${copyLabel} could not be copied: select it and press Ctrl C`,
      );
    };
    document.addEventListener("click", onClick);
    return () => document.removeEventListener("click", onClick);
  }, []);
  return null;
}
