import { eq } from "drizzle-orm";
import { invitations, projects } from "../../../db/schema/projects";
import { database } from "../database";
import type { Role } from "../permissions";

export type InvitationOfToken = {
  projectId: string;
  projectName: string;
  projectSlug: string;
  email: string;
  role: Role;
  expiresAt: Date;
  acceptedAt: Date | null;
  revokedAt: Date | null;
};

export async function findInvitationByToken(tokenHash: Buffer): Promise<InvitationOfToken | null> {
  const [row] = await database()
    .select({
      projectId: invitations.projectId,
      projectName: projects.name,
      projectSlug: projects.slug,
      email: invitations.email,
      role: invitations.role,
      expiresAt: invitations.expiresAt,
      acceptedAt: invitations.acceptedAt,
      revokedAt: invitations.revokedAt,
    })
    .from(invitations)
    .innerJoin(projects, eq(projects.id, invitations.projectId))
    .where(eq(invitations.tokenHash, tokenHash))
    .limit(1);
  return row ?? null;
}
