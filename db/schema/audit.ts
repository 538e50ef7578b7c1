import { sql } from "drizzle-orm";
import { check, index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytes, id, instant, projectId } from "../columns";

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
    actorKind: text({ enum: ["user", "api_key", "system", "provider", "visitor"] }).notNull(),
    actorId: text().notNull(),
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
    check(
      "audit_log_actor_kind_check",
      sql`${t.actorKind} in ('user', 'api_key', 'system', 'provider', 'visitor')`,
    ),
  ],
);
