"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { AccessActions, AccessOf, Choice } from "./access-actions";
import { ActDialog } from "./act-dialog";
import { firstChoice, LastingFields, lastingOf } from "./lasting-fields";
import { useAct } from "./use-act";

export function GrantDialog({
  of,
  choices,
  grant,
  onClose,
}: {
  of: AccessOf;
  choices: Choice[];
  grant: AccessActions["grant"];
  onClose: () => void;
}) {
  const [entitlement, setEntitlement] = useState(choices[0]?.id ?? "");
  const [chosen, choose] = useState(firstChoice);
  const act = useAct(onClose);
  const name = choices.find(({ id }) => id === entitlement)?.name ?? "access";
  return (
    <ActDialog
      title="Grant access"
      lead="At once and without money, beside whatever was bought."
      verb={`Grant ${name}`}
      form="grant"
      act={act}
      onClose={onClose}
      onSubmit={() =>
        act.act(
          () => grant(of.slug, { customer: of.customer, entitlement, ...lastingOf(chosen), ...act.trail }),
          `${name} was granted`,
        )
      }
    >
      <Field id="grant-entitlement" label="Entitlement" error={act.error?.fields?.entitlement}>
        {(control) => (
          <Select {...control} value={entitlement} onChange={(event) => setEntitlement(event.target.value)}>
            {choices.map((choice) => (
              <option key={choice.id} value={choice.id}>
                {choice.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <LastingFields
        id="grant"
        label="How long"
        chosen={chosen}
        error={act.error?.fields?.until}
        onChoose={choose}
      />
    </ActDialog>
  );
}
