"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { UserRoundPlus } from "@/components/ui/icons";
import type { Role } from "@/lib/core/permissions";
import type { ActionResult } from "@/lib/http/action";

const InviteDialog = lazy(() =>
  import("./invite-dialog").then((loaded) => ({ default: loaded.InviteDialog })),
);

export type Invite = (
  slug: string,
  input: { email: string; role: Role },
) => Promise<ActionResult<{ url: string }>>;

export function InviteButton({ slug, roles, invite }: { slug: string; roles: Role[]; invite: Invite }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" icon={<UserRoundPlus aria-hidden />} hotkey="n" onClick={() => setOpen(true)}>
        Invite
      </Button>
      <Suspense>
        {open && <InviteDialog slug={slug} roles={roles} invite={invite} onClose={() => setOpen(false)} />}
      </Suspense>
    </>
  );
}
