"use client";

import { lazy, Suspense, useState } from "react";
import { Ellipsis, UserRoundCog, UserRoundMinus } from "@/components/ui/icons";
import { Menu } from "@/components/ui/menu";
import type { Role } from "@/lib/core/permissions";
import type { ActionResult } from "@/lib/http/action";
import type { Member } from "@/lib/members/queries";

export type MemberActions = {
  changeRole: (slug: string, input: { userId: string; role: Role }) => Promise<ActionResult>;
  removeMember: (slug: string, input: { userId: string }) => Promise<ActionResult>;
  revokeInvitation: (slug: string, input: { invitationId: string }) => Promise<ActionResult>;
};

const RoleDialog = lazy(() => import("./role-dialog").then((loaded) => ({ default: loaded.RoleDialog })));
const RemoveDialog = lazy(() =>
  import("./remove-dialog").then((loaded) => ({ default: loaded.RemoveDialog })),
);

export function MemberMenu({
  slug,
  own,
  member,
  actions,
  disabledReason,
}: {
  slug: string;
  own: Role;
  member: Pick<Member, "id" | "name" | "email" | "role" | "isYou">;
  actions: MemberActions;
  disabledReason?: string;
}) {
  const [open, setOpen] = useState<"role" | "remove" | null>(null);
  const name = member.name ?? member.email;
  const close = () => setOpen(null);
  return (
    <>
      <Menu
        label={`Actions for ${name}`}
        button={<Ellipsis aria-hidden />}
        buttonClass="grid size-(--control-sm) place-items-center rounded-md text-text-muted hover:bg-active hover:text-text"
        groups={[
          [
            {
              label: "Change role",
              icon: <UserRoundCog aria-hidden />,
              onSelect: () => setOpen("role"),
              disabledReason,
            },
            {
              label: member.isYou ? "Leave project" : "Remove from project",
              icon: <UserRoundMinus aria-hidden />,
              onSelect: () => setOpen("remove"),
              disabledReason,
            },
          ],
        ]}
      />
      <Suspense>
        {open === "role" && (
          <RoleDialog
            name={name}
            present={member.role}
            own={own}
            onClose={close}
            change={(role) => actions.changeRole(slug, { userId: member.id, role })}
          />
        )}
        {open === "remove" && (
          <RemoveDialog
            name={name}
            isYou={member.isYou}
            onClose={close}
            remove={() => actions.removeMember(slug, { userId: member.id })}
          />
        )}
      </Suspense>
    </>
  );
}
