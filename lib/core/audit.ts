import { createHash, randomBytes } from "node:crypto";
import type { Transaction } from "../../db/client";
import { auditLog } from "../../db/schema/audit";
import type { Ctx } from "./ctx";
import { newId } from "./ids";
import type { Actor } from "./permissions";

/** What changed: `subject` is a shown id, `before` and `after` hold only what differs. */
export type AuditEntry = {
  subject: string;
  profileId?: string;
  reason?: string;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
};

/** Appends rows to the audit log in the caller's transaction. The digest covers salt and details, so both can be erased. */
export async function recordAudit(
  tx: Transaction,
  ctx: Ctx,
  action: string,
  entries: AuditEntry[],
): Promise<void> {
  const now = ctx.clock.now();
  const rows = entries.map(({ subject, profileId, ...rest }) => {
    const details = JSON.parse(JSON.stringify(rest)) as Record<string, unknown>;
    const salt = randomBytes(16);
    return {
      projectId: ctx.projectId,
      id: newId(now),
      occurredAt: now,
      actorKind: ctx.actor.kind,
      actorId: actorId(ctx.actor),
      action,
      subject,
      profileId: profileId ?? null,
      details,
      salt,
      digest: auditDigest(salt, details),
      requestId: ctx.requestId,
    };
  });
  await tx.insert(auditLog).values(rows);
}

/** SHA-256 over salt and the details with sorted keys, since jsonb keeps no order. */
export function auditDigest(salt: Buffer, details: Record<string, unknown>): Buffer {
  return createHash("sha256").update(salt).update(canonicalJson(details)).digest();
}

/** Who acted, as one text: the user, key, job, integration or profile id. */
export function actorId(actor: Actor): string {
  switch (actor.kind) {
    case "user":
      return actor.userId;
    case "api_key":
      return actor.keyId;
    case "system":
      return actor.job;
    case "provider":
      return actor.integrationId;
    case "visitor":
      return actor.profileId;
  }
}

/** JSON with sorted names: equal values have equal texts. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}
