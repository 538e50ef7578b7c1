"use client";

import { lazy, Suspense, useState } from "react";
import { ArrowRight, Clock, Ellipsis, Trash2 } from "@/components/ui/icons";
import { Menu } from "@/components/ui/menu";
import type { AccessActions, AccessOf } from "./access-actions";

const GrantDeed = lazy(() => import("./grant-deed").then((loaded) => ({ default: loaded.GrantDeed })));

export type Deed = "extend" | "transfer" | "revoke";

/** What can be done about a grant that is active. */
export function GrantMenu({
  of,
  grant,
  name,
  isForLife,
  actions,
}: {
  of: AccessOf;
  grant: string;
  name: string;
  isForLife: boolean;
  actions: AccessActions;
}) {
  const [open, setOpen] = useState<Deed | null>(null);
  return (
    <>
      <Menu
        label={`Actions for the grant of ${name}`}
        button={<Ellipsis aria-hidden />}
        buttonClass="grid size-(--control-sm) place-items-center rounded-md text-text-muted hover:bg-active hover:text-text"
        groups={[
          [
            {
              label: "Extend",
              icon: <Clock aria-hidden />,
              onSelect: () => setOpen("extend"),
              disabledReason: of.refusal ?? (isForLife ? "It lasts for life already" : undefined),
            },
            {
              label: "Transfer",
              icon: <ArrowRight aria-hidden />,
              onSelect: () => setOpen("transfer"),
              disabledReason: of.refusal,
            },
            {
              label: "Revoke",
              icon: <Trash2 aria-hidden />,
              onSelect: () => setOpen("revoke"),
              disabledReason: of.refusal,
            },
          ],
        ]}
      />
      <Suspense>
        {open && (
          <GrantDeed
            deed={open}
            of={of}
            grant={grant}
            name={name}
            actions={actions}
            onClose={() => setOpen(null)}
          />
        )}
      </Suspense>
    </>
  );
}
