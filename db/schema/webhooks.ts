import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
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
import { actor, actorCheck, bytes, environment, id, instant, projectId } from "../columns";
import { domainEvents } from "./events";

export const endpointStates = ["active", "paused", "disabled", "deleted"] as const;

/**
 * Where facts are sent. Its signing secrets, the shared-secret header and the values of its own headers are sealed
 * together in `secrets`, and gone once it is deleted.
 */
export const webhookEndpoints = pgTable(
  "webhook_endpoints",
  {
    projectId: projectId(),
    id: id(),
    url: text().notNull(),
    description: text(),
    environment: environment(),
    /** Null means every type, those to come included. */
    types: jsonb().$type<string[]>(),
    payload: text({ enum: ["full", "thin"] }).notNull(),
    /** Names of the headers that it is sent beside ours; their values are among the secrets. */
    headerNames: jsonb().$type<string[]>().notNull(),
    secrets: bytes(),
    keyId: text(),
    /** What is shown of the signing secret: never enough to use it. */
    secretHint: text().notNull(),
    secretSetAt: instant().notNull(),
    /** Until then what is sent is signed with the secret before as well. */
    overlapEndsAt: instant(),
    state: text({ enum: endpointStates }).notNull(),
    stateSince: instant().notNull(),
    /** Why we disabled it. */
    disabledReason: text({ enum: ["gone", "failing"] }),
    ...actor(),
    createdAt: instant().notNull(),
    /** The first of the failures since the last success, and how many they are. */
    failingSince: instant(),
    failures: integer().notNull(),
    lastSuccessAt: instant(),
    lastFailureAt: instant(),
    version: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    index("webhook_endpoints_live_idx").on(t.projectId).where(sql`state <> 'deleted'`),
    actorCheck("webhook_endpoints", t),
    check("webhook_endpoints_environment_check", sql`${t.environment} in ('production', 'preview')`),
    check("webhook_endpoints_payload_check", sql`${t.payload} in ('full', 'thin')`),
    check("webhook_endpoints_url_check", sql`char_length(${t.url}) between 1 and 5000`),
    check(
      "webhook_endpoints_state_check",
      sql`${t.state} in ('active', 'paused', 'disabled', 'deleted') and (${t.state} = 'deleted') = (${t.secrets} is null)
        and (${t.secrets} is null) = (${t.keyId} is null) and (${t.state} = 'disabled' or ${t.disabledReason} is null)`,
    ),
    check("webhook_endpoints_disabled_check", sql`${t.disabledReason} in ('gone', 'failing')`),
    check(
      "webhook_endpoints_failing_check",
      sql`${t.failures} >= 0 and (${t.failures} = 0) = (${t.failingSince} is null)`,
    ),
  ],
);

/**
 * The body of an event as every endpoint is sent it, made once when it is handed out, so that a later attempt says the
 * same. Null once the person was erased or its retention is over: what is sent then is thin.
 */
export const webhookMessages = pgTable(
  "webhook_messages",
  {
    projectId: projectId(),
    eventId: uuid().notNull(),
    profileId: uuid().notNull(),
    body: text(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.eventId] }),
    index("webhook_messages_profile_idx").on(t.projectId, t.profileId),
    index("webhook_messages_created_idx").on(t.projectId, t.createdAt),
    foreignKey({
      name: "webhook_messages_event_fk",
      columns: [t.projectId, t.eventId],
      foreignColumns: [domainEvents.projectId, domainEvents.id],
    }).onDelete("restrict"),
  ],
);

export const deliveryStates = ["waiting", "delivered", "failed", "skipped"] as const;
export const attemptTriggers = ["schedule", "resend", "replay", "test"] as const;

/** One event for one endpoint. Claimed by moving `nextAttemptAt` to the end of the lease, so that an expired one is due again. */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    projectId: projectId(),
    id: id(),
    endpointId: uuid().notNull(),
    eventId: uuid().notNull(),
    profileId: uuid().notNull(),
    type: text().notNull(),
    environment: environment(),
    sequence: bigint({ mode: "number" }).notNull(),
    occurredAt: instant().notNull(),
    createdAt: instant().notNull(),
    state: text({ enum: deliveryStates }).notNull(),
    /** Of a waiting one what its next attempt is; else what its last one was. */
    trigger: text({ enum: attemptTriggers }).notNull(),
    /** Tries of the schedule, those that a dead worker began included. */
    attempts: smallint().notNull(),
    nextAttemptAt: instant(),
    /** Of one that waits for a try that a person asked for: when its schedule goes on, should that fail. */
    scheduledAt: instant(),
    /** How often that try was begun, since its workers may die; null is never. */
    manualTries: smallint(),
    leaseId: uuid(),
    deliveredAt: instant(),
    /** Of the last attempt: its status, how it failed, how long it took. */
    lastStatus: smallint(),
    lastError: text(),
    lastDurationMs: integer(),
    lastAttemptAt: instant(),
    replayId: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    uniqueIndex("webhook_deliveries_event_key").on(t.projectId, t.eventId, t.endpointId),
    foreignKey({
      name: "webhook_deliveries_endpoint_fk",
      columns: [t.projectId, t.endpointId],
      foreignColumns: [webhookEndpoints.projectId, webhookEndpoints.id],
    }).onDelete("restrict"),
    foreignKey({
      name: "webhook_deliveries_event_fk",
      columns: [t.projectId, t.eventId],
      foreignColumns: [domainEvents.projectId, domainEvents.id],
    }).onDelete("restrict"),
    index("webhook_deliveries_due_idx")
      .on(t.projectId, t.endpointId, t.nextAttemptAt, t.id)
      .where(sql`next_attempt_at is not null`),
    index("webhook_deliveries_leased_idx")
      .on(t.projectId, t.endpointId, t.leaseId, t.nextAttemptAt)
      .where(sql`lease_id is not null`),
    index("webhook_deliveries_endpoint_idx").on(t.projectId, t.endpointId, t.id),
    index("webhook_deliveries_type_idx").on(t.projectId, t.endpointId, t.type, t.id),
    index("webhook_deliveries_open_idx").on(t.projectId, t.endpointId, t.id).where(sql`state <> 'delivered'`),
    index("webhook_deliveries_profile_idx").on(t.projectId, t.profileId, t.id),
    index("webhook_deliveries_created_idx").on(t.projectId, t.createdAt),
    check("webhook_deliveries_environment_check", sql`${t.environment} in ('production', 'preview')`),
    check("webhook_deliveries_trigger_check", sql`${t.trigger} in ('schedule', 'resend', 'replay', 'test')`),
    check(
      "webhook_deliveries_state_check",
      sql`${t.state} in ('waiting', 'delivered', 'failed', 'skipped')
        and (${t.state} = 'waiting') = (${t.nextAttemptAt} is not null) and (${t.state} = 'delivered') <= (${t.deliveredAt} is not null)`,
    ),
  ],
);

/** One try, written once it is over. Null delivery: a test from the endpoint's page, which belongs to no event. */
export const deliveryAttempts = pgTable(
  "delivery_attempts",
  {
    projectId: projectId(),
    id: id(),
    deliveryId: uuid(),
    endpointId: uuid().notNull(),
    profileId: uuid(),
    trigger: text({ enum: attemptTriggers }).notNull(),
    number: smallint().notNull(),
    url: text().notNull(),
    /** The address that was connected to; null where none was. */
    address: text(),
    requestHeaders: jsonb().$type<Record<string, string>>().notNull(),
    requestBytes: integer().notNull(),
    isThin: boolean().notNull(),
    status: smallint(),
    responseHeaders: jsonb().$type<Record<string, string>>(),
    /** The first 4 KiB as text, control characters replaced. */
    responseBody: text(),
    /** How much was read, 64 KiB at most. */
    responseBytes: integer(),
    error: text(),
    startedAt: instant().notNull(),
    durationMs: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    foreignKey({
      name: "delivery_attempts_endpoint_fk",
      columns: [t.projectId, t.endpointId],
      foreignColumns: [webhookEndpoints.projectId, webhookEndpoints.id],
    }).onDelete("restrict"),
    foreignKey({
      name: "delivery_attempts_delivery_fk",
      columns: [t.projectId, t.deliveryId],
      foreignColumns: [webhookDeliveries.projectId, webhookDeliveries.id],
    }).onDelete("restrict"),
    index("delivery_attempts_delivery_idx")
      .on(t.projectId, t.deliveryId, t.id)
      .where(sql`delivery_id is not null`),
    // All that the health of a day asks for, so that no row is read for it.
    index("delivery_attempts_health_idx").on(
      t.projectId,
      t.endpointId,
      t.startedAt,
      t.trigger,
      t.status,
      t.durationMs,
    ),
    index("delivery_attempts_test_idx").on(t.projectId, t.endpointId, t.id).where(sql`delivery_id is null`),
    index("delivery_attempts_started_idx").on(t.projectId, t.startedAt),
    index("delivery_attempts_profile_idx").on(t.projectId, t.profileId).where(sql`profile_id is not null`),
    check("delivery_attempts_trigger_check", sql`${t.trigger} in ('schedule', 'resend', 'replay', 'test')`),
    check("delivery_attempts_body_check", sql`char_length(${t.responseBody}) <= 4096`),
  ],
);

export const replayStates = ["running", "paused", "stopped", "done"] as const;

/** What a replay sends again: deliveries of one endpoint, oldest first, so many in a second. */
export type ReplayFilter = {
  states: (typeof deliveryStates)[number][];
  types: string[] | null;
  from: string;
  to: string;
  profileId: string | null;
};

export const webhookReplays = pgTable(
  "webhook_replays",
  {
    projectId: projectId(),
    id: id(),
    endpointId: uuid().notNull(),
    filter: jsonb().$type<ReplayFilter>().notNull(),
    perSecond: integer().notNull(),
    total: integer().notNull(),
    handed: integer().notNull(),
    /** The delivery that was handed over last; the walk goes on behind it. */
    cursor: uuid(),
    /** When the next portion may be handed over. */
    nextPortionAt: instant(),
    state: text({ enum: replayStates }).notNull(),
    ...actor(),
    createdAt: instant().notNull(),
    endedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    foreignKey({
      name: "webhook_replays_endpoint_fk",
      columns: [t.projectId, t.endpointId],
      foreignColumns: [webhookEndpoints.projectId, webhookEndpoints.id],
    }).onDelete("restrict"),
    index("webhook_replays_endpoint_idx").on(t.projectId, t.endpointId, t.createdAt),
    index("webhook_replays_running_idx").on(t.projectId, t.nextPortionAt).where(sql`state = 'running'`),
    actorCheck("webhook_replays", t),
    check("webhook_replays_rate_check", sql`${t.perSecond} between 1 and 500`),
    check(
      "webhook_replays_state_check",
      sql`${t.state} in ('running', 'paused', 'stopped', 'done') and (${t.state} in ('stopped', 'done')) = (${t.endedAt} is not null)`,
    ),
    check("webhook_replays_count_check", sql`${t.handed} >= 0 and ${t.total} >= 0`),
  ],
);
