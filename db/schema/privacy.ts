import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { actor, actorCheck, bytes, id, instant, projectId } from "../columns";
import { profiles } from "./profiles";

/** A copy of one customer's data as a ZIP, made by the worker and kept for a few days. */
export const exports = pgTable(
  "exports",
  {
    projectId: projectId(),
    id: id(),
    profileId: uuid().notNull(),
    state: text({ enum: ["waiting", "running", "ready", "failed"] }).notNull(),
    ...actor(),
    requestedAt: instant().notNull(),
    startedAt: instant(),
    finishedAt: instant(),
    expiresAt: instant(),
    /** Who works on it, and until when that is believed. */
    leaseId: uuid(),
    leasedUntil: instant(),
    attempts: integer().notNull(),
    size: bigint({ mode: "number" }),
    sha256: bytes(),
    error: text(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    foreignKey({
      name: "exports_profile_fk",
      columns: [t.projectId, t.profileId],
      foreignColumns: [profiles.projectId, profiles.id],
    }).onDelete("restrict"),
    index("exports_profile_idx").on(t.projectId, t.profileId, t.requestedAt),
    index("exports_due_idx").on(t.projectId, t.id).where(sql`state in ('waiting', 'running')`),
    check("exports_state_check", sql`${t.state} in ('waiting', 'running', 'ready', 'failed')`),
    actorCheck("exports", t),
  ],
);

/** The ZIP in pieces, so that neither making nor sending it holds the whole. */
export const exportParts = pgTable(
  "export_parts",
  {
    projectId: projectId(),
    exportId: uuid().notNull(),
    part: integer().notNull(),
    content: bytes().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.exportId, t.part] }),
    foreignKey({
      name: "export_parts_export_fk",
      columns: [t.projectId, t.exportId],
      foreignColumns: [exports.projectId, exports.id],
    }).onDelete("cascade"),
  ],
);

/** A case: from the request to the receipt. It outlives the profiles, so it points at none of them once done. */
export const erasures = pgTable(
  "erasures",
  {
    projectId: projectId(),
    id: id(),
    state: text({ enum: ["held", "running", "done", "cancelled"] }).notNull(),
    ...actor(),
    reason: text(),
    requestedAt: instant().notNull(),
    holdUntil: instant().notNull(),
    startedAt: instant(),
    finishedAt: instant(),
    cancelledAt: instant(),
    leaseId: uuid(),
    leasedUntil: instant(),
    attempts: integer().notNull(),
    /** How much goes and stays, by kind of record; numbers only. */
    counts: jsonb().$type<Record<string, number>>().notNull(),
    /** What was done, with hashes and without personal data. */
    receipt: jsonb().$type<Record<string, unknown>>(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    index("erasures_time_idx").on(t.projectId, t.requestedAt, t.id),
    index("erasures_due_idx").on(t.projectId, t.holdUntil).where(sql`state in ('held', 'running')`),
    check("erasures_state_check", sql`${t.state} in ('held', 'running', 'done', 'cancelled')`),
    actorCheck("erasures", t),
  ],
);

/** The profiles of a case that are not erased yet; a row goes with its profile, so a job that died goes on where it was. */
export const erasureProfiles = pgTable(
  "erasure_profiles",
  { projectId: projectId(), erasureId: uuid().notNull(), profileId: uuid().notNull() },
  (t) => [
    primaryKey({ columns: [t.projectId, t.erasureId, t.profileId] }),
    foreignKey({
      name: "erasure_profiles_erasure_fk",
      columns: [t.projectId, t.erasureId],
      foreignColumns: [erasures.projectId, erasures.id],
    }).onDelete("restrict"),
    foreignKey({
      name: "erasure_profiles_profile_fk",
      columns: [t.projectId, t.profileId],
      foreignColumns: [profiles.projectId, profiles.id],
    }).onDelete("restrict"),
    index("erasure_profiles_profile_idx").on(t.projectId, t.profileId),
  ],
);

/**
 * Keyed hashes of what an erased person was known by. The collector refuses a profile found here; imports and inbound
 * events will have to ask for the other kinds.
 */
export const suppressions = pgTable(
  "suppressions",
  {
    projectId: projectId(),
    hash: bytes().notNull(),
    pepperId: text().notNull(),
    kind: text({ enum: ["profile", "email", "user_id", "app_user_id", "provider_customer_id"] }).notNull(),
    erasureId: uuid().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.hash] }),
    foreignKey({
      name: "suppressions_erasure_fk",
      columns: [t.projectId, t.erasureId],
      foreignColumns: [erasures.projectId, erasures.id],
    }).onDelete("restrict"),
    check(
      "suppressions_kind_check",
      sql`${t.kind} in ('profile', 'email', 'user_id', 'app_user_id', 'provider_customer_id')`,
    ),
  ],
);
