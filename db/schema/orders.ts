import { sql } from "drizzle-orm";
import {
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
import {
  environment,
  id,
  instant,
  minor,
  money,
  moneyCheck,
  projectId,
  provider,
  providerCheck,
} from "../columns";
import { profiles } from "./profiles";
import { sessions } from "./sessions";
import { paymentMethods } from "./subscriptions";

export const orderKinds = ["first", "conversion", "renewal", "migration", "one_off"] as const;

/**
 * What is to be paid: one per purchase and one per period of a subscription. Its attempts say how it was tried, its
 * transactions what moved. The only place where an address is kept. Null profile: the person was erased.
 */
export const orders = pgTable(
  "orders",
  {
    projectId: projectId(),
    id: id(),
    profileId: uuid(),
    sessionId: uuid(),
    funnelId: uuid(),
    subscriptionId: uuid(),
    environment: environment(),
    kind: text({ enum: orderKinds }).notNull(),
    /** The period that it pays, as the iteration that it begins; null for what has no periods. */
    iteration: integer(),
    pricePointId: uuid(),
    pricePointVersion: integer(),
    provider: provider().notNull(),
    paymentMethodId: uuid(),
    ...money(),
    settledMinor: minor().notNull(),
    refundedMinor: minor().notNull(),
    /** Asked of the gateway and not yet answered. */
    refundPendingMinor: minor().notNull(),
    state: text({ enum: ["pending", "settled", "declined", "cancelled"] }).notNull(),
    declineCode: text(),
    /** Where a one-off was bought: access that it gave and that was taken away. */
    revokedAt: instant(),
    checkoutIp: text(),
    checkoutUserAgent: text(),
    metadata: jsonb().$type<Record<string, unknown>>(),
    createdAt: instant().notNull(),
    settledAt: instant(),
    version: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    foreignKey({
      name: "orders_profile_fk",
      columns: [t.projectId, t.profileId],
      foreignColumns: [profiles.projectId, profiles.id],
    }).onDelete("restrict"),
    foreignKey({
      name: "orders_session_fk",
      columns: [t.projectId, t.sessionId],
      foreignColumns: [sessions.projectId, sessions.id],
    }).onDelete("restrict"),
    foreignKey({
      name: "orders_payment_method_fk",
      columns: [t.projectId, t.paymentMethodId],
      foreignColumns: [paymentMethods.projectId, paymentMethods.id],
    }).onDelete("restrict"),
    index("orders_profile_idx").on(t.projectId, t.profileId, t.createdAt, t.id),
    index("orders_subscription_idx").on(t.projectId, t.subscriptionId, t.createdAt, t.id),
    index("orders_created_idx").on(t.projectId, t.environment, t.createdAt, t.id),
    index("orders_refunded_idx")
      .on(t.projectId, t.environment, t.createdAt, t.id)
      .where(sql`refunded_minor > 0`),
    moneyCheck("orders", t),
    providerCheck("orders", t),
    check("orders_environment_check", sql`${t.environment} in ('production', 'preview')`),
    check("orders_kind_check", sql`${t.kind} in ('first', 'conversion', 'renewal', 'migration', 'one_off')`),
    check("orders_state_check", sql`${t.state} in ('pending', 'settled', 'declined', 'cancelled')`),
    check(
      "orders_amounts_check",
      sql`${t.amountMinor} >= 0 and ${t.settledMinor} between 0 and ${t.amountMinor} and ${t.refundedMinor} >= 0 and ${t.refundPendingMinor} >= 0 and ${t.refundedMinor} + ${t.refundPendingMinor} <= ${t.settledMinor}`,
    ),
  ],
);

export const attemptKinds = ["first", "renewal", "migration", "one_off", "refund"] as const;
export const attemptStates = [
  "created",
  "sent",
  "unknown",
  "action_required",
  "succeeded",
  "declined",
  "not_executed",
  "parked",
] as const;

/**
 * One try to move money. Its id is the gateway's idempotency key, and its row is committed before the gateway is
 * called. Open is: created, sent, unknown, action_required, parked; while open, no other attempt for the same thing.
 */
export const chargeAttempts = pgTable(
  "charge_attempts",
  {
    projectId: projectId(),
    id: id(),
    orderId: uuid().notNull(),
    subscriptionId: uuid(),
    kind: text({ enum: attemptKinds }).notNull(),
    /** The iteration that a renewal pays. */
    periodKey: text(),
    provider: provider().notNull(),
    paymentMethodId: uuid(),
    ...money(),
    retryStep: smallint(),
    state: text({ enum: attemptStates }).notNull(),
    /** The support action that asked for it. */
    supportActionId: uuid(),
    /** Of a refund: access stays. */
    keepsAccess: boolean(),
    providerReference: text(),
    declineCode: text(),
    /** What the buyer must open, for 3-D Secure. */
    actionUrl: text(),
    /** Where the gateway sends the buyer back to afterwards. */
    returnUrl: text(),
    createdAt: instant().notNull(),
    sentAt: instant(),
    settledAt: instant(),
    lookups: smallint().notNull(),
    /** When the janitor asks the gateway; set from the beginning, so a process that died is found. Null once settled. */
    nextLookupAt: instant(),
    parkedReason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    foreignKey({
      name: "charge_attempts_order_fk",
      columns: [t.projectId, t.orderId],
      foreignColumns: [orders.projectId, orders.id],
    }).onDelete("restrict"),
    index("charge_attempts_order_idx").on(t.projectId, t.orderId, t.createdAt),
    index("charge_attempts_lookup_idx")
      .on(t.projectId, t.nextLookupAt)
      .where(sql`next_lookup_at is not null`),
    uniqueIndex("charge_attempts_open_subscription_key")
      .on(t.projectId, t.subscriptionId)
      .where(
        sql`kind <> 'refund' and subscription_id is not null and state in ('created', 'sent', 'unknown', 'action_required', 'parked')`,
      ),
    uniqueIndex("charge_attempts_open_order_key")
      .on(t.projectId, t.orderId)
      .where(sql`state in ('created', 'sent', 'unknown', 'action_required', 'parked')`),
    uniqueIndex("charge_attempts_paid_period_key")
      .on(t.projectId, t.subscriptionId, t.periodKey)
      .where(sql`kind = 'renewal' and state = 'succeeded'`),
    uniqueIndex("charge_attempts_paid_order_key")
      .on(t.projectId, t.orderId)
      .where(sql`kind <> 'refund' and state = 'succeeded'`),
    moneyCheck("charge_attempts", t),
    providerCheck("charge_attempts", t),
    check("charge_attempts_amount_check", sql`${t.amountMinor} > 0`),
    check(
      "charge_attempts_kind_check",
      sql`${t.kind} in ('first', 'renewal', 'migration', 'one_off', 'refund') and (${t.kind} = 'renewal') = (${t.periodKey} is not null) and (${t.kind} <> 'renewal' or ${t.subscriptionId} is not null)`,
    ),
    check(
      "charge_attempts_state_check",
      sql`case when ${t.state} in ('created', 'sent', 'unknown', 'action_required') then ${t.nextLookupAt} is not null and ${t.settledAt} is null
        when ${t.state} = 'parked' then ${t.nextLookupAt} is null and ${t.settledAt} is null and ${t.parkedReason} is not null
        when ${t.state} in ('succeeded', 'declined', 'not_executed') then ${t.nextLookupAt} is null and ${t.settledAt} is not null
        else false end`,
    ),
  ],
);
