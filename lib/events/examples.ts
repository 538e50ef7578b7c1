import { type EventType, type SubscriptionEventType, subscriptionEventTypes } from "./catalogue";
import type { EventData } from "./data";

const ids = {
  project: "prj_01kajk0000ev5vkrhbcve7b4qs",
  event: "evt_01kajk2m9tfqgr1c0sxs5z8w3n",
  profile: "pro_7r4cg3z0qshh6990kpw3grrj88",
  other: "pro_2yxdrfant8hx4r0jw0a10218gs",
  session: "ses_5qv1d8w3n2h9m6k4t7x0c9r1bz",
  funnel: "fun_3c8r1n5w9t2h6m0k4x7q1v8d5z",
  order: "ord_01kajk2k5zf7q8r1c0sxs5z8w3",
  transaction: "txn_01kajk2m0zf7q8r1c0sxs5z8w3",
  subscription: "sub_01kajk2k60f7q8r1c0sxs5z8w3",
  grant: "grt_01kajk4c0zf7q8r1c0sxs5z8w3",
} as const;

const visit = { session_id: ids.session, funnel_id: ids.funnel };
const price = { amount: "9.99", amountMinor: 999, currency: "USD" };

const paid: EventData["order.settled"] = {
  order_id: ids.order,
  subscription_id: ids.subscription,
  ...visit,
  kind: "renewal",
  iteration: 3,
  transaction_id: ids.transaction,
  provider: "stripe",
  provider_transaction_id: "pi_3SVn2K2eZvKYlo2C1a8bXr4d",
  price,
  amount: price,
  retry_step: null,
  occurred_at: "2026-11-20T08:00:04.000Z",
};

const subscription: EventData["subscription.renewing"]["subscription"] = {
  id: ids.subscription,
  customer: ids.profile,
  status: ["RECURRING"],
  is_active: true,
  is_mirror: false,
  environment: "production",
  provider: "stripe",
  provider_subscription_id: null,
  price_point: "premium-monthly-usd",
  price_point_version: 1,
  price,
  started_at: "2026-09-20T10:00:00.000Z",
  iteration: 3,
  current_period_starts_at: "2026-11-20T10:00:00.000Z",
  current_period_ends_at: "2026-12-20T10:00:00.000Z",
  next_check_at: "2026-12-20T08:00:00.000Z",
  next_payment_at: "2026-12-20T08:00:00.000Z",
  auto_renew: true,
  paused_at: null,
  pause_until: null,
  unused_premium_after_pause_seconds: null,
  discount_percent: null,
  discount_cycles: null,
  follows: null,
  successor: null,
  initial_order: ids.order,
  session: ids.session,
  funnel: ids.funnel,
  metadata: null,
  missed_periods: 0,
  parked_reason: null,
  ended_at: null,
  end_reason: null,
};

type Changed = Partial<typeof subscription>;
const unrenewed = {
  auto_renew: false,
  next_payment_at: null,
  next_check_at: subscription.current_period_ends_at,
};
const unpaid = { next_check_at: "2026-12-22T08:00:00.000Z", next_payment_at: "2026-12-22T08:00:00.000Z" };
const trial: Changed = {
  status: ["INTRO"],
  iteration: 1,
  started_at: subscription.current_period_starts_at,
  current_period_ends_at: "2026-11-27T10:00:00.000Z",
  next_check_at: "2026-11-27T08:00:00.000Z",
  next_payment_at: "2026-11-27T08:00:00.000Z",
};

/** How the subscription stands after each of its events. */
const moves: Record<SubscriptionEventType, Changed> = {
  "subscription.starting_trial": trial,
  "subscription.convertion": { iteration: 2 },
  "subscription.renewing": {},
  "subscription.unsubscription": { status: ["RECURRING", "AUTORENEW_OFF"], ...unrenewed },
  "subscription.recovering_autorenew": {},
  "subscription.planning_postponed_subscription": {
    status: ["UPCOMING"],
    is_active: false,
    iteration: 0,
    started_at: null,
    current_period_starts_at: null,
    current_period_ends_at: null,
    next_check_at: null,
    next_payment_at: null,
    price_point: "premium-yearly-usd",
    price: { amount: "59.99", amountMinor: 5999, currency: "USD" },
    follows: "sub_01kajk2k61f7q8r1c0sxs5z8w3",
  },
  "subscription.pausing": {
    status: ["RECURRING", "PAUSED"],
    is_active: false,
    paused_at: "2026-11-25T10:00:00.000Z",
    pause_until: "2026-12-25T10:00:00.000Z",
    next_check_at: "2026-12-25T10:00:00.000Z",
    next_payment_at: null,
    unused_premium_after_pause_seconds: 2_160_000,
  },
  "subscription.resuming": {
    current_period_ends_at: "2027-01-19T10:00:00.000Z",
    next_check_at: "2027-01-19T08:00:00.000Z",
    next_payment_at: "2027-01-19T08:00:00.000Z",
  },
  "subscription.defering": {
    next_check_at: "2027-01-03T08:00:00.000Z",
    next_payment_at: "2027-01-03T08:00:00.000Z",
    current_period_ends_at: "2027-01-03T10:00:00.000Z",
  },
  "subscription.start_grace": { status: ["RECURRING", "GRACE", "RETRY"], ...unpaid },
  "subscription.finish_grace": { status: ["RECURRING", "RETRY"], is_active: false, ...unpaid },
  "subscription.start_retry": { status: ["RECURRING", "RETRY"], is_active: false, ...unpaid },
  "subscription.recovering": {},
  "subscription.expiration": {
    status: ["EXPIRED"],
    is_active: false,
    auto_renew: false,
    next_check_at: null,
    next_payment_at: null,
    ended_at: subscription.current_period_ends_at,
    end_reason: "cancelled",
  },
};

const ofSubscriptions = Object.fromEntries(
  subscriptionEventTypes.map((type) => [type, { subscription: { ...subscription, ...moves[type] } }]),
) as { [Type in SubscriptionEventType]: EventData[Type] }; // one for each, by construction

const entitlement = { id: "ent_01kajk0c0zf7q8r1c0sxs5z8w3", key: "premium", name: "Premium" };
const merge = {
  merge_id: "mrg_01kajk3c0zf7q8r1c0sxs5z8w3",
  customer_id: ids.profile,
  profile_ids: [ids.other],
};
const oneoff = {
  order_id: ids.order,
  ...visit,
  price: { amount: "129.00", amountMinor: 12_900, currency: "USD" },
};

/** The `data` of one event of each type. */
export const exampleData: EventData = {
  "profile.created": { ...visit, user_id: null },
  "profile.updated": {
    ...visit,
    email: "mia.larsen@example.com",
    user_id: "user_4711",
    previous: { email: "mia@example.com" },
  },
  "profile.merged": {
    ...merge,
    merged_id: ids.other,
    rule: "picked",
    reason: "Wrote from her other address about the same order",
  },
  "profile.unmerged": { ...merge, restored_id: ids.other, reason: "Sisters who share a phone" },
  "profile.erased": { erasure_id: "era_01kajk5c0zf7q8r1c0sxs5z8w3", profile_ids: [ids.profile] },
  "onboarding.started": { ...visit, url: "https://quiz.example.com/sleep?utm_source=newsletter" },
  "onboarding.completed": visit,
  "consent.updated": { ...visit, purpose: "marketing", state: "granted", policy_version: "2026-09" },
  "attributes.updated": {
    attributes: { goal: "sleep", plan: null },
    previous: { goal: "focus", plan: "basic" },
  },
  "note.created": { note_id: "note_01kajk6c0zf7q8r1c0sxs5z8w3", body: "Asked for an **invoice** by post." },
  "purchase.completed": paid,
  "order.settled": paid,
  "order.declined": { ...paid, retry_step: 1, decline_code: "insufficient_funds" },
  "refund.settled": {
    order_id: ids.order,
    subscription_id: ids.subscription,
    ...visit,
    transaction_id: "txn_01kajk7c0zf7q8r1c0sxs5z8w3",
    provider: "stripe",
    provider_transaction_id: "re_3SVn2K2eZvKYlo2C1q0eT5wz",
    amount_refunded: { amount: "4.99", amountMinor: 499, currency: "USD" },
    kept_access: true,
    occurred_at: "2026-11-21T09:30:00.000Z",
  },
  "dispute.opened": {
    dispute_id: "dsp_01kajk8c0zf7q8r1c0sxs5z8w3",
    order_id: ids.order,
    subscription_id: ids.subscription,
    ...visit,
    psp_dispute_id: "dp_1SVn2K2eZvKYlo2CkQ7h",
    processor: "stripe",
    amount: price,
    reason: "fraudulent",
    occurred_at: "2026-11-24T16:12:00.000Z",
  },
  "oneoff.granted": oneoff,
  "oneoff.revoked": oneoff,
  ...ofSubscriptions,
  "entitlement.granted": { grant_id: ids.grant, entitlement, expires_at: "2026-12-20T10:00:00.000Z" },
  "entitlement.revoked": { grant_id: ids.grant, entitlement, expires_at: "2026-12-20T10:00:00.000Z" },
  "offering.overridden": {
    offering: { id: "off_01kajk9c0zf7q8r1c0sxs5z8w3", key: "spring", name: "Spring offer" },
  },
};

/** A whole body, as an endpoint with full payloads is sent it. */
export function exampleBody(type: EventType) {
  const data = exampleData[type];
  return {
    id: ids.event,
    type,
    timestamp: "2026-11-20T10:00:00.000Z",
    created_at: 1_795_168_800,
    project_id: ids.project,
    is_sandbox: false,
    profile_id: ids.profile,
    sequence: 42,
    session_id: "session_id" in data ? (data.session_id ?? null) : null,
    funnel_id: "funnel_id" in data ? (data.funnel_id ?? null) : null,
    profile: {
      id: ids.profile,
      email: "mia.larsen@example.com",
      user_id: "user_4711",
      app_user_id: "user_4711",
      aliases: ["user_4711"],
      country: "DK",
      locale: "da-DK",
      time_zone: "Europe/Copenhagen",
      user_agent: "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1",
      created_at: 1_789_890_000,
    },
    data,
  };
}
