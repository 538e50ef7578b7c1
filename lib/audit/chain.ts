import { createHash } from "node:crypto";
import type { auditLog } from "../../db/schema/audit";

export type SealedColumns = Omit<typeof auditLog.$inferSelect, "details" | "salt">;

/** Before the first seal of a project. */
export const chainStart = Buffer.alloc(32);

/**
 * SHA-256 over the seal before and everything of the row that can never change. `details` and `salt` are in it through
 * `digest` alone, so that erasure may empty them.
 */
export function sealHash(previous: Buffer, row: SealedColumns): Buffer {
  const fixed = JSON.stringify([
    row.projectId,
    row.id,
    row.occurredAt.toISOString(),
    row.actorKind,
    row.actorId,
    row.action,
    row.subject,
    row.profileId,
    row.digest.toString("hex"),
    row.requestId,
  ]);
  return createHash("sha256").update(previous).update(fixed).digest();
}
