"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import type { Decide } from "./decide-dialog";

const DecideDialog = lazy(() =>
  import("./decide-dialog").then((loaded) => ({ default: loaded.DecideDialog })),
);

/** Once on a page. Whatever carries `data-decide="att_…"` opens the dialog when it is pressed. */
export function DecideHost({ slug, decide }: { slug: string; decide: Decide }) {
  const [attempt, setAttempt] = useState<string | null>(null);
  useEffect(() => {
    const onClick = ({ target }: MouseEvent) => {
      const pressed = target instanceof Element && target.closest<HTMLElement>("[data-decide]");
      if (pressed) setAttempt(pressed.dataset.decide ?? null);
    };
    document.addEventListener("click", onClick);
    return () => document.removeEventListener("click", onClick);
  }, []);
  return (
    <Suspense>
      {attempt && (
        <DecideDialog slug={slug} attempt={attempt} decide={decide} onClose={() => setAttempt(null)} />
      )}
    </Suspense>
  );
}
