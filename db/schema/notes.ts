import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { actor, actorCheck, id, instant, projectId } from "../columns";
import { profiles } from "./profiles";

/** Markdown of at most 10,000 code points; a project may allow less. A deleted note stays, so that it can come back. */
export const notes = pgTable(
  "notes",
  {
    projectId: projectId(),
    id: id(),
    profileId: uuid().notNull(),
    body: text().notNull(),
    version: integer().notNull(),
    ...actor(),
    createdAt: instant().notNull(),
    editedAt: instant(),
    pinnedAt: instant(),
    deletedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    foreignKey({
      name: "notes_profile_fk",
      columns: [t.projectId, t.profileId],
      foreignColumns: [profiles.projectId, profiles.id],
    }).onDelete("restrict"),
    index("notes_profile_idx").on(t.projectId, t.profileId, t.createdAt, t.id),
    check("notes_body_check", sql`char_length(${t.body}) between 1 and 10000`),
    actorCheck("notes", t),
  ],
);

/** What a note said, from its first version on. Append-only by code. */
export const noteVersions = pgTable(
  "note_versions",
  {
    projectId: projectId(),
    noteId: uuid().notNull(),
    version: integer().notNull(),
    body: text().notNull(),
    ...actor(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.noteId, t.version] }),
    foreignKey({
      name: "note_versions_note_fk",
      columns: [t.projectId, t.noteId],
      foreignColumns: [notes.projectId, notes.id],
    }).onDelete("restrict"),
    check("note_versions_body_check", sql`char_length(${t.body}) between 1 and 10000`),
    actorCheck("note_versions", t),
  ],
);
