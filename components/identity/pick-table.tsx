"use client";

import clsx from "clsx";
import type { Comparison } from "@/lib/identity/queries";
import type { Sent } from "./ask";

const labels = { email: "Email", userId: "User ID" } as const;
type ConflictField = keyof typeof labels;

/** Radios per field in which the two differ; the other value stays an alias. */
export function PickTable({
  comparison,
  keep,
  onKeep,
}: {
  comparison: Sent<Comparison>;
  keep: Partial<Record<ConflictField, "stays" | "joins">>;
  onKeep: (field: ConflictField, side: "stays" | "joins") => void;
}) {
  return (
    <section className="grid gap-1.5">
      <h3 className="text-xs font-medium text-text-secondary">Where they differ: which one should hold</h3>
      {comparison.conflicts.map((field) => (
        <fieldset
          key={field}
          className="grid grid-cols-2 items-stretch gap-2.5 sm:grid-cols-[6.5rem_minmax(0,1fr)_minmax(0,1fr)] sm:gap-x-2.5"
        >
          <legend className="contents">
            <span className="self-center text-text-muted max-sm:col-span-2">{labels[field]}</span>
          </legend>
          {(["stays", "joins"] as const).map((side) => {
            const isChosen = (keep[field] ?? "stays") === side;
            return (
              <label
                key={side}
                className={clsx(
                  "flex min-h-8.5 min-w-0 items-center gap-2 rounded-md border px-2.5 py-1 wrap-anywhere",
                  isChosen
                    ? "border-accent bg-selected ring-1 ring-accent ring-inset"
                    : "border-border text-text-secondary",
                )}
              >
                <input
                  type="radio"
                  name={`keep-${field}`}
                  className="accent-(--color-accent)"
                  checked={isChosen}
                  onChange={() => onKeep(field, side)}
                />
                <span className="min-w-0">
                  <bdi className={field === "userId" ? "mono" : undefined}>{comparison[side][field]}</bdi>
                  {!isChosen && <span className="block text-xs text-text-muted">becomes an alias</span>}
                </span>
              </label>
            );
          })}
        </fieldset>
      ))}
    </section>
  );
}
