import type { Fact } from "../facts";
import type { JsonReader } from "../json-reader";
import {
  asWords,
  compact,
  country,
  customerFact,
  type Meaning,
  type Parser,
  saidOf,
  unknownEvent,
} from "../parser";
import { readTime } from "../spellings";
import { idAt, namesOf, ours, productFact, refundFact, subscriptionFact } from "./stripe-objects";
import {
  chargeTold,
  declined,
  disputeTold,
  intentFailed,
  intentSucceeded,
  invoicePaid,
  invoicePaymentPaid,
  money,
  paid,
  refundTold,
  type Said,
  type Told,
} from "./stripe-payments";

export const stripeParser: Parser = {
  version: 2,

  head: (event) => ({
    providerEventId: event.text("id"),
    type: event.text("type") ?? "unnamed",
    occurredAt: readTime(event.text("created")) ?? null,
    environment: event.bool("livemode") === false ? "preview" : "production",
  }),

  meaning(event, head, settings): Meaning {
    const node = event.at("data.object");
    const names = namesOf(node, settings);
    const tell = Object.hasOwn(tales, head.type) ? tales[head.type] : undefined;
    if (!tell || !node.isThere) return unknownEvent(head, names);
    const { facts, words } = tell({ event, node, names, at: head.occurredAt ?? new Date(0), settings });
    const said = facts.filter((fact): fact is Fact => fact !== null && fact !== undefined);
    const isTold = said.some(({ subject }) => subject === "customer");
    return {
      customer: names,
      facts: names && !isTold ? [customerFact(names), ...said] : said,
      isKnown: true,
      words,
    };
  },
};

const tales: Record<string, (said: Said) => Told> = {
  "customer.created": (said) => ({ facts: [person(said)], words: "Customer was made at Stripe" }),
  "customer.updated": (said) => ({ facts: [person(said)], words: "Customer was changed at Stripe" }),
  "customer.deleted": () => ({ facts: [], words: "Customer was deleted at Stripe" }),
  "customer.subscription.created": (said) =>
    subscription(said, 0, `Subscription was made, ${statusOf(said)}`),
  "customer.subscription.updated": (said) => subscription(said, 1, changeOf(said)),
  "customer.subscription.paused": (said) => subscription(said, 2, "Subscription was paused"),
  "customer.subscription.resumed": (said) => subscription(said, 2, "Subscription was resumed"),
  "customer.subscription.deleted": (said) => subscription(said, 3, "Subscription ended"),
  "customer.subscription.trial_will_end": (said) => subscription(said, 1, "Trial ends soon"),
  "customer.subscription.pending_update_applied": (said) => subscription(said, 1, changeOf(said)),
  "customer.subscription.pending_update_expired": (said) => subscription(said, 1, changeOf(said)),

  "invoice.paid": invoicePaid,
  "invoice.payment_succeeded": invoicePaid,
  "invoice.payment_failed": ({ node }) => ({
    facts: [],
    words: `Payment of ${money(node, "amount_due")} failed`,
  }),
  "invoice.payment_action_required": ({ node }) => ({
    facts: [],
    words: `Payment of ${money(node, "amount_due")} waits for the buyer to confirm it`,
  }),
  "invoice.created": ({ node }) => ({ facts: [], words: `Invoice of ${money(node, "amount_due")} was made` }),
  "invoice.finalized": ({ node }) => ({
    facts: [],
    words: `Invoice of ${money(node, "amount_due")} is final`,
  }),
  "invoice.updated": () => ({ facts: [], words: "Invoice was changed" }),
  "invoice.upcoming": ({ node }) => ({
    facts: [],
    words: `Invoice of ${money(node, "amount_due")} is to come`,
  }),
  "invoice.voided": ({ node }) => ({
    facts: [],
    words: `Invoice of ${money(node, "amount_due")} was voided`,
  }),
  "invoice.marked_uncollectible": ({ node }) => ({
    facts: [],
    words: `Invoice of ${money(node, "amount_due")} was given up`,
  }),
  "invoice_payment.paid": invoicePaymentPaid,

  "payment_intent.succeeded": intentSucceeded,
  "charge.succeeded": chargeTold,
  "charge.captured": chargeTold,
  "payment_intent.payment_failed": intentFailed,
  "charge.failed": (said) => declined(said, said.node.text("id"), said.node.at("outcome")),
  "payment_intent.created": ({ node }) => ({ facts: [], words: `Payment of ${money(node, "amount")} began` }),
  "payment_intent.processing": ({ node }) => ({
    facts: [],
    words: `Payment of ${money(node, "amount")} is under way`,
  }),
  "payment_intent.requires_action": ({ node }) => ({
    facts: [],
    words: `Payment of ${money(node, "amount")} waits for the buyer to confirm it`,
  }),
  "payment_intent.canceled": ({ node }) => ({
    facts: [],
    words: `Payment of ${money(node, "amount")} was given up`,
  }),

  "charge.refunded": ({ node, at }) => ({
    facts: node.list("refunds.data").map((refund) => refundFact(refund, node, at.toISOString())),
    words: `Refunded ${money(node, "amount_refunded")} in all`,
  }),
  "refund.created": refundTold,
  "refund.updated": refundTold,
  "refund.failed": refundTold,
  "charge.refund.updated": refundTold,

  "charge.dispute.created": (said) => disputeTold(said, "Payment was disputed"),
  "charge.dispute.updated": (said) => disputeTold(said, "Dispute was changed"),
  "charge.dispute.closed": (said) => disputeTold(said, `Dispute was closed, ${asStatus(said.node)}`),
  "charge.dispute.funds_withdrawn": (said) => disputeTold(said, "Disputed money was taken back"),
  "charge.dispute.funds_reinstated": (said) => disputeTold(said, "Disputed money was given back"),

  "checkout.session.completed": checkout,
  "checkout.session.async_payment_succeeded": checkout,
  "checkout.session.expired": () => ({ facts: [], words: "Checkout was left" }),
};

function person({ node, names }: Said): Fact | null {
  if (!names) return null;
  return customerFact(names, {
    country: country(node.text("address.country", "customer_details.address.country")),
    attributes: attributesOf(node),
  });
}

function attributesOf(node: JsonReader): Record<string, string> | undefined {
  return saidOf({
    $displayName: node.text("name", "customer_details.name"),
    $phoneNumber: node.text("phone", "customer_details.phone"),
  });
}

function subscription({ event, node, at }: Said, rank: number, words: string): Told {
  const id = node.text("id");
  return { facts: [id ? subscriptionFact(event, id, at, rank) : null], words };
}

function changeOf({ event, node }: Said): string {
  const before = event.at("data.previous_attributes");
  if (before.bool("cancel_at_period_end") === false) return "Renewal was cancelled";
  if (before.bool("cancel_at_period_end") === true) return "Renewal was taken up again";
  if (before.names.includes("pause_collection"))
    return node.at("pause_collection").isThere ? "Subscription was paused" : "Subscription was resumed";
  const from = before.text("status");
  if (from === "trialing" && node.text("status") === "active") return "Trial became a paid subscription";
  if (from) return `Subscription is ${asStatus(node)}, after ${asWords(from)}`;
  if (before.names.includes("items") || before.names.includes("plan"))
    return "Subscription was changed to another price";
  if (before.names.some((name) => name.startsWith("current_period")))
    return "Subscription began a new period";
  return "Subscription was changed";
}

function checkout(said: Said): Told {
  const { node, settings } = said;
  const isPaid = node.text("payment_status") === "paid";
  const payment =
    isPaid && node.text("mode") === "payment"
      ? paid(said, idAt(node, "payment_intent"), "amount_total", node)
      : null;
  const product = productFact(node.at("line_items.data.0.price"));
  return {
    facts: [
      person(said),
      payment ? compact({ ...payment, product, sessionId: ours(node, settings).sessionId }) : null,
    ],
    words: isPaid ? `Checkout was completed for ${money(node, "amount_total")}` : "Checkout was completed",
  };
}

function statusOf({ node }: Said): string {
  return asStatus(node);
}

function asStatus(node: JsonReader): string {
  return asWords(node.text("status") ?? "in an unknown state");
}
