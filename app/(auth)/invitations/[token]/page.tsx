import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SignOutButton } from "@/components/account/sign-out-button";
import { AcceptButton } from "@/components/members/accept-button";
import { roleName, roleWords } from "@/components/members/role-words";
import { Folder, Trouble } from "@/components/sign-in/folder";
import { ButtonLink } from "@/components/ui/button";
import { findInvitationByToken } from "@/lib/core/directory/invitations";
import { hashToken } from "@/lib/core/token";
import { requireViewer } from "@/lib/http/session";
import { invitationTrouble } from "@/lib/members/invitation";
import { signOutAction } from "../../../(console)/actions";
import { acceptInvitationAction } from "./actions";

export const metadata: Metadata = { title: "Invitation" };

type Props = { params: Promise<{ token: string }> };

export default async function InvitationPage({ params }: Props) {
  const viewer = await requireViewer();
  const { token } = await params;
  const invitation = await findInvitationByToken(hashToken(token));
  if (!invitation) notFound();
  const trouble = invitationTrouble(invitation, viewer, new Date());
  const foot = <SignOutButton signOut={signOutAction} />;
  if (trouble) {
    return (
      <Folder title="This invitation cannot be used" lead={`Signed in as ${viewer.email}`} foot={foot}>
        <Trouble>{trouble.message}</Trouble>
        <ButtonLink href="/" size="lg" wide>
          Go to your projects
        </ButtonLink>
      </Folder>
    );
  }
  return (
    <Folder
      title={`Join ${invitation.projectName}`}
      lead={`You are invited as ${roleName(invitation.role)}: ${roleWords[invitation.role].toLowerCase()}.`}
      foot={foot}
    >
      <AcceptButton token={token} project={invitation.projectName} accept={acceptInvitationAction} />
      <p className="mt-3 text-xs text-text-muted">Signed in as {viewer.email}</p>
    </Folder>
  );
}
