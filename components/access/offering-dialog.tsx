"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { ActDialog } from "./act-dialog";
import type { OfferingToolsProps } from "./offering-tools";
import { useAct } from "./use-act";

export function OfferingDialog({
  deed,
  of: { slug, customer },
  choices,
  seen,
  actions,
  onClose,
}: OfferingToolsProps & { deed: "override" | "reset"; onClose: () => void }) {
  const others = choices.filter(({ id }) => id !== seen);
  const [offering, setOffering] = useState(others[0]?.id ?? "");
  const act = useAct(onClose);
  if (deed === "reset")
    return (
      <ActDialog
        title="Reset the offering"
        lead="The customer sees the current offering again, as everybody does."
        verb="Reset offering"
        form="offering"
        act={act}
        onClose={onClose}
        onSubmit={() =>
          act.act(() => actions.reset(slug, { customer, ...act.trail }), "The offering was reset")
        }
      />
    );
  return (
    <ActDialog
      title="Override the offering"
      lead="Paywalls show this customer the one that you choose, until you reset it."
      verb="Override offering"
      form="offering"
      act={act}
      onClose={onClose}
      onSubmit={() =>
        act.act(
          () => actions.override(slug, { customer, offering, ...act.trail }),
          "The offering was overridden",
        )
      }
    >
      <Field id="offering-choice" label="Offering" error={act.error?.fields?.offering}>
        {(control) => (
          <Select {...control} value={offering} onChange={(event) => setOffering(event.target.value)}>
            {others.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </ActDialog>
  );
}
