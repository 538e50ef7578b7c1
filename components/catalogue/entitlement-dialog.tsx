"use client";

import { useState } from "react";
import type { DialogProps } from "./catalogue-actions";
import { SaveDialog } from "./save-dialog";
import { TextField } from "./text-field";

export function EntitlementDialog({
  slug,
  edited: { known },
  actions,
  onClose,
}: DialogProps<"entitlements">) {
  const [name, setName] = useState(known?.name ?? "");
  const [key, setKey] = useState(known?.key ?? "");
  return (
    <SaveDialog
      title={known ? `Rename ${known.name}` : "Create an entitlement"}
      lead="What customers may use, by the key that your apps ask for."
      verb={known ? "Rename entitlement" : "Create entitlement"}
      done={known ? "Entitlement renamed" : "Entitlement created"}
      save={() =>
        known
          ? actions.renameEntitlement(slug, { entitlement: known.id, name })
          : actions.createEntitlement(slug, { key, name })
      }
      onClose={onClose}
    >
      {(fieldError) => (
        <>
          <TextField
            id="entitlement-name"
            label="Name"
            value={name}
            placeholder="Premium"
            error={fieldError("name")}
            onChange={setName}
          />
          <TextField
            id="entitlement-key"
            label="Key"
            isCode
            isLocked={known !== undefined}
            hint="It stays as it is: apps rely on it"
            value={key}
            placeholder="premium"
            error={fieldError("key")}
            onChange={setKey}
          />
        </>
      )}
    </SaveDialog>
  );
}
