import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { actor, actorCheck, id, instant, projectId } from "../columns";
import { profiles } from "./profiles";

/** Access that a person gave, without money. Null `expiresAt` lasts for life. */
export const entitlementGrants = pgTable(
  "entitlement_grants",
  {
    projectId: projectId(),
    id: id(),
    profileId: uuid().notNull(),
    entitlementId: uuid().notNull(),
    startsAt: instant().notNull(),
    expiresAt: instant(),
    ...actor(),
    createdAt: instant().notNull(),
    revokedAt: instant(),
    revokedByKind: text(),
    revokedById: text(),
    /** The grant of another customer that this one took over. */
    transferredFrom: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    index("entitlement_grants_profile_idx").on(t.projectId, t.profileId),
    foreignKey({
      name: "entitlement_grants_profile_fk",
      columns: [t.projectId, t.profileId],
      foreignColumns: [profiles.projectId, profiles.id],
    }).onDelete("restrict"),
    actorCheck("entitlement_grants", t),
    check("entitlement_grants_expiry_check", sql`${t.expiresAt} > ${t.startsAt}`),
  ],
);
