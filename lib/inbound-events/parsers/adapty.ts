import type { IntegrationSettings } from "../../../db/schema/integrations";
import { formatMoney } from "../../core/money";
import type { CustomerFact, Fact, Names, PaymentFact, ProductFact, SubscriptionFact } from "../facts";
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

type Said = { event: JsonReader; node: JsonReader; at: Date };
type Told = { facts: (Fact | null)[]; words: string };

export const adaptyParser: Parser = {
  version: 1,

  head(event, { renamedEvents = {} }) {
    const sent = event.text("event_type") ?? "unnamed";
    return {
      providerEventId: event.text("event_properties.profile_event_id", "profile_event_id"),
      type: (Object.hasOwn(renamedEvents, sent) ? renamedEvents[sent] : undefined) ?? sent,
      occurredAt: readTime(event.text("event_datetime", "event_properties.event_datetime")) ?? null,
      environment:
        event.text("event_properties.environment", "environment")?.toLowerCase() === "sandbox"
          ? "preview"
          : "production",
    };
  },

  meaning(event, head, settings): Meaning {
    const names = namesOf(event, settings);
    const tell = Object.hasOwn(tales, head.type) ? tales[head.type] : undefined;
    if (!tell) return unknownEvent(head, names);
    const node = event.at("event_properties");
    const { facts, words } = tell({ event, node, at: head.occurredAt ?? new Date(0) });
    return {
      customer: names,
      facts: names ? [person(event, names), ...facts.filter((fact) => fact !== null)] : [],
      isKnown: true,
      words,
    };
  },
};

const tales: Record<string, (said: Said) => Told> = {
  trial_started: (said) => ({
    facts: [began(said, { phase: "intro", isTrial: true })],
    words: `Began a trial of ${product(said.node)}`,
  }),
  trial_converted: (said) => ({
    facts: [began(said), payment(said)],
    words: bought(said.node, "Went on after the trial with"),
  }),
  subscription_started: (said) => ({
    facts: [began(said), payment(said)],
    words: bought(said.node, "Bought"),
  }),
  subscription_renewed: (said) => ({
    facts: [began(said), payment(said)],
    words: bought(said.node, "Renewed"),
  }),
  subscription_renewal_cancelled: (said) => renewal(said, false),
  subscription_renewal_reactivated: (said) => renewal(said, true),
  trial_renewal_cancelled: (said) => renewal(said, false),
  trial_renewal_reactivated: (said) => renewal(said, true),
  subscription_expired: ended,
  trial_expired: ended,
  subscription_paused: (said) => ({
    facts: [change(said, { pause: { since: said.at.toISOString(), until: null } })],
    words: `${product(said.node)} is paused`,
  }),
  subscription_deferred: (said) => ({
    facts: [change(said, { periodEnd: isoTime(said.node.text("subscription_expires_at")) })],
    words: `Period of ${product(said.node)} was extended`,
  }),
  entered_grace_period: (said) => ({
    facts: [change(said, { dunning: "grace" })],
    words: `${product(said.node)} is in its grace period`,
  }),
  billing_issue_detected: (said) => ({
    facts: [change(said, { dunning: "retry" })],
    words: `Payment of ${product(said.node)} failed`,
  }),
  subscription_refunded: (said) => ({
    facts: [
      change(said, {
        ...{ phase: "expired", autoRenew: false, dunning: "none", pause: null, endReason: "refunded" },
        endedAt: said.at.toISOString(),
      }),
      refund(said),
    ],
    words: bought(said.node, "Refunded"),
  }),
  non_subscription_purchase: (said) => ({ facts: [payment(said, true)], words: bought(said.node, "Bought") }),
  non_subscription_purchase_refunded: (said) => ({
    facts: [refund(said, true)],
    words: bought(said.node, "Refunded"),
  }),
  access_level_updated: ({ node }) => {
    const level = node.text("access_level_id") ?? "unknown";
    return {
      facts: [],
      words: `Access level ${level.slice(0, 60)} is ${node.bool("is_active") ? "on" : "off"}`,
    };
  },
};

function namesOf(event: JsonReader, { userIdField }: IntegrationSettings): Names | null {
  const userId = event.text(userIdField === "profile_id" ? userIdField : "customer_user_id");
  const customerId = event.text("profile_id") ?? userId;
  if (customerId === undefined) return null;
  return compact({ customerId, userId, email: email(event.text("email")) });
}

function person(event: JsonReader, names: Names): CustomerFact {
  const said = event.at("user_attributes");
  const attributes = Object.fromEntries(
    said.names.flatMap((name) => {
      const { value } = said.own(name);
      return typeof value === "string" && value.trim() !== "" ? [[name, value.trim()]] : [];
    }),
  );
  const others = event
    .list("profiles_sharing_access_level")
    .flatMap((other) => other.text("profile_id") ?? other.letters ?? [])
    .filter((id) => id !== names.customerId);
  return customerFact(names, {
    attributes: Object.keys(attributes).length > 0 ? attributes : undefined,
    attribution: attributionOf(event.at("attributions")),
    country: country(event.text("event_properties.profile_country", "event_properties.store_country")),
    sameAs: others.length > 0 ? [...new Set(others)] : undefined,
  });
}

/** Of the partner that told it first. */
function attributionOf(said: JsonReader): CustomerFact["attribution"] {
  const told = said.names
    .map((partner) => ({ partner, node: said.own(partner) }))
    .toSorted((a, b) => timeOf(a.node) - timeOf(b.node) || (a.partner < b.partner ? -1 : 1));
  const [first] = told;
  if (!first) return undefined;
  const { node, partner } = first;
  return compact({
    source: node.text("channel") ?? partner,
    campaign: node.text("campaign"),
    content: node.text("creative", "ad_set", "ad_group"),
  });
}

function timeOf(node: JsonReader): number {
  return readTime(node.text("created_at"))?.getTime() ?? Number.MAX_SAFE_INTEGER;
}

function subscriptionId(node: JsonReader): string | undefined {
  return node.text("original_transaction_id", "transaction_id");
}

function change({ event, node }: Said, more: Partial<SubscriptionFact>): SubscriptionFact | null {
  const id = subscriptionId(node);
  if (id === undefined) return null;
  return compact<SubscriptionFact>({
    subject: "subscription",
    id,
    customerId: event.text("profile_id"),
    product: productOf(node),
    startedAt: isoTime(node.text("original_purchase_date")),
    ...more,
  });
}

function began(said: Said, more: Partial<SubscriptionFact> = {}): SubscriptionFact | null {
  const { node } = said;
  return change(said, {
    ...{ phase: "recurring", isTrial: false, autoRenew: true, dunning: "none", pause: null, endedAt: null },
    periodStart: isoTime(node.text("purchase_date")),
    periodEnd: isoTime(node.text("subscription_expires_at")),
    ...more,
  });
}

function renewal(said: Said, autoRenew: boolean): Told {
  const verb = autoRenew ? "Took up the renewal of" : "Cancelled the renewal of";
  return {
    facts: [change(said, { autoRenew })],
    words: `${verb} ${product(said.node)}${autoRenew ? " again" : ""}`,
  };
}

const endings: Record<string, SubscriptionFact["endReason"]> = {
  voluntarily_cancelled: "cancelled",
  price_increase: "cancelled",
  billing_error: "unpaid",
  refund: "refunded",
  new_subscription_replace: "migrated",
  upgraded: "migrated",
};

function ended(said: Said): Told {
  const { node, at } = said;
  const reason = node.text("cancellation_reason")?.toLowerCase();
  return {
    facts: [
      change(said, {
        ...{ phase: "expired", autoRenew: false, dunning: "none", pause: null },
        endedAt: isoTime(node.text("subscription_expires_at")) ?? at.toISOString(),
        endReason: reason ? (endings[reason] ?? "ended_by_provider") : "cancelled",
      }),
    ],
    words: `${product(node)} ended${reason ? ` (${asWords(reason)})` : ""}`,
  };
}

function payment({ event, node, at }: Said, isOneOff = false): PaymentFact | null {
  const id = node.text("transaction_id");
  const amount = price(node);
  if (id === undefined || !amount || amount.minor <= 0n) return null;
  return compact({
    ...{ subject: "payment", id, kind: "charge", status: "succeeded", amount },
    customerId: event.text("profile_id"),
    subscriptionId: isOneOff ? undefined : subscriptionId(node),
    product: isOneOff ? productOf(node) : undefined,
    via: takerOf(node),
    at: isoTime(node.text("purchase_date")) ?? at.toISOString(),
  } satisfies PaymentFact);
}

function refund({ event, node, at }: Said, isOneOff = false): PaymentFact | null {
  const charged = node.text("transaction_id");
  const amount = price(node);
  if (charged === undefined || !amount || amount.minor === 0n) return null;
  return compact({
    ...{ subject: "payment", id: `${charged}:refund`, kind: "refund", status: "succeeded" },
    amount: absolute(amount),
    customerId: event.text("profile_id"),
    subscriptionId: isOneOff ? undefined : subscriptionId(node),
    chargeId: charged,
    via: takerOf(node),
    at: at.toISOString(),
  } satisfies PaymentFact);
}

function takerOf(node: JsonReader): PaymentFact["via"] {
  return node.text("store") === "stripe" ? ["stripe"] : undefined;
}

function price(node: JsonReader) {
  return (
    decimalAmount(node.text("price_local"), node.text("currency")) ??
    decimalAmount(node.text("price_usd"), "USD")
  );
}

function productOf(node: JsonReader): ProductFact | undefined {
  const vendor = node.text("vendor_product_id");
  if (vendor === undefined) return undefined;
  const plan = node.text("base_plan_id");
  const money = price(node);
  const level = node.text("access_level_id");
  return compact({
    id: plan ? `${vendor}:${plan}` : vendor,
    price: money && money.minor > 0n ? money : undefined,
    entitlements: level ? [level] : undefined,
  });
}

function product(node: JsonReader): string {
  return node.text("vendor_product_id")?.slice(0, 80) ?? "a product";
}

function bought(node: JsonReader, verb: string): string {
  const money = price(node);
  return money && money.minor !== 0n
    ? `${verb} ${product(node)} for ${formatMoney(absolute(money))}`
    : `${verb} ${product(node)}`;
}
