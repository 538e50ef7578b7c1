import { and, eq, gt, isNull, or } from "drizzle-orm";
import { authUsers } from "../../db/schema/auth";
import { invitations, members, projects } from "../../db/schema/projects";
import { recordAudit } from "../core/audit";
import { command } from "../core/command";
import { env } from "../core/env";
import { AppError } from "../core/errors";
import { newId, showId } from "../core/ids";
import { isWithinRank, roleCan } from "../core/permissions";
import { personCommand } from "../core/person-command";
import { hashToken, newToken } from "../core/token";
import { invitationTrouble } from "./invitation";
import {
  acceptInvitationInput,
  changeRoleInput,
  inviteMemberInput,
  removeMemberInput,
  revokeInvitationInput,
} from "./schema";
import { actingUser, lockStanding, requireAnotherOwner, requireRank } from "./standing";

const invitationDays = 7;

/** Answers with the link, which exists nowhere else: only the hash of its token is kept. A new link replaces an open one. */
export const inviteMember = command({
  name: "invitation.create",
  permission: "members:write",
  input: inviteMemberInput,
  async run({ ctx, input: { email, role }, audit }) {
    const { own } = await lockStanding(ctx);
    requireRank(own, role);
    const createdBy = actingUser(ctx);
    if (!createdBy) throw new AppError("forbidden", "Only a person can invite someone");
    const [known] = await ctx.tx
      .select({ userId: members.userId })
      .from(members)
      .innerJoin(authUsers, eq(authUsers.id, members.userId))
      .where(and(eq(members.projectId, ctx.projectId), eq(authUsers.email, email)));
    if (known) {
      const message = "This person is a member already";
      throw new AppError("conflict", message, { email: message });
    }
    const now = ctx.clock.now();
    await ctx.tx
      .update(invitations)
      .set({ revokedAt: now })
      .where(
        and(
          eq(invitations.projectId, ctx.projectId),
          eq(invitations.email, email),
          isNull(invitations.acceptedAt),
          isNull(invitations.revokedAt),
        ),
      );
    const id = newId(now);
    const token = newToken();
    const expiresAt = new Date(now.getTime() + invitationDays * 24 * 60 * 60 * 1000);
    await ctx.tx.insert(invitations).values({
      projectId: ctx.projectId,
      id,
      email,
      role,
      tokenHash: hashToken(token),
      createdBy,
      createdAt: now,
      expiresAt,
    });
    audit({ subject: showId("invitation", id), after: { email, role } });
    return { invitationId: showId("invitation", id), url: `${env().appUrl}/invitations/${token}` };
  },
});

export const revokeInvitation = command({
  name: "invitation.revoke",
  permission: "members:write",
  input: revokeInvitationInput,
  async run({ ctx, input: { invitationId }, audit }) {
    const { own } = await lockStanding(ctx);
    const one = and(eq(invitations.projectId, ctx.projectId), eq(invitations.id, invitationId));
    const [invitation] = await ctx.tx.select().from(invitations).where(one);
    if (!invitation) throw new AppError("not_found", "There is no such invitation");
    if (invitation.acceptedAt) throw new AppError("conflict", "This invitation has been accepted already");
    requireRank(own, invitation.role);
    if (invitation.revokedAt) return audit("unchanged");
    await ctx.tx.update(invitations).set({ revokedAt: ctx.clock.now() }).where(one);
    const { email, role } = invitation;
    audit({ subject: showId("invitation", invitationId), before: { email, role } });
  },
});

/** Only for the person who was invited: signed in with that address, verified by their provider. */
export const acceptInvitation = personCommand({
  name: "invitation.accept",
  input: acceptInvitationInput,
  async run({ ctx, input: { token }, enter, log }) {
    const now = ctx.clock.now();
    const [found] = await ctx.tx
      .select({ projectId: invitations.projectId, id: invitations.id, slug: projects.slug })
      .from(invitations)
      .innerJoin(projects, eq(projects.id, invitations.projectId))
      .where(eq(invitations.tokenHash, hashToken(token)));
    if (!found) throw new AppError("not_found", "There is no such invitation");
    const inside = await enter(found.projectId, "viewer");
    const one = and(eq(invitations.projectId, found.projectId), eq(invitations.id, found.id));
    const { roles } = await lockStanding({ ...inside, actor: { kind: "system", job: "invitation.accept" } });
    const [invitation] = await ctx.tx.select().from(invitations).where(one).for("update");
    if (!invitation) throw new AppError("not_found", "There is no such invitation");
    const trouble = invitationTrouble(invitation, ctx.person, now);
    if (trouble) throw new AppError(trouble.code, trouble.message);
    const inviter = roles.get(invitation.createdBy);
    if (!inviter || !roleCan(inviter, "members:write") || !isWithinRank(inviter, invitation.role))
      throw new AppError("conflict", "Whoever invited you can no longer do so. Ask for a new invitation.");
    const { userId } = ctx.person;
    if (roles.has(userId)) throw new AppError("conflict", "You are a member of this project already");
    const { role, createdBy } = invitation;
    await ctx.tx
      .insert(members)
      .values({ projectId: found.projectId, userId, role, invitedBy: createdBy, createdAt: now });
    await ctx.tx.update(invitations).set({ acceptedAt: now, acceptedBy: userId }).where(one);
    await recordAudit(ctx.tx, inside, "invitation.accept", [
      { subject: showId("user", userId), after: { role, invitation: showId("invitation", found.id) } },
    ]);
    log({ project: showId("project", found.projectId), role });
    return { slug: found.slug };
  },
});

export const changeRole = command({
  name: "member.change_role",
  permission: "members:write",
  input: changeRoleInput,
  async run({ ctx, input: { userId, role }, audit }) {
    const standing = await lockStanding(ctx);
    const present = standing.roles.get(userId);
    if (!present) throw new AppError("not_found", "There is no such member");
    requireRank(standing.own, present);
    requireRank(standing.own, role);
    if (present === role) return audit("unchanged");
    if (present === "owner") requireAnotherOwner(standing, userId);
    await ctx.tx
      .update(members)
      .set({ role })
      .where(and(eq(members.projectId, ctx.projectId), eq(members.userId, userId)));
    audit({ subject: showId("user", userId), before: { role: present }, after: { role } });
  },
});

/** Access ends with the row: each request asks for it. Open invitations to or from the person end too. */
export const removeMember = command({
  name: "member.remove",
  permission: "members:write",
  input: removeMemberInput,
  async run({ ctx, input: { userId }, audit }) {
    const standing = await lockStanding(ctx);
    const role = standing.roles.get(userId);
    if (!role) throw new AppError("not_found", "There is no such member");
    requireRank(standing.own, role);
    if (role === "owner") requireAnotherOwner(standing, userId);
    const now = ctx.clock.now();
    const [person] = await ctx.tx
      .select({ email: authUsers.email })
      .from(authUsers)
      .where(eq(authUsers.id, userId));
    await ctx.tx
      .update(invitations)
      .set({ revokedAt: now })
      .where(
        and(
          eq(invitations.projectId, ctx.projectId),
          isNull(invitations.acceptedAt),
          isNull(invitations.revokedAt),
          gt(invitations.expiresAt, now),
          or(eq(invitations.createdBy, userId), eq(invitations.email, person?.email ?? "")),
        ),
      );
    await ctx.tx.delete(members).where(and(eq(members.projectId, ctx.projectId), eq(members.userId, userId)));
    audit({ subject: showId("user", userId), before: { role } });
  },
});
