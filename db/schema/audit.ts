import {
  bigint,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { actor, actorCheck, bytes, id, instant, projectId } from "../columns";

/** What happened on the instance outside any project: sign-ins, refusals, projects made. Append-only. */
export const instanceLog = pgTable("instance_log", {
  id: uuid().primaryKey(),
  occurredAt: instant().notNull(),
  action: text().notNull(),
  userId: uuid(),
  details: jsonb().$type<Record<string, unknown>>().notNull(),
  requestId: text().notNull(),
});

/** Who did what. Append-only; erasure may empty `details` and `salt`, the sum over them stays. */
export const auditLog = pgTable(
  "audit_log",
  {
    projectId: projectId(),
    id: id(),
    occurredAt: instant().notNull(),
    ...actor(),
    action: text().notNull(),
    subject: text().notNull(),
    profileId: uuid(),
    details: jsonb().$type<Record<string, unknown>>(),
    salt: bytes(),
    digest: bytes().notNull(),
    requestId: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    index("audit_log_profile_idx").on(t.projectId, t.profileId, t.occurredAt, t.id),
    index("audit_log_time_idx").on(t.projectId, t.occurredAt, t.id),
    index("audit_log_action_idx").on(t.projectId, t.action, t.occurredAt, t.id),
    index("audit_log_actor_idx").on(t.projectId, t.actorId, t.occurredAt, t.id),
    index("audit_log_subject_idx").on(t.projectId, t.subject, t.occurredAt, t.id),
    actorCheck("audit_log", t),
  ],
);

/** The chain over the audit log: each seal hashes a row's fixed columns together with the seal before it. Append-only. */
export const auditSeals = pgTable(
  "audit_seals",
  {
    projectId: projectId(),
    position: bigint({ mode: "number" }).notNull(),
    auditId: uuid().notNull(),
    hash: bytes().notNull(),
    sealedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.position] }),
    uniqueIndex("audit_seals_audit_key").on(t.projectId, t.auditId),
    foreignKey({
      name: "audit_seals_audit_fk",
      columns: [t.projectId, t.auditId],
      foreignColumns: [auditLog.projectId, auditLog.id],
    }).onDelete("restrict"),
  ],
);
