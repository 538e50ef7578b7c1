import type { Environment, InboundProvider, PeriodUnit } from "../../db/columns";
import type { dunnings, phases } from "../../db/schema/subscriptions";
import type { Amount } from "../core/money";

/** Every name of a person that an event says. `customerId` is the provider's own: `cus_…`, a payer id, an app user id. */
export type Names = {
  customerId: string;
  /** A profile of ours that the checkout handed to the provider, as its shown id. */
  profileId?: string;
  /** The same, where the buyer's browser handed it over: anybody can name anybody's there. */
  claimedProfileId?: string;
  userId?: string;
  /** All other ids of the person at the provider or in the app, anonymous ones included. */
  aliases?: string[];
  email?: string;
  /** Addresses of before. */
  emailAliases?: string[];
};

export type CustomerFact = {
  subject: "customer";
  /** The provider's id of the customer. */
  id: string;
  names: Names;
  attributes?: Record<string, string>;
  /** Where the person came from, as the provider's attribution partners say. */
  attribution?: { source?: string; medium?: string; campaign?: string; content?: string; term?: string };
  country?: string;
  /** The people of these ids at the provider are this one from now on (RevenueCat's TRANSFER): suggested, never merged. */
  sameAs?: string[];
};

/** A product as its provider names it, with what an event says of its price; enough to sell it here. */
export type ProductFact = {
  id: string;
  name?: string;
  price?: Amount;
  period?: { unit: PeriodUnit; count: number };
  /** Keys of what it opens. */
  entitlements?: string[];
};

/** What an event says of a subscription. What it does not say keeps the value of the event before. */
export type SubscriptionFact = {
  subject: "subscription";
  id: string;
  customerId?: string;
  product?: ProductFact;
  /** The provider's own count or time of this state, where it has one that is finer than the time of the event. */
  version?: number;
  phase?: (typeof phases)[number];
  autoRenew?: boolean;
  startedAt?: string;
  /** Alone, without `periodEnd`: from here on it is paid for one more period of its product. */
  periodStart?: string;
  periodEnd?: string;
  /**
   * Null ends the pause. `since` may lie ahead, where the pause is announced. `until` null means open-ended, and left out
   * what was said of it before.
   */
  pause?: { since: string; until?: string | null } | null;
  dunning?: (typeof dunnings)[number];
  iteration?: number;
  endedAt?: string | null;
  endReason?: "cancelled" | "unpaid" | "refunded" | "migrated" | "ended_by_provider" | "never_started";
  isTrial?: boolean;
};

/**
 * Money that moved or was refused there; `id` is the provider's own name of that movement, by which it is kept once.
 * Several events may tell of one payment: what one leaves out another may say. A refund that is `declined` after it
 * succeeded was taken back.
 */
export type PaymentFact = {
  subject: "payment";
  id: string;
  kind: "charge" | "refund" | "dispute_reversal";
  status: "succeeded" | "declined";
  amount: Amount;
  customerId?: string;
  subscriptionId?: string;
  /** Of a refund: the charge that it gives back. */
  chargeId?: string;
  /** The invoice that it pays, where the provider keeps the subscription there: see InvoiceFact. */
  invoiceId?: string;
  /** The attempt of our own engine that moved it, as a uuid: its order and transaction are here already. */
  attemptId?: string;
  /** Of ours, from what the checkout handed over, as shown ids. */
  orderId?: string;
  sessionId?: string;
  /** What was bought, where it is no subscription. */
  product?: ProductFact;
  method?: { brand?: string; lastFour?: string };
  declineCode?: string;
  /** Who took the money, where the provider only tells of it: of those who tell us themselves it is not counted again. */
  via?: InboundProvider[];
  /** ISO 8601; the provider's time of the movement. */
  at: string;
};

/** No money of its own: payments that name it by `invoiceId` belong to its subscription. */
export type InvoiceFact = {
  subject: "payment";
  id: string;
  kind: "invoice";
  customerId?: string;
  subscriptionId: string;
  at: string;
};

export type DisputeFact = {
  subject: "dispute";
  id: string;
  chargeId: string;
  amount: Amount;
  state: "open" | "won" | "lost";
  reason?: string;
  dueAt?: string;
  /** When it came to be in this state. */
  at: string;
  via?: InboundProvider[];
};

export type Fact = CustomerFact | SubscriptionFact | PaymentFact | InvoiceFact | DisputeFact;

/** What a raw event says, in our words. Pure: the same bytes under the same settings always say the same. */
export type Parsed = {
  /** The provider's own id of the event; where it has none, made of its bytes. */
  providerEventId: string;
  /** As the provider names it; where the project renamed it, by the provider's own name. */
  type: string;
  /** The provider's time; null where it says none. */
  occurredAt: Date | null;
  environment: Environment;
  /**
   * Whose timeline shows it. Null where the event names nobody: then it is about whoever has the subscription, charge or
   * invoice that its facts name, or about nobody.
   */
  customer: Names | null;
  /** Facts in the order in which they hold. None where the type is unknown, which is no error. */
  facts: Fact[];
  isKnown: boolean;
  /** One sentence for the timeline, without personal data, such as "Renewed Pro monthly for $9.99". */
  words: string;
};
