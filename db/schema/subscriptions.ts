import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  type PgColumn,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { actor, actorCheck, environment, id, instant, projectId, provider, providerCheck } from "../columns";
import { pricePoints } from "./catalogue";
import { profiles } from "./profiles";
import { sessions } from "./sessions";

/** A card or wallet that a provider keeps for us; `token` is its name there. Null profile: the person was erased. */
export const paymentMethods = pgTable(
  "payment_methods",
  {
    projectId: projectId(),
    id: id(),
    profileId: uuid(),
    provider: provider().notNull(),
    /** Null once the person was erased. */
    token: text(),
    /** The third-party user id: whom the provider knows. */
    providerCustomerId: text(),
    brand: text(),
    lastFour: text(),
    expiresMonth: smallint(),
    expiresYear: smallint(),
    createdAt: instant().notNull(),
    detachedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    uniqueIndex("payment_methods_token_key").on(t.projectId, t.provider, t.token, t.profileId),
    index("payment_methods_profile_idx").on(t.projectId, t.profileId),
    foreignKey({
      name: "payment_methods_profile_fk",
      columns: [t.projectId, t.profileId],
      foreignColumns: [profiles.projectId, profiles.id],
    }).onDelete("restrict"),
    providerCheck("payment_methods", t),
    check("payment_methods_last_four_check", sql`${t.lastFour} ~ '^[0-9]{4}$'`),
  ],
);

/**
 * The next check, for lists in its order: what has none comes last. A statement must write it to the letter, or no index
 * is found. No coalesce: row-level security lets no index answer one.
 */
export const checkOrder = sql`(case when next_check_at is null then '9999-12-31 00:00:00+00'::timestamptz else next_check_at end)`;

/** What statuses follow from, beside the pause. */
const cell = (t: Record<"projectId" | "environment" | "phase" | "autoRenew" | "dunning", PgColumn>) =>
  [t.projectId, t.environment, t.phase, t.autoRenew, t.dunning] as const;

export const phases = ["upcoming", "intro", "recurring", "expired"] as const;
export const dunnings = ["none", "grace", "retry"] as const;

/**
 * Facts, from which lib/billing derives statuses and what happens next. A mirror is kept by its provider: the engine
 * never charges it. Null profile: the person was erased.
 */
export const subscriptions = pgTable(
  "subscriptions",
  {
    projectId: projectId(),
    id: id(),
    profileId: uuid(),
    environment: environment(),
    provider: provider().notNull(),
    isMirror: boolean().notNull(),
    providerSubscriptionId: text(),
    pricePointId: uuid().notNull(),
    pricePointVersion: integer().notNull(),
    paymentMethodId: uuid(),
    sessionId: uuid(),
    funnelId: uuid(),
    initialOrderId: uuid(),
    /** The subscription that this one takes the place of when it ends its paid period. */
    followsId: uuid(),
    metadata: jsonb().$type<Record<string, unknown>>(),
    createdAt: instant().notNull(),

    phase: text({ enum: phases }).notNull(),
    autoRenew: boolean().notNull(),
    startedAt: instant(),
    periodStart: instant(),
    periodEnd: instant(),
    iteration: integer().notNull(),
    /** Periods are counted from here, in this zone: the end of the present one is `cycle` periods after it. */
    anchorAt: instant().notNull(),
    zone: text().notNull(),
    cycle: integer().notNull(),
    /** The coming period was paid before its boundary. */
    isNextPaid: boolean().notNull(),
    pausedAt: instant(),
    /** Null while paused means open-ended. */
    pauseUntil: instant(),
    unusedPremiumMs: bigint({ mode: "number" }),
    dunning: text({ enum: dunnings }).notNull(),
    dunningStep: smallint().notNull(),
    dunningSince: instant(),
    /** The last decline was of a kind that trying again cannot mend. */
    isDeclineHard: boolean().notNull(),
    discountPercent: smallint(),
    /** Periods still to be charged with it. */
    discountCycles: smallint(),
    /** Periods that passed unpaid because nobody charged them. */
    missedPeriods: integer().notNull(),
    endedAt: instant(),
    endReason: text({
      enum: ["cancelled", "unpaid", "refunded", "migrated", "erased", "ended_by_provider", "never_started"],
    }),
    nextCheckAt: instant(),

    /** Whoever writes a result names the lease under which it worked. */
    leaseId: uuid(),
    leasedUntil: instant(),
    /** Claims since the last result. */
    attempts: smallint().notNull(),
    /** Set where a person must decide; no claim until then. */
    parkedAt: instant(),
    parkedReason: text(),
    version: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    foreignKey({
      name: "subscriptions_profile_fk",
      columns: [t.projectId, t.profileId],
      foreignColumns: [profiles.projectId, profiles.id],
    }).onDelete("restrict"),
    foreignKey({
      name: "subscriptions_price_point_fk",
      columns: [t.projectId, t.pricePointId],
      foreignColumns: [pricePoints.projectId, pricePoints.id],
    }).onDelete("restrict"),
    foreignKey({
      name: "subscriptions_payment_method_fk",
      columns: [t.projectId, t.paymentMethodId],
      foreignColumns: [paymentMethods.projectId, paymentMethods.id],
    }).onDelete("restrict"),
    foreignKey({
      name: "subscriptions_session_fk",
      columns: [t.projectId, t.sessionId],
      foreignColumns: [sessions.projectId, sessions.id],
    }).onDelete("restrict"),
    foreignKey({
      name: "subscriptions_follows_fk",
      columns: [t.projectId, t.followsId],
      foreignColumns: [t.projectId, t.id],
    }).onDelete("restrict"),
    index("subscriptions_profile_idx").on(t.projectId, t.profileId),
    index("subscriptions_due_idx")
      .on(t.projectId, t.nextCheckAt)
      .where(sql`next_check_at is not null and not is_mirror and parked_at is null`),
    index("subscriptions_price_point_idx").on(t.projectId, t.pricePointId).where(sql`phase <> 'expired'`),
    index("subscriptions_parked_idx").on(t.projectId, t.parkedAt).where(sql`parked_at is not null`),
    index("subscriptions_created_idx").on(t.projectId, t.environment, t.createdAt, t.id),
    // Two halves, since no index is in order behind a column that is asked to be null.
    index("subscriptions_status_created_idx")
      .on(...cell(t), t.createdAt, t.id)
      .where(sql`paused_at is null`),
    index("subscriptions_status_check_idx")
      .on(...cell(t), checkOrder, t.id)
      .where(sql`paused_at is null`),
    index("subscriptions_paused_created_idx")
      .on(...cell(t), t.createdAt, t.id)
      .where(sql`paused_at is not null`),
    index("subscriptions_paused_check_idx")
      .on(...cell(t), checkOrder, t.id)
      .where(sql`paused_at is not null`),
    index("subscriptions_check_order_idx").on(t.projectId, t.environment, checkOrder, t.id),
    index("subscriptions_price_created_idx").on(
      t.projectId,
      t.environment,
      t.pricePointId,
      t.createdAt,
      t.id,
    ),
    index("subscriptions_funnel_idx")
      .on(t.projectId, t.environment, t.funnelId, t.createdAt, t.id)
      .where(sql`funnel_id is not null`),
    index("subscriptions_iteration_idx").on(t.projectId, t.environment, t.iteration),
    index("subscriptions_provider_idx").on(t.projectId, t.environment, t.provider),
    index("subscriptions_ended_idx")
      .on(t.projectId, t.environment, t.endReason)
      .where(sql`end_reason is not null`),
    uniqueIndex("subscriptions_follows_key").on(t.projectId, t.followsId).where(sql`follows_id is not null`),
    uniqueIndex("subscriptions_provider_key")
      .on(t.projectId, t.provider, t.providerSubscriptionId)
      .where(sql`provider_subscription_id is not null`),
    providerCheck("subscriptions", t),
    check("subscriptions_environment_check", sql`${t.environment} in ('production', 'preview')`),
    check("subscriptions_phase_check", sql`${t.phase} in ('upcoming', 'intro', 'recurring', 'expired')`),
    check("subscriptions_dunning_check", sql`${t.dunning} in ('none', 'grace', 'retry')`),
    check(
      "subscriptions_end_reason_check",
      sql`${t.endReason} in ('cancelled', 'unpaid', 'refunded', 'migrated', 'erased', 'ended_by_provider', 'never_started')`,
    ),
    check(
      "subscriptions_ended_check",
      sql`(${t.phase} = 'expired') = (${t.endedAt} is not null) and (${t.endedAt} is null) = (${t.endReason} is null)`,
    ),
    check(
      "subscriptions_running_check",
      sql`${t.phase} not in ('intro', 'recurring') or (${t.startedAt} is not null and ${t.periodStart} < ${t.periodEnd} and ${t.iteration} >= 1)`,
    ),
    check(
      "subscriptions_upcoming_check",
      sql`${t.phase} <> 'upcoming' or (${t.startedAt} is null and ${t.iteration} = 0)`,
    ),
    check(
      "subscriptions_pause_check",
      sql`case when ${t.pausedAt} is null then ${t.pauseUntil} is null and ${t.unusedPremiumMs} is null
        else ${t.phase} in ('intro', 'recurring') and ${t.dunning} = 'none' and ${t.unusedPremiumMs} >= 0 and (${t.pauseUntil} is null or ${t.pauseUntil} > ${t.pausedAt}) end`,
    ),
    check(
      "subscriptions_dunning_facts_check",
      sql`case when ${t.dunning} = 'none' then ${t.dunningSince} is null and ${t.dunningStep} = 0 and not ${t.isDeclineHard}
        else ${t.phase} in ('intro', 'recurring') and ${t.dunningSince} is not null and ${t.dunningStep} >= 0 and not ${t.isNextPaid} end`,
    ),
    check(
      "subscriptions_discount_check",
      sql`(${t.discountPercent} is null) = (${t.discountCycles} is null) and ${t.discountPercent} between 1 and 100 and ${t.discountCycles} between 1 and 1000`,
    ),
    check(
      "subscriptions_next_check_check",
      sql`${t.isMirror} or case when ${t.phase} in ('expired', 'upcoming') then ${t.nextCheckAt} is null
        when ${t.pausedAt} is not null then ${t.nextCheckAt} is not distinct from ${t.pauseUntil}
        else ${t.nextCheckAt} is not null end`,
    ),
  ],
);

export const supportActionKinds = [
  "refund",
  "cancel",
  "uncancel",
  "pause",
  "resume",
  "defer",
  "discount",
  "migrate",
  "charge_now",
  "grant",
  "revoke",
  "extend",
  "transfer",
  "update_email",
  "override_offering",
  "reset_offering",
  "decide",
] as const;

/** What an agent or a key did for a customer, once per key that its dialog made. Null profile: the person was erased. */
export const supportActions = pgTable(
  "support_actions",
  {
    projectId: projectId(),
    id: id(),
    key: text().notNull(),
    kind: text({ enum: supportActionKinds }).notNull(),
    profileId: uuid(),
    subscriptionId: uuid(),
    orderId: uuid(),
    ...actor(),
    reason: text(),
    comment: text(),
    state: text({ enum: ["pending", "done", "failed"] }).notNull(),
    /** What was promised and what came of it, in the words of the action. */
    details: jsonb().$type<Record<string, unknown>>(),
    createdAt: instant().notNull(),
    settledAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    uniqueIndex("support_actions_key_key").on(t.projectId, t.key),
    index("support_actions_profile_idx").on(t.projectId, t.profileId, t.createdAt, t.id),
    index("support_actions_order_idx").on(t.projectId, t.orderId).where(sql`order_id is not null`),
    actorCheck("support_actions", t),
    check("support_actions_state_check", sql`${t.state} in ('pending', 'done', 'failed')`),
    check("support_actions_reason_check", sql`char_length(${t.reason}) <= 256`),
    check("support_actions_comment_check", sql`char_length(${t.comment}) <= 2048`),
    check("support_actions_key_check", sql`char_length(${t.key}) between 1 and 255`),
  ],
);
