import type { ErrorCode } from "../core/errors";

type Invitation = { email: string; expiresAt: Date; acceptedAt: Date | null; revokedAt: Date | null };
type Invited = { email: string; isEmailVerified: boolean };

/** Why this person cannot accept this invitation now, or null. */
export function invitationTrouble(
  invitation: Invitation,
  person: Invited,
  now: Date,
): { code: ErrorCode; message: string } | null {
  if (invitation.acceptedAt) return { code: "conflict", message: "This invitation has been used already" };
  if (invitation.revokedAt)
    return { code: "conflict", message: "This invitation was withdrawn. Ask for a new one." };
  if (invitation.expiresAt <= now)
    return { code: "conflict", message: "This invitation has expired. Ask for a new one." };
  const isSameAddress = person.email.toLowerCase() === invitation.email.toLowerCase();
  if (isSameAddress && person.isEmailVerified) return null;
  return {
    code: "forbidden",
    message: `This invitation is for another address than ${person.email}. Sign in with the address that was invited.`,
  };
}
