"use client";

import { useTransition } from "react";
import { Ellipsis, MailX } from "@/components/ui/icons";
import { Menu } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import type { OpenInvitation } from "@/lib/members/queries";
import type { MemberActions } from "./member-menu";

export function InvitationMenu({
  slug,
  invitation,
  revoke,
  disabledReason,
}: {
  slug: string;
  invitation: Pick<OpenInvitation, "id" | "email">;
  revoke: MemberActions["revokeInvitation"];
  disabledReason?: string;
}) {
  const [, start] = useTransition();
  const withdraw = () =>
    start(async () => {
      const outcome = await revoke(slug, { invitationId: invitation.id });
      toast(outcome.ok ? `The link for ${invitation.email} no longer works` : outcome.error.message);
    });
  return (
    <Menu
      label={`Actions for the invitation of ${invitation.email}`}
      button={<Ellipsis aria-hidden />}
      buttonClass="grid size-(--control-sm) place-items-center rounded-md text-text-muted hover:bg-active hover:text-text"
      groups={[
        [{ label: "Withdraw invitation", icon: <MailX aria-hidden />, onSelect: withdraw, disabledReason }],
      ]}
    />
  );
}
