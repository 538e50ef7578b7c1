"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import type { Acts } from "./acts";
import { ACTION_EVENT, type OpenAction } from "./open-action";

const RefundDialog = lazy(() =>
  import("./refund-dialog").then((loaded) => ({ default: loaded.RefundDialog })),
);
const SubscriptionDialog = lazy(() =>
  import("./subscription-dialog").then((loaded) => ({ default: loaded.SubscriptionDialog })),
);

/**
 * Once on a page. `openAction` opens a dialog, and so does whatever carries `data-refund="ord_…"`, when it is pressed.
 */
export function SupportHost({ slug, acts }: { slug: string; acts: Acts }) {
  const [open, setOpen] = useState<OpenAction | null>(null);
  useEffect(() => {
    const onAction = (event: Event) => {
      if (event instanceof CustomEvent) setOpen(event.detail);
    };
    const onClick = ({ target }: MouseEvent) => {
      const pressed = target instanceof Element && target.closest<HTMLElement>("[data-refund]");
      if (!pressed || pressed.ariaDisabled === "true") return;
      setOpen({ kind: "refund", order: pressed.dataset.refund ?? "" });
    };
    window.addEventListener(ACTION_EVENT, onAction);
    document.addEventListener("click", onClick);
    return () => {
      window.removeEventListener(ACTION_EVENT, onAction);
      document.removeEventListener("click", onClick);
    };
  }, []);
  const close = () => setOpen(null);
  return (
    <Suspense>
      {open?.kind === "refund" && (
        <RefundDialog slug={slug} order={open.order} act={acts.refund} onClose={close} />
      )}
      {open && open.kind !== "refund" && (
        <SubscriptionDialog slug={slug} {...open} acts={acts} onClose={close} />
      )}
    </Suspense>
  );
}
