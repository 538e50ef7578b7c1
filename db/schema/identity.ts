import { sql } from "drizzle-orm";
import {
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
import { actor, actorCheck, id, instant, projectId } from "../columns";
import { profiles } from "./profiles";

/**
 * One joining of two customers. `customerId` is the canonical profile of the result, `mergedId` that of the other side.
 * `winners` names, per conflicting field, the profile whose value is shown. Undone merges stay as history.
 */
export const merges = pgTable(
  "merges",
  {
    projectId: projectId(),
    id: id(),
    customerId: uuid().notNull(),
    mergedId: uuid().notNull(),
    winners: jsonb().$type<Record<string, string>>().notNull(),
    reason: text(),
    rule: text({ enum: ["picked", "suggested", "identify"] }).notNull(),
    ...actor(),
    createdAt: instant().notNull(),
    undoneAt: instant(),
    undoneByKind: text(),
    undoneById: text(),
    undoneReason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    foreignKey({
      name: "merges_customer_fk",
      columns: [t.projectId, t.customerId],
      foreignColumns: [profiles.projectId, profiles.id],
    }).onDelete("restrict"),
    foreignKey({
      name: "merges_merged_fk",
      columns: [t.projectId, t.mergedId],
      foreignColumns: [profiles.projectId, profiles.id],
    }).onDelete("restrict"),
    index("merges_customer_idx").on(t.projectId, t.customerId, t.createdAt),
    index("merges_merged_idx").on(t.projectId, t.mergedId),
    check("merges_sides_check", sql`${t.customerId} <> ${t.mergedId}`),
    check("merges_rule_check", sql`${t.rule} in ('picked', 'suggested', 'identify')`),
    actorCheck("merges", t),
  ],
);

/** The profiles that a merge moved, and the customer that each belonged to before: what unmerging puts back. */
export const mergedProfiles = pgTable(
  "merged_profiles",
  {
    projectId: projectId(),
    mergeId: uuid().notNull(),
    profileId: uuid().notNull(),
    previousCustomerId: uuid().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.mergeId, t.profileId] }),
    foreignKey({
      name: "merged_profiles_merge_fk",
      columns: [t.projectId, t.mergeId],
      foreignColumns: [merges.projectId, merges.id],
    }).onDelete("restrict"),
    foreignKey({
      name: "merged_profiles_profile_fk",
      columns: [t.projectId, t.profileId],
      foreignColumns: [profiles.projectId, profiles.id],
    }).onDelete("restrict"),
    index("merged_profiles_profile_idx").on(t.projectId, t.profileId),
  ],
);

/** Customers that look like one person, found by the worker; `firstId` is the smaller id. Rebuilt at each search. */
export const duplicatePairs = pgTable(
  "duplicate_pairs",
  {
    projectId: projectId(),
    firstId: uuid().notNull(),
    secondId: uuid().notNull(),
    score: integer().notNull(),
    reasons: jsonb().$type<string[]>().notNull(),
    foundAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.firstId, t.secondId] }),
    foreignKey({
      name: "duplicate_pairs_first_fk",
      columns: [t.projectId, t.firstId],
      foreignColumns: [profiles.projectId, profiles.id],
    }).onDelete("restrict"),
    foreignKey({
      name: "duplicate_pairs_second_fk",
      columns: [t.projectId, t.secondId],
      foreignColumns: [profiles.projectId, profiles.id],
    }).onDelete("restrict"),
    index("duplicate_pairs_queue_idx").on(t.projectId, t.score, t.firstId, t.secondId),
    index("duplicate_pairs_second_idx").on(t.projectId, t.secondId),
    check("duplicate_pairs_order_check", sql`${t.firstId} < ${t.secondId}`),
  ],
);

/** Pairs that a person has said are two people. They never come back to the queue. */
export const duplicateDecisions = pgTable(
  "duplicate_decisions",
  {
    projectId: projectId(),
    firstId: uuid().notNull(),
    secondId: uuid().notNull(),
    ...actor(),
    decidedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.firstId, t.secondId] }),
    foreignKey({
      name: "duplicate_decisions_first_fk",
      columns: [t.projectId, t.firstId],
      foreignColumns: [profiles.projectId, profiles.id],
    }).onDelete("restrict"),
    foreignKey({
      name: "duplicate_decisions_second_fk",
      columns: [t.projectId, t.secondId],
      foreignColumns: [profiles.projectId, profiles.id],
    }).onDelete("restrict"),
    index("duplicate_decisions_second_idx").on(t.projectId, t.secondId),
    check("duplicate_decisions_order_check", sql`${t.firstId} < ${t.secondId}`),
    actorCheck("duplicate_decisions", t),
  ],
);

/** Values that can never be an app user id in this project, beside those that no project accepts. */
export const blockedIds = pgTable(
  "blocked_ids",
  {
    projectId: projectId(),
    value: text().notNull(),
    reason: text(),
    ...actor(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.value] }),
    check("blocked_ids_value_check", sql`char_length(${t.value}) between 1 and 1500`),
    actorCheck("blocked_ids", t),
  ],
);
