"use client";

import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import type { DialogProps } from "./catalogue-actions";
import { SaveDialog } from "./save-dialog";
import { TextField } from "./text-field";

export function ProductDialog({
  slug,
  edited: { known, choices },
  actions,
  onClose,
}: DialogProps<"products">) {
  const [name, setName] = useState(known?.name ?? "");
  const [opened, setOpened] = useState(known?.entitlements ?? []);
  const product = { name, entitlements: opened };
  return (
    <SaveDialog
      title={known ? `Change ${known.name}` : "Create a product"}
      lead={
        known
          ? "What it opens changes for everyone who has bought it."
          : "What is sold. Its price points say for how much."
      }
      verb={known ? "Save product" : "Create product"}
      done={known ? "Product saved" : "Product created"}
      save={() =>
        known
          ? actions.updateProduct(slug, { product: known.id, ...product })
          : actions.createProduct(slug, product)
      }
      onClose={onClose}
    >
      {(fieldError) => (
        <>
          <TextField
            id="product-name"
            label="Name"
            value={name}
            placeholder="Sleep plan"
            error={fieldError("name")}
            onChange={setName}
          />
          <fieldset className="grid gap-1.5">
            <legend className="mb-1 text-xs font-medium text-text-secondary">Opens</legend>
            {choices.length === 0 && (
              <p className="text-text-muted">No entitlement yet: create one under Entitlements.</p>
            )}
            {choices.map((choice) => (
              <label key={choice.id} htmlFor={`opens-${choice.id}`} className="flex items-center gap-2">
                <Checkbox
                  id={`opens-${choice.id}`}
                  checked={opened.includes(choice.id)}
                  onChange={(event) =>
                    setOpened(
                      event.target.checked ? [...opened, choice.id] : opened.filter((id) => id !== choice.id),
                    )
                  }
                />
                <bdi>{choice.name}</bdi>
              </label>
            ))}
            {fieldError("entitlements") && (
              <p role="alert" className="text-xs text-red-fg">
                {fieldError("entitlements")}
              </p>
            )}
          </fieldset>
        </>
      )}
    </SaveDialog>
  );
}
