"use client";

import { useState } from "react";
import type { Merge, Unmerge } from "./actions";
import { ChooseStep } from "./choose-step";
import { CompareStep } from "./compare-step";

/** Two steps: with whom; then both side by side. */
export function MergeDialog({
  slug,
  customer,
  other,
  rule,
  merge,
  unmerge,
  onClose,
}: {
  slug: string;
  customer: string;
  other?: string;
  rule: "picked" | "suggested";
  merge: Merge;
  unmerge: Unmerge;
  onClose: () => void;
}) {
  const [chosen, setChosen] = useState(other ? { id: other, rule } : null);
  const path = `/api/console/${slug}/customers/${customer}/merge`;
  if (!chosen)
    return (
      <ChooseStep
        path={path}
        onChoose={(id, isSuggested) => setChosen({ id, rule: isSuggested ? "suggested" : "picked" })}
        onClose={onClose}
      />
    );
  return (
    <CompareStep
      slug={slug}
      path={`${path}?with=${chosen.id}`}
      customer={customer}
      other={chosen.id}
      rule={chosen.rule}
      merge={merge}
      unmerge={unmerge}
      onBack={other ? undefined : () => setChosen(null)}
      onClose={onClose}
    />
  );
}
