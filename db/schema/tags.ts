import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { actor, actorCheck, instant, projectId } from "../columns";
import { profiles } from "./profiles";

export const tags = pgTable(
  "tags",
  {
    projectId: projectId(),
    profileId: uuid().notNull(),
    name: text().notNull(),
    ...actor(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.profileId, t.name] }),
    foreignKey({
      name: "tags_profile_fk",
      columns: [t.projectId, t.profileId],
      foreignColumns: [profiles.projectId, profiles.id],
    }).onDelete("restrict"),
    index("tags_name_idx").on(t.projectId, t.name, t.profileId),
    check("tags_name_check", sql`char_length(${t.name}) between 1 and 40`),
    actorCheck("tags", t),
  ],
);
