import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { environment, id, instant, projectId, visitorDevice } from "../columns";
import { funnels } from "./funnels";
import { profiles, type Touch } from "./profiles";

/** One visit. Its id is derived from project, visitor key and session key. */
export const sessions = pgTable(
  "sessions",
  {
    projectId: projectId(),
    id: id(),
    profileId: uuid().notNull(),
    funnelId: uuid().notNull(),
    environment: environment(),
    url: text().notNull(),
    referrer: text(),
    ...visitorDevice(),
    touch: jsonb().$type<Touch>(),
    isBot: boolean().notNull(),
    startedAt: instant().notNull(),
    receivedAt: instant().notNull(),
    lastEventAt: instant().notNull(),
    completedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    foreignKey({
      name: "sessions_profile_fk",
      columns: [t.projectId, t.profileId],
      foreignColumns: [profiles.projectId, profiles.id],
    }).onDelete("restrict"),
    foreignKey({
      name: "sessions_funnel_fk",
      columns: [t.projectId, t.funnelId],
      foreignColumns: [funnels.projectId, funnels.id],
    }).onDelete("restrict"),
    index("sessions_profile_idx").on(t.projectId, t.profileId, t.startedAt, t.id),
    index("sessions_funnel_idx").on(t.projectId, t.funnelId, t.environment, t.startedAt, t.id),
    check("sessions_environment_check", sql`${t.environment} in ('production', 'preview')`),
    check("sessions_device_check", sql`${t.device} in ('phone', 'tablet', 'desktop', 'other')`),
  ],
);

/** What a page told us, in the order of `(occurred_at, id)`. The id comes from the browser, so a retry is the same row. */
export const sessionEvents = pgTable(
  "session_events",
  {
    projectId: projectId(),
    sessionId: uuid().notNull(),
    id: id(),
    profileId: uuid().notNull(),
    environment: environment(),
    name: text().notNull(),
    occurredAt: instant().notNull(),
    receivedAt: instant().notNull(),
    properties: jsonb().$type<Record<string, unknown>>(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.sessionId, t.id] }),
    foreignKey({
      name: "session_events_session_fk",
      columns: [t.projectId, t.sessionId],
      foreignColumns: [sessions.projectId, sessions.id],
    }).onDelete("restrict"),
    index("session_events_profile_idx").on(t.projectId, t.profileId, t.occurredAt, t.id),
    check("session_events_environment_check", sql`${t.environment} in ('production', 'preview')`),
  ],
);

/** The last value of each input of a visit. */
export const sessionAnswers = pgTable(
  "session_answers",
  {
    projectId: projectId(),
    sessionId: uuid().notNull(),
    key: text().notNull(),
    profileId: uuid().notNull(),
    value: text().notNull(),
    answeredAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.sessionId, t.key] }),
    foreignKey({
      name: "session_answers_session_fk",
      columns: [t.projectId, t.sessionId],
      foreignColumns: [sessions.projectId, sessions.id],
    }).onDelete("restrict"),
  ],
);
