import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { actor, actorCheck, id, instant, projectId } from "../columns";
import { profiles } from "./profiles";

export const attributeSources = ["funnel", "console", "api", "provider"] as const;

/**
 * Customer attributes: strings by key. Inputs of a funnel arrive with source `funnel`. A null value says when the key was
 * deleted, so that an older write cannot bring it back.
 */
export const attributes = pgTable(
  "attributes",
  {
    projectId: projectId(),
    profileId: uuid().notNull(),
    key: text().notNull(),
    value: text(),
    source: text({ enum: attributeSources }).notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.profileId, t.key] }),
    foreignKey({
      name: "attributes_profile_fk",
      columns: [t.projectId, t.profileId],
      foreignColumns: [profiles.projectId, profiles.id],
    }).onDelete("restrict"),
    index("attributes_value_idx").on(t.projectId, t.key, t.value, t.profileId),
    check("attributes_source_check", sql`${t.source} in ('funnel', 'console', 'api', 'provider')`),
  ],
);

/** Each value that a key had, and null where it was deleted. Append-only by code. */
export const attributeChanges = pgTable(
  "attribute_changes",
  {
    projectId: projectId(),
    profileId: uuid().notNull(),
    id: id(),
    key: text().notNull(),
    value: text(),
    source: text({ enum: attributeSources }).notNull(),
    ...actor(),
    updatedAt: instant().notNull(),
    receivedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.profileId, t.id] }),
    foreignKey({
      name: "attribute_changes_profile_fk",
      columns: [t.projectId, t.profileId],
      foreignColumns: [profiles.projectId, profiles.id],
    }).onDelete("restrict"),
    index("attribute_changes_key_idx").on(t.projectId, t.profileId, t.key, t.receivedAt, t.id),
    check("attribute_changes_source_check", sql`${t.source} in ('funnel', 'console', 'api', 'provider')`),
    actorCheck("attribute_changes", t),
  ],
);
