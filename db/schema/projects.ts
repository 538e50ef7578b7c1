import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, id, instant, projectId } from "../columns";
import { authUsers } from "./auth";

export const projects = pgTable(
  "projects",
  {
    id: uuid().primaryKey(),
    slug: text().notNull(),
    name: text().notNull(),
    kind: text({ enum: ["live", "sandbox"] }).notNull(),
    settings: jsonb().$type<Record<string, unknown>>().notNull(),
    createdAt: instant().notNull(),
    /** The kill switch: while it is set, nothing of the project is charged. */
    chargingPausedAt: instant(),
    /** How far a sandbox project's clock is ahead, and where it is being moved to; null is not at all. */
    clockAheadMs: bigint({ mode: "number" }),
    clockTargetAt: instant(),
  },
  (t) => [
    uniqueIndex("projects_slug_key").on(t.slug),
    check("projects_kind_check", sql`${t.kind} in ('live', 'sandbox')`),
    check("projects_slug_check", sql`${t.slug} ~ '^[a-z0-9](-?[a-z0-9])*$' and length(${t.slug}) <= 48`),
    check("projects_name_check", sql`length(${t.name}) between 1 and 80`),
  ],
);

export const members = pgTable(
  "members",
  {
    projectId: projectId().references(() => projects.id, { onDelete: "restrict" }),
    userId: uuid()
      .notNull()
      .references(() => authUsers.id, { onDelete: "restrict" }),
    role: text({ enum: ["owner", "admin", "support", "growth", "developer", "viewer"] }).notNull(),
    invitedBy: uuid(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.userId] }),
    index("members_user_idx").on(t.userId),
    check(
      "members_role_check",
      sql`${t.role} in ('owner', 'admin', 'support', 'growth', 'developer', 'viewer')`,
    ),
  ],
);

/** A link that lets one address join. Only the hash of its token is kept. */
export const invitations = pgTable(
  "invitations",
  {
    projectId: projectId().references(() => projects.id, { onDelete: "restrict" }),
    id: id(),
    email: text().notNull(),
    role: text({ enum: ["owner", "admin", "support", "growth", "developer", "viewer"] }).notNull(),
    tokenHash: bytes().notNull(),
    createdBy: uuid().notNull(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    acceptedAt: instant(),
    acceptedBy: uuid(),
    revokedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    uniqueIndex("invitations_token_hash_key").on(t.tokenHash),
    check(
      "invitations_role_check",
      sql`${t.role} in ('owner', 'admin', 'support', 'growth', 'developer', 'viewer')`,
    ),
  ],
);

/** Publishable keys are shown on the install page, so they are kept as they are; of secret keys only an HMAC. */
export const apiKeys = pgTable(
  "api_keys",
  {
    projectId: projectId().references(() => projects.id, { onDelete: "restrict" }),
    id: id(),
    kind: text({ enum: ["publishable", "secret"] }).notNull(),
    name: text().notNull(),
    publishableKey: text(),
    secretHash: bytes(),
    pepperId: text(),
    prefix: text().notNull(),
    lastFour: text().notNull(),
    scopes: text().array().notNull(),
    allowedOrigins: text().array().notNull(),
    createdBy: uuid(),
    createdAt: instant().notNull(),
    expiresAt: instant(),
    revokedAt: instant(),
    /** The key that took its place; this one works until it expires. */
    replacedBy: uuid(),
    lastUsedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    uniqueIndex("api_keys_publishable_key_key").on(t.publishableKey),
    uniqueIndex("api_keys_secret_hash_key").on(t.secretHash),
    check("api_keys_kind_check", sql`${t.kind} in ('publishable', 'secret')`),
    check(
      "api_keys_secret_check",
      sql`(${t.kind} = 'publishable') = (${t.publishableKey} is not null) and (${t.kind} = 'secret') = (${t.secretHash} is not null)`,
    ),
  ],
);
