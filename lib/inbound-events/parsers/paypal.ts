import type { IntegrationSettings } from "../../../db/schema/integrations";
import { findId } from "../../core/ids";
import { type Amount, formatMoney } from "../../core/money";
import type { DisputeFact, Fact, Names, PaymentFact, SubscriptionFact } from "../facts";
import type { JsonReader } from "../json-reader";
import {
  asWords,
  compact,
  country,
  customerFact,
  email,
  type Meaning,
  type Parser,
  unknownEvent,
} from "../parser";
import { absolute, decimalAmount, isoTime, readTime } from "../spellings";

type Said = { node: JsonReader; type: string; at: Date; names: Names | null };
type Told = { facts: (Fact | null)[]; words: string };

export const paypalParser: Parser = {
  version: 2,

  head: (event) => ({
    providerEventId: event.text("id"),
    type: event.text("event_type") ?? "unnamed",
    occurredAt: readTime(event.text("create_time")) ?? null,
    environment: isSandbox(event) ? "preview" : "production",
  }),

  meaning(event, head, settings): Meaning {
    const node = event.at("resource");
    const names = namesOf(node, settings);
    const tell = taleOf(head.type);
    if (!tell || !node.isThere) return unknownEvent(head, names);
    const { facts, words } = tell({ node, names, type: head.type, at: head.occurredAt ?? new Date(0) });
    const said = facts.filter((fact): fact is Fact => fact !== null);
    return { customer: names, facts: names ? [person(node, names), ...said] : said, isKnown: true, words };
  },
};

/** An event says where it is from only by the addresses under which it is to be had again. */
function isSandbox(event: JsonReader): boolean {
  const [link] = [...event.list("links"), ...event.list("resource.links")];
  return link?.text("href")?.startsWith("https://api.sandbox.paypal.com/") ?? false;
}

function taleOf(type: string): ((said: Said) => Told) | undefined {
  if (
    /^BILLING\.SUBSCRIPTION\.(CREATED|ACTIVATED|UPDATED|EXPIRED|CANCELLED|SUSPENDED|RE-ACTIVATED|PAYMENT\.FAILED)$/.test(
      type,
    )
  )
    return subscription;
  if (/^PAYMENT\.(SALE|CAPTURE)\.(COMPLETED|DENIED|DECLINED|PENDING)$/.test(type)) return payment;
  if (/^PAYMENT\.(SALE|CAPTURE)\.(REFUNDED|REVERSED)$/.test(type)) return refund;
  return /^CUSTOMER\.DISPUTE\.(CREATED|UPDATED|RESOLVED)$/.test(type) ? dispute : undefined;
}

/**
 * `custom_id` is what the checkout handed over: our profile's id, or the project's own of its user. Where the order is made
 * by PayPal's buttons, that checkout is the buyer's browser.
 */
function namesOf(node: JsonReader, { userIdField }: IntegrationSettings): Names | null {
  const custom = userIdField === "none" ? undefined : node.text("custom_id", "custom");
  const claimedProfileId = custom && findId("profile", custom) ? custom : undefined;
  const userId = claimedProfileId || !custom || !isUserId(custom) ? undefined : custom;
  const payer = node.text("subscriber.payer_id", "payer.payer_id", "payer.payer_info.payer_id");
  const customerId = payer ?? claimedProfileId ?? userId;
  if (customerId === undefined) return null;
  return compact({
    customerId,
    claimedProfileId,
    userId,
    email: email(node.text("subscriber.email_address", "payer.email_address", "payer.payer_info.email")),
  });
}

/** Of ours there, but of no user: the ids of orders and attempts. */
function isUserId(text: string): boolean {
  return !/^(ord|att|ses|sub)_|^[0-9a-f]{8}-[0-9a-f]{4}-7/.test(text);
}

function person(node: JsonReader, names: Names): Fact {
  return customerFact(names, {
    country: country(
      node.text("subscriber.shipping_address.address.country_code", "payer.address.country_code"),
    ),
  });
}

const verbs: Record<string, string> = {
  CREATED: "Subscription was made and waits for approval",
  ACTIVATED: "Subscription began",
  UPDATED: "Subscription was changed",
  EXPIRED: "Subscription ended",
  CANCELLED: "Subscription was cancelled",
  SUSPENDED: "Subscription was suspended",
  "RE-ACTIVATED": "Subscription went on",
  "PAYMENT.FAILED": "Payment of the subscription failed",
};

function subscription({ node, type, at, names }: Said): Told {
  const event = type.slice("BILLING.SUBSCRIPTION.".length);
  const words = verbs[event] ?? "Subscription was changed";
  const id = node.text("id");
  if (id === undefined) return { facts: [], words };
  const cycles = node.list("billing_info.cycle_executions");
  const done = cycles.reduce((sum, cycle) => sum + (cycle.integer("cycles_completed") ?? 0), 0);
  const plan = node.text("plan_id");
  const changedAt = isoTime(node.text("status_update_time")) ?? at.toISOString();
  const isRunning = /^(ACTIVE|SUSPENDED)$/.test(statusOf(node, event));
  const fact: SubscriptionFact = compact({
    subject: "subscription",
    id,
    customerId: names?.customerId,
    product: plan
      ? compact({ id: plan, price: amountAt(node.at("billing_info.last_payment.amount")) })
      : undefined,
    startedAt: isRunning ? isoTime(node.text("start_time")) : undefined,
    periodStart: isRunning
      ? isoTime(node.text("billing_info.last_payment.time") ?? node.text("start_time"))
      : undefined,
    periodEnd: isoTime(node.text("billing_info.next_billing_time")),
    iteration: done > 0 ? done : undefined,
    ...stateOf(node, event, changedAt, cycles),
  });
  return { facts: [fact], words };
}

function statusOf(node: JsonReader, event: string): string {
  const said = node.text("status")?.toUpperCase();
  if (event === "CANCELLED" || event === "EXPIRED" || event === "SUSPENDED") return event;
  if (event === "ACTIVATED" || event === "RE-ACTIVATED") return "ACTIVE";
  return said ?? "";
}

function stateOf(
  node: JsonReader,
  event: string,
  changedAt: string,
  cycles: readonly JsonReader[],
): Partial<SubscriptionFact> {
  const ended = {
    phase: "expired",
    autoRenew: false,
    dunning: "none",
    pause: null,
    endedAt: changedAt,
  } as const;
  switch (statusOf(node, event)) {
    case "CANCELLED":
      return { ...ended, endReason: "cancelled" };
    case "EXPIRED":
      return { ...ended, endReason: "ended_by_provider" };
    case "SUSPENDED":
      return (node.integer("billing_info.failed_payments_count") ?? 0) > 0
        ? { dunning: "retry", pause: null }
        : { pause: { since: changedAt, until: null } };
    case "ACTIVE": {
      const isTrial = isInTrial(cycles);
      const failed = event === "PAYMENT.FAILED";
      return {
        ...{ phase: isTrial ? "intro" : "recurring", isTrial, autoRenew: true, pause: null, endedAt: null },
        dunning: failed ? "retry" : event === "UPDATED" ? undefined : "none",
      };
    }
    case "APPROVAL_PENDING":
    case "APPROVED":
      return { phase: "upcoming" };
    default:
      return event === "PAYMENT.FAILED" ? { dunning: "retry" } : {};
  }
}

/** A trial is the cycle that runs as long as no regular one was completed. */
function isInTrial(cycles: readonly JsonReader[]): boolean {
  const of = (kind: string) => cycles.filter((cycle) => cycle.text("tenure_type")?.toUpperCase() === kind);
  return (
    of("TRIAL").some((cycle) => (cycle.integer("cycles_completed") ?? 0) > 0) &&
    !of("REGULAR").some((cycle) => (cycle.integer("cycles_completed") ?? 0) > 0)
  );
}

function payment({ node, type, at, names }: Said): Told {
  const outcome = type.split(".").at(-1);
  const id = node.text("id");
  const amount = amountAt(node.at("amount"));
  const subscriptionId = node.text(
    "billing_agreement_id",
    "supplementary_data.related_ids.billing_agreement_id",
  );
  const words = amount ? formatMoney(amount) : "an unknown amount";
  if (outcome === "PENDING") return { facts: [], words: `Payment of ${words} is under way` };
  const isPaid = outcome === "COMPLETED";
  if (!id || !amount || amount.minor <= 0n) return { facts: [], words: "Payment without an amount" };
  const custom = node.text("custom_id", "custom");
  const paidAt = isoTime(node.text("create_time")) ?? at.toISOString();
  const fact: PaymentFact = compact({
    ...{ subject: "payment", id, kind: "charge", status: isPaid ? "succeeded" : "declined", amount },
    customerId: names?.customerId,
    subscriptionId,
    orderId: custom && findId("order", custom) ? custom : undefined,
    sessionId: custom && findId("session", custom) ? custom : undefined,
    method: { brand: "paypal" },
    declineCode: isPaid ? undefined : node.text("status_details.reason", "reason_code"),
    at: paidAt,
  });
  const period: SubscriptionFact | null =
    isPaid && subscriptionId
      ? {
          ...{ subject: "subscription", id: subscriptionId, phase: "recurring", dunning: "none" },
          periodStart: paidAt,
        }
      : null;
  return { facts: [fact, period], words: isPaid ? `Paid ${words}` : `Payment of ${words} was declined` };
}

function refund({ node, type, at, names }: Said): Told {
  const isReversal = type.endsWith("REVERSED");
  const up = node.list("links").find((link) => link.text("rel") === "up");
  const own = node.text("id");
  const chargeId = node.text("sale_id", "capture_id") ?? up?.text("href")?.split("/").at(-1) ?? own;
  const amount = amountAt(node.at("amount"));
  const words = amount ? formatMoney(absolute(amount)) : "an unknown amount";
  // A reversal may come as the payment itself: then it has no name of its own.
  const id = own === chargeId ? `${own}:reversed` : own;
  if (!id || !chargeId || !amount || amount.minor === 0n) return { facts: [], words: `Refunded ${words}` };
  const fact: PaymentFact = compact({
    ...{ subject: "payment", id, kind: "refund", status: "succeeded", amount: absolute(amount), chargeId },
    customerId: names?.customerId,
    subscriptionId: node.text("billing_agreement_id"),
    at: isoTime(own === chargeId ? undefined : node.text("create_time")) ?? at.toISOString(),
  });
  return { facts: [fact], words: isReversal ? `Payment of ${words} was reversed` : `Refunded ${words}` };
}

function dispute({ node, type, at }: Said): Told {
  const id = node.text("dispute_id");
  const chargeId = node.text("disputed_transactions.0.seller_transaction_id");
  const amount = amountAt(node.at("dispute_amount"));
  const outcome = node.text("dispute_outcome.outcome_code")?.toUpperCase() ?? "";
  const isClosed = type.endsWith("RESOLVED") || node.text("status")?.toUpperCase() === "RESOLVED";
  const state: DisputeFact["state"] = !isClosed
    ? "open"
    : /BUYER_FAVOU?R|^ACCEPTED/.test(outcome)
      ? "lost"
      : "won";
  const reason = node.text("reason");
  const words = `Dispute ${isClosed ? `was closed, ${state}` : "is open"}${reason ? `: ${asWords(reason)}` : ""}`;
  if (!id || !chargeId || !amount) return { facts: [], words };
  const fact: DisputeFact = compact({
    ...{ subject: "dispute", id, chargeId, amount, state, reason },
    dueAt: isoTime(node.text("seller_response_due_date")),
    at: (isClosed ? undefined : isoTime(node.text("create_time"))) ?? at.toISOString(),
  });
  return { facts: [fact], words };
}

/** `{ value, currency_code }` in newer resources, `{ total, currency }` in older ones. */
function amountAt(node: JsonReader): Amount | undefined {
  return decimalAmount(node.text("value", "total"), node.text("currency_code", "currency"));
}
