import { and, eq, inArray, isNull, lt, or } from "drizzle-orm";
import { apiKeys } from "../../../db/schema/projects";
import { database } from "../database";

export type SecretKey = {
  projectId: string;
  id: string;
  secretHash: Buffer | null;
  pepperId: string | null;
  scopes: string[];
  expiresAt: Date | null;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
};

/** The key that has one of these hashes, also when it has ended: the caller decides what that means. */
export async function findSecretKey(hashes: Buffer[]): Promise<SecretKey | null> {
  const [row] = await database()
    .select({
      projectId: apiKeys.projectId,
      id: apiKeys.id,
      secretHash: apiKeys.secretHash,
      pepperId: apiKeys.pepperId,
      scopes: apiKeys.scopes,
      expiresAt: apiKeys.expiresAt,
      revokedAt: apiKeys.revokedAt,
      lastUsedAt: apiKeys.lastUsedAt,
    })
    .from(apiKeys)
    .where(and(eq(apiKeys.kind, "secret"), inArray(apiKeys.secretHash, hashes)))
    .limit(1);
  return row ?? null;
}

/** Notes that a key was used; older marks only, so parallel requests write once. */
export async function touchSecretKey(
  key: { projectId: string; id: string },
  now: Date,
  unlessAfter: Date,
): Promise<void> {
  await database()
    .update(apiKeys)
    .set({ lastUsedAt: now })
    .where(
      and(
        eq(apiKeys.projectId, key.projectId),
        eq(apiKeys.id, key.id),
        or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, unlessAfter)),
      ),
    );
}
