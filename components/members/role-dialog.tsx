"use client";

import { useState, useTransition } from "react";
import { Trouble } from "@/components/sign-in/folder";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { isWithinRank, type Role, roles } from "@/lib/core/permissions";
import type { ActionResult } from "@/lib/http/action";
import { RoleChoice } from "./role-choice";
import { roleName } from "./role-words";

export function RoleDialog({
  name,
  present,
  own,
  change,
  onClose,
}: {
  name: string;
  present: Role;
  own: Role;
  change: (role: Role) => Promise<ActionResult>;
  onClose: () => void;
}) {
  const [role, setRole] = useState(present);
  const [message, setMessage] = useState<string>();
  const [isPending, start] = useTransition();
  const save = () =>
    start(async () => {
      const outcome = await change(role);
      if (!outcome.ok) return setMessage(outcome.error.message);
      toast({ message: `${name} has the role ${role} now`, undo: () => void change(present) });
      onClose();
    });
  return (
    <Dialog
      title={`Change the role of ${name}`}
      lead="It counts from their next click."
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            onClick={save}
            disabled={isPending}
            disabledReason={role === present ? `${name} is ${present} already` : undefined}
          >
            Make {roleName(role)}
          </Button>
        </>
      }
    >
      {message && <Trouble>{message}</Trouble>}
      <RoleChoice
        legend="Role"
        choices={roles.filter((each) => isWithinRank(own, each))}
        chosen={role}
        onChoose={setRole}
      />
    </Dialog>
  );
}
