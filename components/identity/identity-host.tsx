"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import type { Merge, Unmerge } from "./actions";

const MergeDialog = lazy(() => import("./merge-dialog").then((loaded) => ({ default: loaded.MergeDialog })));
const UnmergeDialog = lazy(() =>
  import("./unmerge-dialog").then((loaded) => ({ default: loaded.UnmergeDialog })),
);

type Open = { kind: "merge"; customer: string; other?: string; rule: "picked" | "suggested" };
type Opened = Open | { kind: "unmerge"; merge: string } | null;

/**
 * Once on a page. Whatever carries `data-merge="pro_…"` (and may name the other in `data-merge-with`) or
 * `data-unmerge="mrg_…"` opens a dialog when it is pressed, so the buttons are drawn on the server.
 */
export function IdentityHost({ slug, merge, unmerge }: { slug: string; merge: Merge; unmerge: Unmerge }) {
  const [open, setOpen] = useState<Opened>(null);
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      const pressed =
        event.target instanceof Element && event.target.closest<HTMLElement>("[data-merge], [data-unmerge]");
      if (!pressed || pressed.ariaDisabled === "true") return;
      const { merge: customer, mergeWith, unmerge: id } = pressed.dataset;
      if (id) setOpen({ kind: "unmerge", merge: id });
      else if (customer)
        setOpen({
          kind: "merge",
          customer,
          ...(mergeWith && { other: mergeWith }),
          rule: "mergeSuggested" in pressed.dataset ? "suggested" : "picked",
        });
    };
    document.addEventListener("click", onClick);
    return () => document.removeEventListener("click", onClick);
  }, []);
  const close = () => setOpen(null);
  return (
    <Suspense>
      {open?.kind === "merge" && (
        <MergeDialog {...open} slug={slug} merge={merge} unmerge={unmerge} onClose={close} />
      )}
      {open?.kind === "unmerge" && (
        <UnmergeDialog slug={slug} merge={open.merge} unmerge={unmerge} onClose={close} />
      )}
    </Suspense>
  );
}
