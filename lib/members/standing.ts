import { eq } from "drizzle-orm";
import { members, projects } from "../../db/schema/projects";
import type { CommandCtx } from "../core/command";
import { AppError } from "../core/errors";
import { isWithinRank, type Role } from "../core/permissions";

/** Everyone's role as it is now, held still until the transaction ends, and that of the person who acts. */
export type Standing = { own: Role; roles: ReadonlyMap<string, Role> };

/**
 * Takes the project's lock, so that changes of membership happen one after another. The actor's role is read again
 * under it: it may have been taken away since the request began.
 */
export async function lockStanding(ctx: CommandCtx): Promise<Standing> {
  await ctx.tx
    .select({ id: projects.id })
    .from(projects)
    .where(eq(projects.id, ctx.projectId))
    .for("no key update");
  const rows = await ctx.tx
    .select({ userId: members.userId, role: members.role })
    .from(members)
    .where(eq(members.projectId, ctx.projectId));
  const roles = new Map(rows.map(({ userId, role }) => [userId, role]));
  const own = ctx.actor.kind === "system" ? "owner" : roles.get(actingUser(ctx) ?? "");
  if (!own) throw new AppError("forbidden", "You are no longer a member of this project");
  return { own, roles };
}

/** Nobody gives, takes or changes a role above their own. */
export function requireRank(own: Role, role: Role): void {
  if (isWithinRank(own, role)) return;
  const message = `You cannot do this to the role ${role}: it is above yours, ${own}`;
  throw new AppError("forbidden", message, { role: message });
}

/** A project without an owner could never be managed again. */
export function requireAnotherOwner({ roles }: Standing, leaving: string): void {
  const owners = [...roles].filter(([, role]) => role === "owner").map(([userId]) => userId);
  if (owners.some((userId) => userId !== leaving)) return;
  throw new AppError("conflict", "This is the last owner. Make someone else an owner first.");
}

export function actingUser({ actor }: CommandCtx): string | null {
  return actor.kind === "user" ? actor.userId : null;
}
