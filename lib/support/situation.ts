import type { orders } from "../../db/schema/orders";
import type { Plan, Terms } from "../billing/facts";
import type { SubscriptionRow } from "../subscriptions/held";

/** All that decides what can be done with a subscription, and what would follow. */
export type Situation = {
  row: SubscriptionRow;
  plan: Plan;
  /** The project's time. */
  now: Date;
  /** Of one that has not begun: the subscription whose end it waits for. */
  former: SubscriptionRow | null;
  /** A charge whose outcome is not known yet, or a refund that may end it. */
  hasOpenCharge: boolean;
  hasMethod: boolean;
  /** The gateway that holds the card can be asked. */
  hasGateway: boolean;
  isChargingPaused: boolean;
  /** What of the present period's payment was kept. */
  paidMinor: bigint;
};

export type Order = typeof orders.$inferSelect;

/** All that decides whether an order can be refunded. */
export type OrderSituation = {
  order: Order;
  /** How the gateway knows the charge; null where it does not. */
  chargeReference: string | null;
  hasGateway: boolean;
  /** Of the subscription that it paid for. */
  subscription: Situation | null;
};

/** The price point that a subscription is to go on with. */
export type Target = { id: string; ident: string; version: number; isArchived: boolean; terms: Terms | null };

/** What a person may want of a subscription. */
export type Act =
  | { kind: "cancel" }
  | { kind: "uncancel" }
  | { kind: "pause"; until: Date | null }
  | { kind: "resume" }
  | { kind: "defer"; until: Date }
  | { kind: "discount"; percent: number; cycles: number }
  | { kind: "charge_now" }
  | { kind: "migrate"; target: Target; strategy: Strategy; strict: boolean };

export const strategies = ["delayed_start", "price_prorate"] as const;
export type Strategy = (typeof strategies)[number];
