import type { IntegrationSettings } from "../../../db/schema/integrations";
import { type Amount, formatMoney } from "../../core/money";
import type { CustomerFact, Fact, Names, PaymentFact, ProductFact, SubscriptionFact } from "../facts";
import type { JsonReader } from "../json-reader";
import { compact, country, customerFact, email, type Meaning, type Parser, unknownEvent } from "../parser";
import { decimalAmount, isoTime, minorAmount, readTime } from "../spellings";

type Said = { event: JsonReader; node: JsonReader; names: Names; at: Date };
type Told = { facts: (Fact | null)[]; words: string };

export const funnelfoxParser: Parser = {
  version: 1,

  head: (event) => ({
    providerEventId: event.text("id"),
    type: event.text("type") ?? "unnamed",
    occurredAt: readTime(event.text("created_at", "timestamp")) ?? null,
    environment: event.bool("is_sandbox") === true ? "preview" : "production",
  }),

  meaning(event, head, settings): Meaning {
    const names = namesOf(event, settings);
    const tell = Object.hasOwn(tales, head.type) ? tales[head.type] : undefined;
    if (!tell || !names) return unknownEvent(head, names);
    const { facts, words } = tell({
      event,
      node: event.at("data"),
      names,
      at: head.occurredAt ?? new Date(0),
    });
    return {
      customer: names,
      facts: [person(event, names), ...facts.filter((fact) => fact !== null)],
      isKnown: true,
      words,
    };
  },
};

const tales: Record<string, (said: Said) => Told> = {
  "onboarding.started": () => ({ facts: [], words: "Opened a funnel of FunnelFox" }),
  "onboarding.completed": () => ({ facts: [], words: "Reached the end of a funnel of FunnelFox" }),
  "profile.updated": () => ({ facts: [], words: "Profile was changed at FunnelFox" }),
  "purchase.completed": purchase,
  "subscription.created": (said) => subscription(said, "Subscription was made, not paid yet"),
  "subscription.trialing": (said) => subscription(said, "Began a trial"),
  "subscription.active": (said) => subscription(said, "Subscription is active"),
  "subscription.activated": (said) => subscription(said, "Subscription is active"),
  "subscription.cycle": (said) => subscription(said, "Subscription began a new period"),
  "subscription.renewed": (said) => subscription(said, "Subscription began a new period"),
  "subscription.paused": (said) => subscription(said, "Subscription was paused"),
  "subscription.resumed": (said) => subscription(said, "Subscription was resumed"),
  "subscription.cancelled": (said) => subscription(said, "Subscription was cancelled"),
  "subscription.unpaid": (said) => subscription(said, "Payment of the subscription failed"),
  "subscription.expired": (said) => subscription(said, "Subscription ended"),
};

/** FunnelFox's profile ids look like ours, and are none of ours: they are names at the provider. */
function namesOf(event: JsonReader, { userIdField }: IntegrationSettings): Names | null {
  const { letters: chosen } = userIdField
    ? event.at("profile").own(userIdField)
    : event.at("profile.user_id");
  const customerId = event.text("profile_id", "profile.id");
  if (customerId === undefined) return null;
  const address = event.text("type") === "profile.updated" ? event.text("data.email") : undefined;
  return compact({ customerId, userId: chosen, email: email(address ?? event.text("profile.email")) });
}

function person(event: JsonReader, names: Names): CustomerFact {
  const parameters = event.at("location.query_params");
  const touch = compact({
    source: parameters.text("utm_source"),
    medium: parameters.text("utm_medium"),
    campaign: parameters.text("utm_campaign"),
    content: parameters.text("utm_content"),
    term: parameters.text("utm_term"),
  });
  const phone = event.text("data.phone_number");
  const replies = event.list("replies").concat(event.list("data.replies"));
  const answers = replies.flatMap((reply): [string, string][] => {
    const key = reply.text("element.custom_id");
    const value = reply.text("state.value");
    return key && value && key !== "email" ? [[key, value]] : [];
  });
  const attributes = Object.fromEntries([...answers, ...(phone ? [["$phoneNumber", phone]] : [])]);
  return customerFact(names, {
    country: country(event.text("profile.country")),
    attribution: Object.keys(touch).length > 0 ? touch : undefined,
    attributes: Object.keys(attributes).length > 0 ? attributes : undefined,
  });
}

/** The bodies are not documented: they are read as the objects of FunnelFox's API, wherever those stand. */
function subscribed(node: JsonReader): JsonReader {
  return node.at("subscription").names.length > 0 ? node.at("subscription") : node;
}

function subscription({ event, node, names, at }: Said, words: string): Told {
  const said = subscribed(node);
  const id = said.text("id", "subscription_id") ?? node.text("subscription_id", "subscription");
  if (id === undefined) return { facts: [], words };
  const type = event.text("type")?.split(".")[1] ?? "";
  const fact: SubscriptionFact = compact({
    subject: "subscription",
    id,
    customerId: names.customerId,
    product: productOf(said),
    startedAt: type === "created" ? undefined : isoTime(said.text("started_at", "created_at")),
    periodStart: isoTime(said.text("period_starts_at")),
    periodEnd: isoTime(said.text("period_ends_at")),
    autoRenew: said.bool("renews"),
    ...stateOf(type, said, at),
  });
  return { facts: [fact], words };
}

function stateOf(type: string, said: JsonReader, at: Date): Partial<SubscriptionFact> {
  const running = { dunning: "none", pause: null, endedAt: null } as const;
  const endedAt = isoTime(said.text("period_ends_at", "cancelled_at")) ?? at.toISOString();
  const ended = { phase: "expired", autoRenew: false, dunning: "none", pause: null, endedAt } as const;
  switch (type) {
    case "created":
      return { phase: "upcoming" };
    case "trialing":
      return { ...running, phase: "intro", isTrial: true };
    case "active":
    case "activated":
    case "cycle":
    case "renewed":
      return { ...running, phase: "recurring", isTrial: false };
    case "resumed":
      return { pause: null };
    case "paused":
      return { pause: { since: isoTime(said.text("paused_at")) ?? at.toISOString(), until: null } };
    case "unpaid":
      return { dunning: "retry" };
    case "cancelled": {
      // Paid until its end. The event has whole seconds, the period has not.
      const end = readTime(said.text("period_ends_at"));
      if (end && end.getTime() - at.getTime() > 1_000) return { autoRenew: false };
      return { ...ended, endedAt: at.toISOString(), endReason: "cancelled" };
    }
    case "expired":
      return { ...ended, endReason: said.text("cancelled_at") ? "cancelled" : "ended_by_provider" };
    default:
      return {};
  }
}

function purchase({ node, names, at }: Said): Told {
  const said = node.at("purchase").names.length > 0 ? node.at("purchase") : node;
  const amount = amountOf(said);
  const id = said.text("transaction_id", "psp_transaction_id", "order_id", "id", "psp_id");
  const words = amount ? `Paid ${formatMoney(amount)}` : "Bought something";
  if (!id || !amount || amount.minor <= 0n) return { facts: [], words };
  const subscriptionId =
    subscribed(said).value === said.value
      ? said.text("subscription_id", "subscription")
      : said.text("subscription.id");
  const fact: PaymentFact = compact({
    ...{ subject: "payment", id, kind: "charge", status: "succeeded", amount },
    customerId: names.customerId,
    subscriptionId,
    product: subscriptionId ? undefined : productOf(said),
    via: takersOf(said.text("payment_provider")),
    at: isoTime(said.text("paid_at", "created_at")) ?? at.toISOString(),
  });
  return { facts: [fact], words };
}

/** Its payments go through FunnelFox Billing, or straight to whom it names. */
function takersOf(provider: string | undefined): PaymentFact["via"] {
  if (provider === "stripe" || provider === "paypal") return ["funnelfox-billing", provider];
  return ["funnelfox-billing"];
}

/** FunnelFox writes minor units; an amount with a point says that it does not. */
function amountOf(said: JsonReader): Amount | undefined {
  const text = said.text("amount", "price");
  const currency = said.text("currency", "currency_code");
  return text?.includes(".") ? decimalAmount(text, currency) : minorAmount(text, currency);
}

const units = { day: "days", week: "weeks", month: "months", year: "years" } as const;

function productOf(said: JsonReader): ProductFact | undefined {
  const id = said.text("product.id", "product_id", "price_id");
  if (id === undefined) return undefined;
  const unit = Object.entries(units).find(([name]) => name === said.text("billing_interval"))?.[1];
  const count = said.integer("billing_interval_count") ?? 1;
  return compact({
    id,
    name: said.text("product.name"),
    price: amountOf(said),
    period: unit && count > 0 ? { unit, count } : undefined,
  });
}
