"use client";

import { lazy, Suspense, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Pencil } from "@/components/ui/icons";
import type { Update } from "./actions";

const EditForm = lazy(() => import("./edit-form").then((loaded) => ({ default: loaded.EditForm })));

export type EditedField = "email" | "userId";

/** A pencil beside the value; pressed, the form takes a line of its own below it. */
export function EditField({
  slug,
  customer,
  field,
  value,
  update,
  hotkey,
}: {
  slug: string;
  /** Shown id. */
  customer: string;
  field: EditedField;
  value: string | null;
  update: Update;
  hotkey?: string;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const name = field === "email" ? "email" : "User ID";
  return (
    <>
      <IconButton
        size="sm"
        label={`${value === null ? "Set" : "Edit"} ${name}`}
        hotkey={hotkey}
        aria-expanded={isOpen}
        icon={<Pencil aria-hidden className="size-3.5" />}
        onClick={() => setIsOpen(!isOpen)}
      />
      {isOpen && (
        <Suspense>
          <EditForm
            slug={slug}
            customer={customer}
            field={field}
            value={value}
            update={update}
            onClose={() => setIsOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}
