import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  date,
  foreignKey,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { environment, id, instant, projectId } from "../columns";
import { projects } from "./projects";

/** A funnel, registered by its first visit. Its id is derived from project and alias. */
export const funnels = pgTable(
  "funnels",
  {
    projectId: projectId(),
    id: id(),
    alias: text().notNull(),
    title: text(),
    version: text(),
    environment: environment(),
    firstSeenAt: instant().notNull(),
    lastSeenAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    foreignKey({
      name: "funnels_project_fk",
      columns: [t.projectId],
      foreignColumns: [projects.id],
    }).onDelete("restrict"),
    uniqueIndex("funnels_alias_key").on(t.projectId, t.alias),
    check("funnels_environment_check", sql`${t.environment} in ('production', 'preview')`),
  ],
);

export const funnelDimensions = [
  "total",
  "completed",
  "screen",
  "device",
  "browser",
  "country",
  "url",
] as const;

/**
 * Visits of a funnel per UTC day, split by one dimension at a time, without bots. Recounted by the worker: events
 * arrive at most 72 hours late, so older days are final.
 */
export const funnelDays = pgTable(
  "funnel_days",
  {
    projectId: projectId(),
    funnelId: uuid().notNull(),
    environment: environment(),
    day: date({ mode: "string" }).notNull(),
    dimension: text({ enum: funnelDimensions }).notNull(),
    value: text().notNull(),
    visits: bigint({ mode: "number" }).notNull(),
    positionSum: bigint({ mode: "number" }).notNull(),
    countedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({
      name: "funnel_days_pk",
      columns: [t.projectId, t.funnelId, t.environment, t.day, t.dimension, t.value],
    }),
    foreignKey({
      name: "funnel_days_funnel_fk",
      columns: [t.projectId, t.funnelId],
      foreignColumns: [funnels.projectId, funnels.id],
    }).onDelete("restrict"),
    check("funnel_days_environment_check", sql`${t.environment} in ('production', 'preview')`),
    check(
      "funnel_days_dimension_check",
      sql`${t.dimension} in ('total', 'completed', 'screen', 'device', 'browser', 'country', 'url')`,
    ),
  ],
);

/** Visits that were counted before their people were erased. Every count of a day adds them, so that totals stay. */
export const erasedVisits = pgTable(
  "erased_visits",
  {
    projectId: projectId(),
    funnelId: uuid().notNull(),
    environment: environment(),
    day: date({ mode: "string" }).notNull(),
    dimension: text({ enum: funnelDimensions }).notNull(),
    value: text().notNull(),
    visits: bigint({ mode: "number" }).notNull(),
    positionSum: bigint({ mode: "number" }).notNull(),
  },
  (t) => [
    primaryKey({
      name: "erased_visits_pk",
      columns: [t.projectId, t.funnelId, t.environment, t.day, t.dimension, t.value],
    }),
    foreignKey({
      name: "erased_visits_funnel_fk",
      columns: [t.projectId, t.funnelId],
      foreignColumns: [funnels.projectId, funnels.id],
    }).onDelete("restrict"),
    check("erased_visits_environment_check", sql`${t.environment} in ('production', 'preview')`),
    check(
      "erased_visits_dimension_check",
      sql`${t.dimension} in ('total', 'completed', 'screen', 'device', 'browser', 'country', 'url')`,
    ),
  ],
);
