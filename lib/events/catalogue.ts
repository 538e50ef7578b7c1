export const subscriptionEventTypes = [
  "subscription.starting_trial",
  "subscription.convertion",
  "subscription.renewing",
  "subscription.unsubscription",
  "subscription.recovering_autorenew",
  "subscription.planning_postponed_subscription",
  "subscription.pausing",
  "subscription.resuming",
  "subscription.defering",
  "subscription.start_grace",
  "subscription.finish_grace",
  "subscription.start_retry",
  "subscription.recovering",
  "subscription.expiration",
] as const;

/** Facts that endpoints can subscribe to, in the spelling that receivers know. */
export const eventTypes = [
  "profile.created",
  "profile.updated",
  "profile.merged",
  "profile.unmerged",
  "profile.erased",
  "onboarding.started",
  "onboarding.completed",
  "consent.updated",
  "attributes.updated",
  "note.created",
  "purchase.completed",
  "order.settled",
  "order.declined",
  "refund.settled",
  "dispute.opened",
  "oneoff.granted",
  "oneoff.revoked",
  ...subscriptionEventTypes,
  "entitlement.granted",
  "entitlement.revoked",
  "offering.overridden",
] as const;

export type EventType = (typeof eventTypes)[number];
export type SubscriptionEventType = (typeof subscriptionEventTypes)[number];
