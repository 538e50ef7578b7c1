"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const restMs = 80;

/** Once under the root: follows every `Link`. What asks for another tab or window stays with the browser. */
export function LinkLayer() {
  const router = useRouter();

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let pointed: HTMLAnchorElement | null = null;

    const find = (target: EventTarget | null, selector: string) =>
      target instanceof Element ? target.closest<HTMLAnchorElement>(selector) : null;
    const prefetch = (link: HTMLAnchorElement) => router.prefetch(link.getAttribute("href") ?? "");

    const onClick = (event: MouseEvent) => {
      const link = find(event.target, "a[data-link]");
      if (!link || event.defaultPrevented || event.button !== 0) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      router.push(link.getAttribute("href") ?? "", { scroll: link.dataset.scroll !== "stay" });
    };
    const onOver = (event: PointerEvent) => {
      const link = find(event.target, 'a[data-link="intent"]');
      if (link === pointed) return;
      clearTimeout(timer);
      pointed = link;
      if (link) timer = setTimeout(() => prefetch(link), restMs);
    };
    const onFocus = (event: FocusEvent) => {
      const link = find(event.target, 'a[data-link="intent"]');
      if (link) prefetch(link);
    };

    document.addEventListener("click", onClick);
    document.addEventListener("pointerover", onOver);
    document.addEventListener("focusin", onFocus);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("click", onClick);
      document.removeEventListener("pointerover", onOver);
      document.removeEventListener("focusin", onFocus);
    };
  }, [router]);

  return null;
}
