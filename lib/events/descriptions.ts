import { type EventType, eventTypes, type SubscriptionEventType } from "./catalogue";

/** With the words over each. */
export const eventGroups = {
  profiles: "Profiles",
  visits: "Visits",
  work: "Customer work",
  payments: "Payments",
  subscriptions: "Subscriptions",
  access: "Access",
} as const;
export type EventGroup = keyof typeof eventGroups;
export const eventGroupNames = Object.keys(eventGroups) as EventGroup[]; // its own keys

export type Description = {
  group: EventGroup;
  /** What happened. */
  words: string;
  /** Who or what it comes from. */
  by: string;
  /** What a receiver should know beyond that. */
  note?: string;
};

const browser = "The customer's browser";
const person = "A person in the console, or the API";
const engine = "The billing engine";
const money = "The billing engine, a connected provider, or the API that records a payment";
const support = "A person in the support tool, or the API";

const subscriptions: Record<SubscriptionEventType, Omit<Description, "group">> = {
  "subscription.starting_trial": { words: "A trial began, free or paid.", by: engine },
  "subscription.convertion": {
    words: "A trial ended with a payment: the subscription recurs from now on.",
    by: engine,
    note: "Spelled as FunnelFox Billing's receivers know it.",
  },
  "subscription.renewing": { words: "A further paid period began.", by: engine },
  "subscription.unsubscription": {
    words: "Renewal was turned off. Access lasts until the period ends.",
    by: "The customer, a person in the support tool, or a provider",
  },
  "subscription.recovering_autorenew": {
    words: "Renewal was turned on again before the period ended.",
    by: "The customer, a person in the support tool, or a provider",
  },
  "subscription.planning_postponed_subscription": {
    words: "Another subscription was put in line: it begins when the present one ends.",
    by: support,
    note: "Carries the subscription that waits.",
  },
  "subscription.pausing": { words: "It was paused. Access ends, and the paid rest is kept.", by: support },
  "subscription.resuming": {
    words: "A pause is over. Access lasts as long as what was left.",
    by: "A person in the support tool, or the billing engine on the date that was set",
  },
  "subscription.defering": {
    words: "The next payment was put off.",
    by: support,
    note: "Spelled as FunnelFox Billing's receivers know it.",
  },
  "subscription.start_grace": {
    words: "A payment failed. Access goes on while it is tried again.",
    by: engine,
  },
  "subscription.finish_grace": { words: "The time of grace is over, and access with it.", by: engine },
  "subscription.start_retry": { words: "The payment is tried again, without access.", by: engine },
  "subscription.recovering": {
    words: "A payment that had failed came through. Periods count from that day.",
    by: engine,
  },
  "subscription.expiration": {
    words: "It ended, and access with it.",
    by: engine,
    note: "`end_reason` says why: cancelled, unpaid, refunded, migrated or another.",
  },
};

const inSubscriptions = Object.fromEntries(
  Object.entries(subscriptions).map(([type, told]) => [type, { group: "subscriptions", ...told }]),
) as Record<SubscriptionEventType, Description>; // the same keys

/** What each type means to those who receive it. */
export const eventDescriptions: Record<EventType, Description> = {
  "profile.created": {
    group: "profiles",
    words:
      "A visitor was seen for the first time, or a customer was made by the API or by a provider's event.",
    by: "The customer's browser, the API, or a connected provider",
  },
  "profile.updated": {
    group: "profiles",
    words: "Email, user id, an alias or the tags of a customer changed.",
    by: "The customer's browser, a person in the console, the API, or a connected provider",
    note: "Not sent when the same value is set again.",
  },
  "profile.merged": {
    group: "profiles",
    words: "Two customers became one.",
    by: person,
    note: "Later events of the joined profiles name the customer who stays in `profile.id`.",
  },
  "profile.unmerged": { group: "profiles", words: "A merge was taken back.", by: person },
  "profile.erased": {
    group: "profiles",
    words: "A person was erased for good. Erase what you keep of them too.",
    by: "The worker, once an erasure is done",
    note: "Events of the person that are sent again after that carry ids only.",
  },
  "onboarding.started": {
    group: "visits",
    words: "A visit to a funnel began.",
    by: browser,
  },
  "onboarding.completed": {
    group: "visits",
    words: "The visit reached a final screen of its funnel.",
    by: browser,
    note: "Answers are not in it: read them with `GET /api/v1/sessions/{session}` by `session_id`.",
  },
  "consent.updated": {
    group: "work",
    words: "A consent was given or taken back.",
    by: "The customer's browser, a person in the console, or the API",
  },
  "attributes.updated": {
    group: "work",
    words: "Attributes were set, changed or deleted.",
    by: person,
  },
  "note.created": { group: "work", words: "Somebody wrote a note about the customer.", by: person },
  "purchase.completed": {
    group: "payments",
    words: "Money came in: a first payment, a renewal, or a thing bought once.",
    by: money,
    note: "Its data are those of `order.settled`. A free trial settles an order and is no purchase.",
  },
  "order.settled": { group: "payments", words: "An order was paid, or was free.", by: money },
  "order.declined": {
    group: "payments",
    words: "A payment was refused.",
    by: money,
    note: "It may be tried again: `retry_step` counts, and the subscription's own events say what follows.",
  },
  "refund.settled": {
    group: "payments",
    words: "Money went back to the customer.",
    by: money,
    note: "Once it is confirmed, never when it is asked for.",
  },
  "dispute.opened": {
    group: "payments",
    words: "The customer contests a payment at their bank.",
    by: "A connected provider",
  },
  "oneoff.granted": {
    group: "payments",
    words: "A thing that is bought once was paid, and given.",
    by: engine,
  },
  "oneoff.revoked": {
    group: "payments",
    words: "A thing that was bought once was taken away after a refund.",
    by: engine,
  },
  ...inSubscriptions,
  "entitlement.granted": {
    group: "access",
    words: "Access was granted by hand, extended, or taken over from another customer.",
    by: support,
    note: "Access that a subscription gives is told by the subscription's events.",
  },
  "entitlement.revoked": {
    group: "access",
    words: "Access that was granted by hand was revoked, or handed to another customer.",
    by: support,
    note: "A grant that ends on its date raises no event: `expires_at` has said it.",
  },
  "offering.overridden": {
    group: "access",
    words: "The offering that a customer sees was chosen by hand, or set back.",
    by: support,
  },
};

export function typesIn(group: EventGroup): EventType[] {
  return eventTypes.filter((type) => eventDescriptions[type].group === group);
}
