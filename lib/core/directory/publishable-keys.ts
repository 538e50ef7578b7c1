import { and, eq } from "drizzle-orm";
import { apiKeys } from "../../../db/schema/projects";
import { database } from "../database";

export type PublishableKey = {
  projectId: string;
  id: string;
  allowedOrigins: string[];
  expiresAt: Date | null;
  revokedAt: Date | null;
};

/** The key that a snippet carries, also when it has ended: the caller decides what that means. */
export async function findPublishableKey(key: string): Promise<PublishableKey | null> {
  const [row] = await database()
    .select({
      projectId: apiKeys.projectId,
      id: apiKeys.id,
      allowedOrigins: apiKeys.allowedOrigins,
      expiresAt: apiKeys.expiresAt,
      revokedAt: apiKeys.revokedAt,
    })
    .from(apiKeys)
    .where(and(eq(apiKeys.kind, "publishable"), eq(apiKeys.publishableKey, key)))
    .limit(1);
  return row ?? null;
}
