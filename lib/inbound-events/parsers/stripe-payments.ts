import type { IntegrationSettings } from "../../../db/schema/integrations";
import { formatMoney } from "../../core/money";
import type { Fact, InvoiceFact, Names, PaymentFact } from "../facts";
import type { JsonReader } from "../json-reader";
import { asWords, compact } from "../parser";
import { isoTime } from "../spellings";
import {
  amountAt,
  disputeFact,
  idAt,
  methodAt,
  ours,
  paymentIdAt,
  refundFact,
  subscriptionIdAt,
} from "./stripe-objects";

/** An event of Stripe's, the object that it is about, and who is told by it. */
export type Said = {
  event: JsonReader;
  node: JsonReader;
  names: Names | null;
  at: Date;
  settings: IntegrationSettings;
};
export type Told = { facts: (Fact | null | undefined)[]; words: string };

export function invoicePaid(said: Said): Told {
  const { node, at } = said;
  const subscriptionId = subscriptionIdAt(node);
  const payment = node.at("payments.data.0.payment");
  const id = paymentIdAt(node) ?? paymentIdAt(payment);
  const amount = amountAt(node, "amount_paid");
  const paidAt = isoTime(node.text("status_transitions.paid_at")) ?? at.toISOString();
  const invoiceId = node.text("id");
  const link: InvoiceFact | null =
    invoiceId && subscriptionId
      ? compact({
          ...({ subject: "payment", kind: "invoice", id: invoiceId, subscriptionId, at: paidAt } as const),
          customerId: idAt(node, "customer"),
        })
      : null;
  const isMoney = id && amount && amount.minor > 0n;
  return {
    facts: [
      isMoney
        ? compact({
            ...charge(id, amount, at),
            ...{ subscriptionId, invoiceId, customerId: idAt(node, "customer"), at: paidAt },
          })
        : null,
      link,
    ],
    words:
      amount && amount.minor > 0n ? `Paid ${formatMoney(amount)}` : "Invoice without a payment was settled",
  };
}

export function paid({ node, at, settings }: Said, id: string | undefined, units: string, card: JsonReader) {
  const amount = amountAt(node, units) ?? amountAt(node, "amount");
  if (!id || !amount || amount.minor <= 0n) return null;
  const { attemptId, orderId, sessionId } = ours(node, settings);
  return compact({
    ...charge(id, amount, at),
    ...{ attemptId, orderId, sessionId, customerId: idAt(node, "customer") },
    invoiceId: idAt(node, "invoice"),
    method: methodAt(card),
    at: (card.text("object") === "charge" ? isoTime(card.text("created")) : undefined) ?? at.toISOString(),
  });
}

export function chargeTold(said: Said): Told {
  const { node } = said;
  const isCaptured = node.bool("captured") !== false;
  const id = idAt(node, "payment_intent") ?? node.text("id");
  return {
    facts: [isCaptured ? paid(said, id, "amount_captured", node) : null],
    words: isCaptured ? `Paid ${money(node, "amount")}` : `Reserved ${money(node, "amount")}`,
  };
}

export function declined(
  { event, node, at, settings }: Said,
  charged: string | undefined,
  why: JsonReader,
): Told {
  const amount = amountAt(node, "amount");
  const code = why.text("decline_code", "code", "reason") ?? node.text("failure_code");
  const id = charged ?? event.text("id");
  const { attemptId, orderId, sessionId } = ours(node, settings);
  return {
    facts: [
      id && amount && amount.minor > 0n
        ? compact({
            ...charge(id, amount, at),
            ...{ attemptId, orderId, sessionId, customerId: idAt(node, "customer"), declineCode: code },
            status: "declined" as const,
            invoiceId: idAt(node, "invoice"),
            method: methodAt(node) ?? methodAt(node.at("latest_charge")),
          })
        : null,
    ],
    words: `Payment of ${money(node, "amount")} was declined${code ? `: ${asWords(code)}` : ""}`,
  };
}

export function refundTold({ node, at }: Said): Told {
  const status = node.text("status");
  const words =
    status === "failed" || status === "canceled"
      ? `Refund of ${money(node, "amount")} failed`
      : status === "pending" || status === "requires_action"
        ? `Refund of ${money(node, "amount")} is under way`
        : `Refunded ${money(node, "amount")}`;
  return { facts: [refundFact(node, node, at.toISOString())], words };
}

export function disputeTold({ node, at }: Said, words: string): Told {
  return { facts: [disputeFact(node, at.toISOString())], words: `${words}: ${money(node, "amount")}` };
}

function charge(id: string, amount: PaymentFact["amount"], at: Date): PaymentFact {
  return { subject: "payment", id, kind: "charge", status: "succeeded", amount, at: at.toISOString() };
}

export function money(node: JsonReader, path: string): string {
  const amount = amountAt(node, path);
  return amount ? formatMoney(amount) : "an unknown amount";
}

/** In newer versions of Stripe's API the only event that knows both an invoice and its payment. */
export function invoicePaymentPaid({ node, at }: Said): Told {
  const id = paymentIdAt(node.at("payment"));
  const amount = amountAt(node, "amount_paid");
  const words = `Paid ${money(node, "amount_paid")} of an invoice`;
  if (!id || !amount || amount.minor <= 0n) return { facts: [], words };
  return {
    facts: [
      compact({
        ...charge(id, amount, at),
        invoiceId: idAt(node, "invoice"),
        at: isoTime(node.text("status_transitions.paid_at")) ?? at.toISOString(),
      }),
    ],
    words,
  };
}

export function intentSucceeded(said: Said): Told {
  const { node } = said;
  return {
    facts: [paid(said, node.text("id"), "amount_received", node.at("latest_charge"))],
    words: `Paid ${money(node, "amount_received")}`,
  };
}

export function intentFailed(said: Said): Told {
  const trouble = said.node.at("last_payment_error");
  return declined(said, idAt(trouble, "charge") ?? idAt(said.node, "latest_charge"), trouble);
}
