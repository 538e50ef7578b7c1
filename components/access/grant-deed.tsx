"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { AccessActions, AccessOf } from "./access-actions";
import { ActDialog } from "./act-dialog";
import type { Deed } from "./grant-menu";
import { firstChoice, LastingFields, lastingOf } from "./lasting-fields";
import { useAct } from "./use-act";

const words: Record<Deed, { lead: string; done: string }> = {
  extend: { lead: "The time counts from the end that stands.", done: "was extended" },
  transfer: {
    lead: "It ends here and goes on there with the same end. Both customers have it in their history.",
    done: "was given to the other customer",
  },
  revoke: { lead: "Access by this grant ends at once. What was bought is not touched.", done: "was revoked" },
};

export function GrantDeed({
  deed,
  of,
  grant,
  name,
  actions,
  onClose,
}: {
  deed: Deed;
  of: AccessOf;
  grant: string;
  name: string;
  actions: AccessActions;
  onClose: () => void;
}) {
  const [chosen, choose] = useState(firstChoice);
  const [to, setTo] = useState("");
  const act = useAct(onClose);
  const one = { customer: of.customer, grant, ...act.trail };
  const run = {
    extend: () => actions.extend(of.slug, { ...one, ...lastingOf(chosen) }),
    transfer: () => actions.transfer(of.slug, { ...one, to: to.trim() }),
    revoke: () => actions.revoke(of.slug, one),
  }[deed];
  const verb = `${deed.charAt(0).toUpperCase()}${deed.slice(1)} ${name}`;
  return (
    <ActDialog
      title={verb}
      lead={words[deed].lead}
      verb={verb}
      danger={deed === "revoke"}
      form="grant-deed"
      act={act}
      onClose={onClose}
      onSubmit={() => act.act(run, `${name} ${words[deed].done}`)}
    >
      {deed === "extend" && (
        <LastingFields
          id="extend"
          label="By how long"
          chosen={chosen}
          error={act.error?.fields?.until}
          onChoose={choose}
        />
      )}
      {deed === "transfer" && (
        <Field
          id="transfer-to"
          label="Customer ID of the other customer"
          hint="Copy it from their page: pro_…"
          error={act.error?.fields?.to}
        >
          {(control) => (
            <Input
              {...control}
              value={to}
              onChange={(event) => setTo(event.target.value)}
              autoComplete="off"
              className="mono"
            />
          )}
        </Field>
      )}
    </ActDialog>
  );
}
