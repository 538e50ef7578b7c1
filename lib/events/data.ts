import type { z } from "zod";
import { type SubscriptionEventType, subscriptionEventTypes } from "./catalogue";
import * as customer from "./customer-data";
import * as money from "./money-data";
import { subscriptionMoved } from "./subscription-data";

const ofSubscriptions = Object.fromEntries(
  subscriptionEventTypes.map((type) => [type, subscriptionMoved]),
) as Record<SubscriptionEventType, typeof subscriptionMoved>; // one for each, by construction

/** What the events of each type carry as `data`. Those of a person who was erased keep only ids. */
export const eventData = {
  "profile.created": customer.profileCreated,
  "profile.updated": customer.profileUpdated,
  "profile.merged": customer.profileMerged,
  "profile.unmerged": customer.profileUnmerged,
  "profile.erased": customer.profileErased,
  "onboarding.started": customer.onboardingStarted,
  "onboarding.completed": customer.onboardingCompleted,
  "consent.updated": customer.consentUpdated,
  "attributes.updated": customer.attributesUpdated,
  "note.created": customer.noteCreated,
  "purchase.completed": money.orderSettled,
  "order.settled": money.orderSettled,
  "order.declined": money.orderDeclined,
  "refund.settled": money.refundSettled,
  "dispute.opened": money.disputeOpened,
  "oneoff.granted": money.oneoff,
  "oneoff.revoked": money.oneoff,
  ...ofSubscriptions,
  "entitlement.granted": customer.entitlementGranted,
  "entitlement.revoked": customer.entitlementRevoked,
  "offering.overridden": customer.offeringOverridden,
};

export type EventData = { [Type in keyof typeof eventData]: z.input<(typeof eventData)[Type]> };
