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
import { actor, actorCheck, environment, id, instant, projectId } from "../columns";

/**
 * The outbox: a fact, written in the transaction that made it true. `sequence` counts per profile and is raised there
 * too. The profile is not a foreign key: the fact of its erasure outlives it. `dispatchedAt` stays null until endpoints have their deliveries; it is never a cursor, commits arrive out of order.
 */
export const domainEvents = pgTable(
  "domain_events",
  {
    projectId: projectId(),
    id: id(),
    type: text().notNull(),
    profileId: uuid().notNull(),
    sequence: bigint({ mode: "number" }).notNull(),
    environment: environment(),
    occurredAt: instant().notNull(),
    receivedAt: instant().notNull(),
    ...actor(),
    payload: jsonb().$type<Record<string, unknown>>().notNull(),
    dispatchedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    uniqueIndex("domain_events_sequence_key").on(t.projectId, t.profileId, t.sequence),
    index("domain_events_profile_idx").on(t.projectId, t.profileId, t.occurredAt, t.id),
    index("domain_events_waiting_idx").on(t.projectId, t.id).where(sql`dispatched_at is null`),
    check("domain_events_environment_check", sql`${t.environment} in ('production', 'preview')`),
    actorCheck("domain_events", t),
  ],
);
