import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import {
  bytes,
  environment,
  id,
  inboundProvider,
  inboundProviderCheck,
  instant,
  projectId,
} from "../columns";
import { integrations } from "./integrations";
import { profiles } from "./profiles";

export const inboundStates = ["waiting", "processed", "ignored", "parked"] as const;

/**
 * What a provider sent, as it was sent: body and headers are sealed together, stored once by the provider's own id of the
 * event, and emptied when its person is erased or its retention is over. `profileId` is whose timeline shows it.
 */
export const inboundEvents = pgTable(
  "inbound_events",
  {
    projectId: projectId(),
    id: id(),
    integrationId: uuid().notNull(),
    provider: inboundProvider().notNull(),
    providerEventId: text().notNull(),
    /** As the provider names it. */
    type: text().notNull(),
    environment: environment(),
    sealed: bytes(),
    keyId: text(),
    bytes: integer().notNull(),
    /** The provider's time; ours where it says none. */
    occurredAt: instant().notNull(),
    receivedAt: instant().notNull(),
    state: text({ enum: inboundStates }).notNull(),
    /** Which code of ours read it last. */
    parserVersion: smallint(),
    /** One sentence without personal data: what it said, for the timeline. */
    words: text(),
    profileId: uuid(),
    /** Equal failures have an equal code, by which they are grouped; `error` says it in words. */
    errorCode: text(),
    error: text(),
    attempts: smallint().notNull(),
    /** How often whoever worked on it was never heard of again. */
    deaths: smallint().notNull(),
    /** While somebody works on it, the end of their lease. */
    nextAttemptAt: instant(),
    leaseId: uuid(),
    processedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    uniqueIndex("inbound_events_provider_key").on(t.projectId, t.integrationId, t.providerEventId),
    foreignKey({
      name: "inbound_events_integration_fk",
      columns: [t.projectId, t.integrationId],
      foreignColumns: [integrations.projectId, integrations.id],
    }).onDelete("restrict"),
    foreignKey({
      name: "inbound_events_profile_fk",
      columns: [t.projectId, t.profileId],
      foreignColumns: [profiles.projectId, profiles.id],
    }).onDelete("restrict"),
    index("inbound_events_waiting_idx")
      .on(t.projectId, t.integrationId, t.nextAttemptAt, t.id)
      .where(sql`next_attempt_at is not null`),
    index("inbound_events_kept_idx").on(t.projectId, t.receivedAt).where(sql`key_id is not null`),
    index("inbound_events_received_idx").on(t.projectId, t.integrationId, t.receivedAt, t.id),
    index("inbound_events_state_idx")
      .on(t.projectId, t.integrationId, t.state, t.receivedAt)
      .where(sql`state <> 'processed'`),
    index("inbound_events_profile_idx").on(t.projectId, t.profileId, t.occurredAt, t.id),
    inboundProviderCheck("inbound_events", t),
    check("inbound_events_environment_check", sql`${t.environment} in ('production', 'preview')`),
    check(
      "inbound_events_state_check",
      sql`${t.state} in ('waiting', 'processed', 'ignored', 'parked') and (${t.state} = 'waiting') = (${t.nextAttemptAt} is not null)`,
    ),
    check("inbound_events_sealed_check", sql`(${t.sealed} is null) = (${t.keyId} is null)`),
    check("inbound_events_id_check", sql`char_length(${t.providerEventId}) between 1 and 255`),
  ],
);

/**
 * What events said, in our words: the state of a subject is folded from its facts in the provider's order, so that the
 * order of arrival does not matter. A subject is what the provider names: a customer, a subscription, a payment.
 */
export const inboundFacts = pgTable(
  "inbound_facts",
  {
    projectId: projectId(),
    integrationId: uuid().notNull(),
    subject: text({ enum: ["customer", "subscription", "payment", "dispute"] }).notNull(),
    subjectId: text().notNull(),
    eventId: uuid().notNull(),
    /** Its place among the facts of its event. */
    position: smallint().notNull(),
    occurredAt: instant().notNull(),
    profileId: uuid(),
    fact: jsonb().$type<Record<string, unknown>>().notNull(),
  },
  (t) => [
    primaryKey({
      name: "inbound_facts_pk",
      columns: [t.projectId, t.integrationId, t.subject, t.subjectId, t.eventId, t.position],
    }),
    foreignKey({
      name: "inbound_facts_event_fk",
      columns: [t.projectId, t.eventId],
      foreignColumns: [inboundEvents.projectId, inboundEvents.id],
    }).onDelete("cascade"),
    index("inbound_facts_event_idx").on(t.projectId, t.eventId),
    index("inbound_facts_profile_idx").on(t.projectId, t.profileId),
    check(
      "inbound_facts_subject_check",
      sql`${t.subject} in ('customer', 'subscription', 'payment', 'dispute')`,
    ),
  ],
);

/** Whom a provider's customer is here. Made at the first event that names them, and never moved. */
export const providerCustomers = pgTable(
  "provider_customers",
  {
    projectId: projectId(),
    integrationId: uuid().notNull(),
    /** A provider may name one person alike in tests and in earnest. */
    environment: environment(),
    providerCustomerId: text().notNull(),
    profileId: uuid().notNull(),
    linkedBy: text({
      enum: ["profile_id", "claimed_profile_id", "provider_customer_id", "user_id", "email", "made"],
    }).notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({
      name: "provider_customers_pk",
      columns: [t.projectId, t.integrationId, t.environment, t.providerCustomerId],
    }),
    foreignKey({
      name: "provider_customers_integration_fk",
      columns: [t.projectId, t.integrationId],
      foreignColumns: [integrations.projectId, integrations.id],
    }).onDelete("restrict"),
    foreignKey({
      name: "provider_customers_profile_fk",
      columns: [t.projectId, t.profileId],
      foreignColumns: [profiles.projectId, profiles.id],
    }).onDelete("restrict"),
    index("provider_customers_profile_idx").on(t.projectId, t.profileId),
    check("provider_customers_environment_check", sql`${t.environment} in ('production', 'preview')`),
  ],
);

/** Refused requests of an integration by day and reason. Nothing of them is kept. */
export const inboundRefusals = pgTable(
  "inbound_refusals",
  {
    projectId: projectId(),
    integrationId: uuid().notNull(),
    day: text().notNull(),
    reason: text().notNull(),
    count: integer().notNull(),
    firstAt: instant().notNull(),
    lastAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.integrationId, t.day, t.reason] }),
    foreignKey({
      name: "inbound_refusals_integration_fk",
      columns: [t.projectId, t.integrationId],
      foreignColumns: [integrations.projectId, integrations.id],
    }).onDelete("restrict"),
  ],
);

/** A product as a provider names it, sold as this price point. Its events wait, parked, until it is known. */
export const providerProducts = pgTable(
  "provider_products",
  {
    projectId: projectId(),
    integrationId: uuid().notNull(),
    providerProductId: text().notNull(),
    pricePointId: uuid().notNull(),
    /** Made by an event, or chosen by a person. */
    origin: text({ enum: ["imported", "chosen"] }).notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.integrationId, t.providerProductId] }),
    foreignKey({
      name: "provider_products_integration_fk",
      columns: [t.projectId, t.integrationId],
      foreignColumns: [integrations.projectId, integrations.id],
    }).onDelete("restrict"),
    check("provider_products_origin_check", sql`${t.origin} in ('imported', 'chosen')`),
  ],
);

export const reprocessStates = ["counting", "ready", "applying", "done", "failed"] as const;

/** Stored events read anew: first what would change, then the change. */
export const reprocessRuns = pgTable(
  "reprocess_runs",
  {
    projectId: projectId(),
    id: id(),
    integrationId: uuid().notNull(),
    from: instant().notNull(),
    to: instant().notNull(),
    state: text({ enum: reprocessStates }).notNull(),
    total: integer().notNull(),
    handled: integer().notNull(),
    cursor: uuid(),
    /** What differs, counted by kind, with some examples by id. */
    differences: jsonb().$type<Record<string, unknown>>().notNull(),
    actorKind: text().notNull(),
    actorId: text().notNull(),
    createdAt: instant().notNull(),
    endedAt: instant(),
    leaseId: uuid(),
    leasedUntil: instant(),
    error: text(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    foreignKey({
      name: "reprocess_runs_integration_fk",
      columns: [t.projectId, t.integrationId],
      foreignColumns: [integrations.projectId, integrations.id],
    }).onDelete("restrict"),
    index("reprocess_runs_open_idx")
      .on(t.projectId, t.createdAt)
      .where(sql`state in ('counting', 'applying')`),
    check(
      "reprocess_runs_state_check",
      sql`${t.state} in ('counting', 'ready', 'applying', 'done', 'failed')`,
    ),
  ],
);
