import { and, asc, desc, eq, gt, isNull, max } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { authAccounts, authSessions, authUsers } from "../../db/schema/auth";
import { invitations, members } from "../../db/schema/projects";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { showId } from "../core/ids";
import { type Role, roles } from "../core/permissions";

export type Member = {
  id: string;
  name: string | null;
  email: string;
  role: Role;
  provider: string;
  lastActiveAt: Date | null;
  /** Null for the first owner, and where the inviter is not known any more. */
  invitedBy: string | null;
  isYou: boolean;
};

export type OpenInvitation = {
  id: string;
  email: string;
  role: Role;
  createdAt: Date;
  expiresAt: Date;
  invitedBy: string;
};

/** From the most to the least powerful, then by name. */
export async function listMembers(ctx: Ctx): Promise<Member[]> {
  const inviter = alias(authUsers, "inviter");
  const rows = await read(ctx, (tx) =>
    tx
      .select({
        userId: members.userId,
        name: authUsers.name,
        email: authUsers.email,
        role: members.role,
        provider: max(authAccounts.provider),
        lastActiveAt: max(authSessions.lastUsedAt),
        inviterName: inviter.name,
        inviterEmail: inviter.email,
      })
      .from(members)
      .innerJoin(authUsers, eq(authUsers.id, members.userId))
      .innerJoin(authAccounts, eq(authAccounts.userId, members.userId))
      .leftJoin(authSessions, eq(authSessions.userId, members.userId))
      .leftJoin(inviter, eq(inviter.id, members.invitedBy))
      .where(eq(members.projectId, ctx.projectId))
      .groupBy(members.userId, members.role, authUsers.id, inviter.id)
      .orderBy(asc(authUsers.name), asc(authUsers.email)),
  );
  const you = ctx.actor.kind === "user" ? ctx.actor.userId : null;
  return rows
    .map(({ userId, provider, inviterName, inviterEmail, ...member }) => ({
      ...member,
      provider: provider ?? "",
      id: showId("user", userId),
      invitedBy: inviterName ?? inviterEmail,
      isYou: userId === you,
    }))
    .sort((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role));
}

/** Invitations that could still be accepted, newest first. */
export async function listOpenInvitations(ctx: Ctx): Promise<OpenInvitation[]> {
  const rows = await read(ctx, (tx) =>
    tx
      .select({
        id: invitations.id,
        email: invitations.email,
        role: invitations.role,
        createdAt: invitations.createdAt,
        expiresAt: invitations.expiresAt,
        inviterName: authUsers.name,
        inviterEmail: authUsers.email,
      })
      .from(invitations)
      .innerJoin(authUsers, eq(authUsers.id, invitations.createdBy))
      .where(
        and(
          eq(invitations.projectId, ctx.projectId),
          isNull(invitations.acceptedAt),
          isNull(invitations.revokedAt),
          gt(invitations.expiresAt, ctx.clock.now()),
        ),
      )
      .orderBy(desc(invitations.createdAt)),
  );
  return rows.map(({ id, inviterName, inviterEmail, ...invitation }) => ({
    ...invitation,
    id: showId("invitation", id),
    invitedBy: inviterName ?? inviterEmail,
  }));
}
