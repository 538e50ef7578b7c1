import { and, desc, eq, gt, isNull, or } from "drizzle-orm";
import { authUsers } from "../../db/schema/auth";
import { apiKeys, members } from "../../db/schema/projects";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { showId } from "../core/ids";
import { can, isPermission } from "../core/permissions";

/** The newest key that funnels of this project may send with; null when all have ended. */
export async function findSendingKey(ctx: Ctx): Promise<string | null> {
  const [row] = await read(ctx, (tx) =>
    tx
      .select({ key: apiKeys.publishableKey })
      .from(apiKeys)
      .where(
        and(
          eq(apiKeys.projectId, ctx.projectId),
          eq(apiKeys.kind, "publishable"),
          isNull(apiKeys.revokedAt),
          or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, ctx.clock.now())),
        ),
      )
      .orderBy(desc(apiKeys.createdAt))
      .limit(1),
  );
  return row?.key ?? null;
}

/** `ending`: rotated, and working until it expires. */
export type KeyState = "working" | "ending" | "expired" | "revoked";

export type ListedKey = {
  id: string;
  kind: "publishable" | "secret";
  name: string;
  /** The whole of a publishable key; of a secret one the beginning and the end. */
  shown: string;
  scopes: string[];
  allowedOrigins: string[];
  state: KeyState;
  createdAt: Date;
  /** Null where no person made it, or they are not known any more. */
  createdBy: string | null;
  /** Who made it is no member any more. A key belongs to the project, so it goes on working. */
  hasMakerLeft: boolean;
  expiresAt: Date | null;
  /** Of secret keys; within a minute. */
  lastUsedAt: Date | null;
  /** False where it has a scope that whoever looks lacks: they could not make such a key. */
  isWithinOwnScopes: boolean;
};

const most = 200;

/** The newest first, those that work before those that have ended. */
export async function listKeys(ctx: Ctx): Promise<ListedKey[]> {
  const rows = await read(ctx, (tx) =>
    tx
      .select({ key: apiKeys, name: authUsers.name, email: authUsers.email, memberId: members.userId })
      .from(apiKeys)
      .leftJoin(authUsers, eq(authUsers.id, apiKeys.createdBy))
      .leftJoin(members, and(eq(members.projectId, ctx.projectId), eq(members.userId, apiKeys.createdBy)))
      .where(eq(apiKeys.projectId, ctx.projectId))
      .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
      .limit(most),
  );
  const now = ctx.clock.now();
  return rows
    .map(({ key, name, email, memberId }): ListedKey => {
      const { kind, scopes, allowedOrigins, createdAt, expiresAt, lastUsedAt } = key;
      return {
        id: showId("apiKey", key.id),
        kind,
        name: key.name,
        shown: key.publishableKey ?? `${key.prefix}…${key.lastFour}`,
        scopes,
        allowedOrigins,
        state: stateOf(key, now),
        createdAt,
        createdBy: name ?? email,
        hasMakerLeft: key.createdBy !== null && memberId === null,
        expiresAt,
        lastUsedAt,
        isWithinOwnScopes: scopes.every((scope) => isPermission(scope) && can(ctx.actor, scope)),
      };
    })
    .sort((a, b) => Number(hasEnded(a)) - Number(hasEnded(b)));
}

function stateOf(key: typeof apiKeys.$inferSelect, now: Date): KeyState {
  if (key.revokedAt) return "revoked";
  if (key.expiresAt && key.expiresAt <= now) return "expired";
  return key.replacedBy ? "ending" : "working";
}

function hasEnded({ state }: ListedKey): boolean {
  return state === "expired" || state === "revoked";
}
