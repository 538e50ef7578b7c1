import type { Metadata } from "next";
import { InviteButton } from "@/components/members/invite-button";
import { MemberTable } from "@/components/members/member-table";
import { RoleTable } from "@/components/members/role-table";
import { Page } from "@/components/shell/page";
import { Button } from "@/components/ui/button";
import { Lock } from "@/components/ui/icons";
import { isWithinRank, roleCan, roles } from "@/lib/core/permissions";
import { providerName } from "@/lib/http/oauth-providers";
import { projectCtx } from "@/lib/http/session";
import { listMembers, listOpenInvitations } from "@/lib/members/queries";
import { changeRoleAction, inviteMemberAction, removeMemberAction, revokeInvitationAction } from "./actions";

export const metadata: Metadata = { title: "Members" };

type Props = { params: Promise<{ project: string }> };

export default async function MembersPage({ params }: Props) {
  const { ctx, project, role } = await projectCtx((await params).project, "members:read");
  const [members, invitations] = await Promise.all([listMembers(ctx), listOpenInvitations(ctx)]);
  const mayManage = roleCan(role, "members:write");
  const managers = members.filter((member) => roleCan(member.role, "members:write"));
  const grantable = roles.filter((each) => isWithinRank(role, each));
  const count = invitations.length > 0 ? `${members.length}, ${invitations.length} invited` : members.length;
  return (
    <Page title="Members" aside={count}>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 px-(--gutter) py-2">
        <h2 className="font-semibold">People</h2>
        <p className="me-auto text-xs text-text-muted">
          A role counts for this project; removal ends access at once
        </p>
        {mayManage ? (
          <InviteButton slug={project.slug} roles={grantable} invite={inviteMemberAction} />
        ) : (
          <>
            <Button icon={<Lock aria-hidden />} disabledReason="For owners and admins">
              Invite
            </Button>
            <span className="text-xs text-text-muted">
              {managers.map((member) => member.name ?? member.email).join(" or ")} can invite
            </span>
          </>
        )}
      </div>
      <MemberTable
        slug={project.slug}
        own={role}
        members={members.map((member) => ({ ...member, provider: providerName(member.provider) }))}
        invitations={invitations}
        actions={{
          changeRole: changeRoleAction,
          removeMember: removeMemberAction,
          revokeInvitation: revokeInvitationAction,
        }}
      />
      <div className="flex flex-wrap items-center gap-x-2 px-(--gutter) pt-5 pb-2">
        <h2 className="font-semibold">What each role may do</h2>
        <p className="text-xs text-text-muted">Your role is marked</p>
      </div>
      <RoleTable own={role} />
    </Page>
  );
}
