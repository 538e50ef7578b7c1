import { sql } from "drizzle-orm";
import { boolean, check, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import {
  actor,
  actorCheck,
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

export const transactionKinds = ["charge", "refund", "dispute", "dispute_reversal"] as const;

/**
 * The ledger: money that moved, or was refused. What came in is positive, what went back negative, what was declined
 * moved nothing. Append-only; erasure may empty who it was.
 */
export const transactions = pgTable(
  "transactions",
  {
    projectId: projectId(),
    id: id(),
    profileId: uuid(),
    sessionId: uuid(),
    funnelId: uuid(),
    subscriptionId: uuid(),
    orderId: uuid(),
    attemptId: uuid(),
    environment: environment(),
    kind: text({ enum: transactionKinds }).notNull(),
    status: text({ enum: ["succeeded", "declined"] }).notNull(),
    ...money(),
    amountUsdMinor: minor(),
    /** Dollars for one unit of the currency, as the source wrote it. */
    fxRate: text(),
    fxDay: text(),
    fxSource: text(),
    provider: provider().notNull(),
    providerTransactionId: text(),
    methodBrand: text(),
    methodLastFour: text(),
    declineCode: text(),
    /** The provider's time. */
    occurredAt: instant().notNull(),
    receivedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    index("transactions_profile_idx").on(t.projectId, t.profileId, t.occurredAt, t.id),
    index("transactions_session_idx").on(t.projectId, t.sessionId).where(sql`session_id is not null`),
    index("transactions_order_idx").on(t.projectId, t.orderId),
    index("transactions_subscription_idx")
      .on(t.projectId, t.subscriptionId, t.occurredAt, t.id)
      .where(sql`subscription_id is not null`),
    index("transactions_time_idx").on(t.projectId, t.environment, t.occurredAt, t.id),
    index("transactions_declined_idx")
      .on(t.projectId, t.environment, t.occurredAt, t.id)
      .where(sql`status = 'declined'`),
    index("transactions_funnel_idx")
      .on(t.projectId, t.funnelId, t.occurredAt)
      .where(sql`funnel_id is not null`),
    index("transactions_last_four_idx").on(t.projectId, t.methodLastFour, t.occurredAt),
    index("transactions_amount_idx").on(t.projectId, t.currency, t.amountMinor, t.occurredAt),
    index("transactions_provider_id_idx").on(t.projectId, t.providerTransactionId),
    uniqueIndex("transactions_provider_key")
      .on(t.projectId, t.provider, t.providerTransactionId, t.kind, t.status)
      .where(sql`provider_transaction_id is not null`),
    moneyCheck("transactions", t),
    providerCheck("transactions", t),
    check("transactions_environment_check", sql`${t.environment} in ('production', 'preview')`),
    check(
      "transactions_kind_check",
      sql`${t.kind} in ('charge', 'refund', 'dispute', 'dispute_reversal') and ${t.status} in ('succeeded', 'declined')`,
    ),
    check(
      "transactions_sign_check",
      sql`case when ${t.kind} in ('charge', 'dispute_reversal') then ${t.amountMinor} > 0 else ${t.amountMinor} < 0 end`,
    ),
    check(
      "transactions_usd_check",
      sql`(${t.amountUsdMinor} is null) = (${t.fxRate} is null) and (${t.fxRate} is null) = (${t.fxDay} is null) and (${t.fxDay} is null) = (${t.fxSource} is null)`,
    ),
    check("transactions_last_four_check", sql`${t.methodLastFour} ~ '^[0-9]{4}$'`),
  ],
);

/** Money that the gateway gave back, once it said so. Append-only; erasure may empty who it was and the free text. */
export const refunds = pgTable(
  "refunds",
  {
    projectId: projectId(),
    id: id(),
    profileId: uuid(),
    orderId: uuid().notNull(),
    attemptId: uuid(),
    transactionId: uuid().notNull(),
    ...money(),
    keptAccess: boolean().notNull(),
    reason: text(),
    comment: text(),
    ...actor(),
    occurredAt: instant().notNull(),
    receivedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    index("refunds_order_idx").on(t.projectId, t.orderId),
    index("refunds_profile_idx").on(t.projectId, t.profileId),
    uniqueIndex("refunds_attempt_key").on(t.projectId, t.attemptId).where(sql`attempt_id is not null`),
    moneyCheck("refunds", t),
    actorCheck("refunds", t),
    check("refunds_amount_check", sql`${t.amountMinor} > 0`),
  ],
);

/** A payment that the buyer contests at their bank. */
export const disputes = pgTable(
  "disputes",
  {
    projectId: projectId(),
    id: id(),
    profileId: uuid(),
    orderId: uuid(),
    provider: provider().notNull(),
    providerDisputeId: text().notNull(),
    environment: environment(),
    ...money(),
    state: text({ enum: ["open", "won", "lost"] }).notNull(),
    reason: text(),
    openedAt: instant().notNull(),
    dueAt: instant(),
    closedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    uniqueIndex("disputes_provider_key").on(t.projectId, t.provider, t.providerDisputeId),
    index("disputes_profile_idx").on(t.projectId, t.profileId),
    index("disputes_opened_idx").on(t.projectId, t.environment, t.openedAt, t.id),
    index("disputes_order_idx").on(t.projectId, t.orderId).where(sql`order_id is not null`),
    moneyCheck("disputes", t),
    providerCheck("disputes", t),
    check(
      "disputes_state_check",
      sql`${t.state} in ('open', 'won', 'lost') and (${t.state} = 'open') = (${t.closedAt} is null)`,
    ),
    check("disputes_amount_check", sql`${t.amountMinor} > 0`),
  ],
);
