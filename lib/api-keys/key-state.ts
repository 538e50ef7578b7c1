import type { apiKeys } from "../../db/schema/projects";

export type KeyRow = typeof apiKeys.$inferSelect;

/** True for a key that would be let in. */
export function isWorking(key: Pick<KeyRow, "revokedAt" | "expiresAt">, now: Date): boolean {
  return key.revokedAt === null && (key.expiresAt === null || key.expiresAt > now);
}
