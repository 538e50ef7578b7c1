import type { IntegrationSettings } from "../../../db/schema/integrations";
import { findId, isUuid } from "../../core/ids";
import type { Amount } from "../../core/money";
import { amountOfStripe } from "../../gateways/stripe-amount";
import type { DisputeFact, Names, PaymentFact, ProductFact, SubscriptionFact } from "../facts";
import type { JsonReader } from "../json-reader";
import { compact, email } from "../parser";
import { isoTime } from "../spellings";

/** The id of what may be an id or the thing itself. */
export function idAt(node: JsonReader, ...paths: string[]): string | undefined {
  for (const path of paths) {
    const id = node.text(path, `${path}.id`);
    if (id !== undefined) return id;
  }
  return undefined;
}

export function amountAt(node: JsonReader, path: string, currencyPath = "currency"): Amount | undefined {
  const units = node.text(path);
  const currency = node.text(currencyPath)?.toUpperCase();
  if (units === undefined || !/^-?\d{1,15}$/.test(units) || !/^[A-Z]{3}$/.test(currency ?? ""))
    return undefined;
  return amountOfStripe(BigInt(units), currency ?? "");
}

/** Our own ids, which the checkout or our engine wrote into the metadata. */
export function ours(node: JsonReader, { userIdField }: IntegrationSettings) {
  const kept = node.at("metadata");
  const reference = node.text("client_reference_id");
  const named = (kind: "profile" | "session" | "order", ...more: (string | undefined)[]) =>
    [kept.text(`dossier_${kind}`, `${kind}_id`), ...more].find((id) => id && findId(kind, id));
  const attempt = kept.text("dossier_attempt");
  // Who buys by a link writes it into the link's address; elsewhere the project's server makes the session.
  const isByLink = idAt(node, "payment_link") !== undefined;
  const isOurs = reference && (findId("profile", reference) || findId("session", reference));
  return compact({
    profileId: named("profile", ...(isByLink ? [] : [reference])),
    claimedProfileId: isByLink && reference && findId("profile", reference) ? reference : undefined,
    sessionId: named("session", ...(isByLink ? [] : [reference])),
    orderId: named("order"),
    attemptId: attempt && isUuid(attempt) ? attempt : undefined,
    userId:
      kept.own(userIdField ?? "user_id").letters ??
      kept.text("dossier_user") ??
      (isOurs ? undefined : reference),
  });
}

export function namesOf(node: JsonReader, settings: IntegrationSettings): Names | null {
  const kind = node.text("object") ?? "";
  const isCustomer = kind === "customer";
  // Whoever pays without an account is known by the payment; what is about a payment names nobody.
  const isPayment = ["payment_intent", "charge", "checkout.session"].includes(kind);
  const guest = isPayment ? node.text("payment_intent", "id") : undefined;
  const customerId = isCustomer ? node.text("id") : (idAt(node, "customer") ?? guest);
  if (customerId === undefined) return null;
  const { profileId, claimedProfileId, userId } = ours(node, settings);
  const address = isCustomer
    ? node.text("email")
    : node.text("customer_email", "customer_details.email", "billing_details.email", "receipt_email");
  return compact({ customerId, profileId, claimedProfileId, userId, email: email(address) });
}

/** One name for a payment in all events that tell of it: that of its intent, where it has one. */
export function paymentIdAt(node: JsonReader): string | undefined {
  return idAt(node, "payment_intent", "charge");
}

export function subscriptionIdAt(node: JsonReader): string | undefined {
  return idAt(
    node,
    "subscription",
    "parent.subscription_details.subscription",
    "lines.data.0.subscription",
    "lines.data.0.parent.subscription_item_details.subscription",
  );
}

export function subscriptionFact(event: JsonReader, id: string, at: Date, rank: number): SubscriptionFact {
  const node = event.at("data.object");
  const item = node.at("items.data.0");
  const status = node.text("status") ?? "";
  const endedAt = isoTime(node.text("ended_at", "canceled_at")) ?? at.toISOString();
  return compact({
    subject: "subscription",
    id,
    customerId: idAt(node, "customer"),
    product: productFact(item.at("price").isThere ? item.at("price") : item.at("plan")),
    // Stripe counts whole seconds, within which a subscription is made, changed and ended.
    version: at.getTime() + rank,
    startedAt: status.startsWith("incomplete") ? undefined : isoTime(node.text("start_date", "created")),
    periodStart: isoTime(node.text("current_period_start") ?? item.text("current_period_start")),
    periodEnd: isoTime(node.text("current_period_end") ?? item.text("current_period_end")),
    autoRenew: !(node.bool("cancel_at_period_end") || node.at("cancel_at").isThere),
    ...stateOf(status, node, endedAt),
    pause: pauseOf(event, node, status, at),
  });
}

function stateOf(status: string, node: JsonReader, endedAt: string): Partial<SubscriptionFact> {
  const running = { dunning: "none", isTrial: false, endedAt: null } as const;
  switch (status) {
    case "trialing":
      return { ...running, phase: "intro", isTrial: true };
    case "active":
      return { ...running, phase: "recurring" };
    case "past_due":
      return { ...running, phase: "recurring", dunning: "grace" };
    case "unpaid":
      return { ...running, phase: "recurring", dunning: "retry" };
    case "incomplete":
      return { ...running, phase: "upcoming" };
    case "incomplete_expired":
      return { phase: "expired", dunning: "none", autoRenew: false, endedAt, endReason: "never_started" };
    case "canceled":
      return { phase: "expired", dunning: "none", autoRenew: false, endedAt, endReason: reasonOf(node) };
    default:
      return {};
  }
}

function reasonOf(node: JsonReader): SubscriptionFact["endReason"] {
  switch (node.text("cancellation_details.reason")) {
    case "payment_failed":
      return "unpaid";
    case "payment_disputed":
      return "ended_by_provider";
    default:
      return "cancelled";
  }
}

/** Only the event that tells of the change knows when it was paused; what comes later leaves the pause as it is. */
function pauseOf(event: JsonReader, node: JsonReader, status: string, at: Date): SubscriptionFact["pause"] {
  const collection = node.at("pause_collection");
  const isPaused = status === "paused" || (collection.isThere && !/^(incomplete|canceled)/.test(status));
  if (!isPaused) return null;
  const before = event.at("data.previous_attributes");
  const isNew = ["pause_collection", "status"].some((name) => before.names.includes(name));
  if (event.text("type") === "customer.subscription.updated" && !isNew) return undefined;
  return { since: at.toISOString(), until: isoTime(collection.text("resumes_at")) ?? null };
}

export function productFact(price: JsonReader): ProductFact | undefined {
  const id = price.text("id");
  if (id === undefined) return undefined;
  const unit = ({ day: "days", week: "weeks", month: "months", year: "years" } as const)[
    price.text("recurring.interval", "interval") ?? ""
  ];
  const count = price.integer("recurring.interval_count", "interval_count") ?? 1;
  const keys = price.text("metadata.entitlements");
  return compact({
    id,
    name: price.text("nickname", "product.name"),
    price: amountAt(price, "unit_amount") ?? amountAt(price, "amount"),
    period: unit && count > 0 ? { unit, count } : undefined,
    entitlements: keys
      ?.split(",")
      .map((key) => key.trim())
      .filter(Boolean),
  });
}

export function methodAt(charge: JsonReader): PaymentFact["method"] {
  const details = charge.at("payment_method_details");
  const type = details.text("type");
  if (type === undefined) return undefined;
  const lastFour = details.own(type).text("last4");
  return compact({
    brand: details.own(type).text("brand") ?? type,
    lastFour: lastFour && /^\d{4}$/.test(lastFour) ? lastFour : undefined,
  });
}

export function refundFact(refund: JsonReader, charge: JsonReader, at: string): PaymentFact | null {
  const id = refund.text("id");
  const chargeId = paymentIdAt(refund) ?? idAt(charge, "payment_intent") ?? charge.text("id");
  const amount = amountAt(refund, "amount");
  const status = refund.text("status") ?? "succeeded";
  if (
    !id ||
    !chargeId ||
    !amount ||
    amount.minor <= 0n ||
    status === "pending" ||
    status === "requires_action"
  )
    return null;
  return compact<PaymentFact>({
    subject: "payment",
    id,
    kind: "refund",
    status: status === "succeeded" ? "succeeded" : "declined",
    amount,
    customerId: idAt(charge, "customer"),
    chargeId,
    attemptId: ours(refund, {}).attemptId,
    declineCode: refund.text("failure_reason"),
    at: isoTime(refund.text("created")) ?? at,
  });
}

export function disputeFact(dispute: JsonReader, at: string): DisputeFact | null {
  const id = dispute.text("id");
  const chargeId = paymentIdAt(dispute);
  const amount = amountAt(dispute, "amount");
  if (!id || !chargeId || !amount) return null;
  const status = dispute.text("status") ?? "";
  const state = status === "lost" ? "lost" : status === "won" || status === "warning_closed" ? "won" : "open";
  return compact<DisputeFact>({
    subject: "dispute",
    id,
    chargeId,
    amount,
    state,
    reason: dispute.text("reason"),
    dueAt: isoTime(dispute.text("evidence_details.due_by")),
    at: (state === "open" ? isoTime(dispute.text("created")) : undefined) ?? at,
  });
}
