import { formatMoney } from "../../core/money";
import type { Fact, Names, PaymentFact, SubscriptionFact } from "../facts";
import type { JsonReader } from "../json-reader";
import {
  asWords,
  compact,
  customerFact,
  type Head,
  type Meaning,
  type Parser,
  unknownEvent,
} from "../parser";
import { absolute, isoTime, readTime } from "../spellings";
import {
  bought,
  isAnonymous,
  isTrial,
  namesOf,
  person,
  price,
  product,
  productOf,
} from "./revenuecat-objects";

type Said = { node: JsonReader; at: Date };
type Told = { facts: (Fact | null)[]; words: string };

export const revenuecatParser: Parser = {
  version: 1,

  head(event) {
    const node = event.at("event");
    return {
      providerEventId: node.text("id"),
      type: node.text("type")?.toUpperCase() ?? "unnamed",
      occurredAt: readTime(node.text("event_timestamp_ms")) ?? null,
      environment:
        node.text("environment", "purchase_environment")?.toUpperCase() === "SANDBOX"
          ? "preview"
          : "production",
    };
  },

  meaning(event, head, settings): Meaning {
    const node = event.at("event");
    if (head.type === "TRANSFER") return transfer(node, head);
    const names = head.type === "TEST" ? null : namesOf(node, settings);
    const tell = Object.hasOwn(tales, head.type) ? tales[head.type] : undefined;
    if (!tell) return unknownEvent(head, names);
    const { facts, words } = tell({ node, at: head.occurredAt ?? new Date(0) });
    const customer = names ? [person(node, names)] : [];
    return {
      customer: names,
      facts: names ? [...customer, ...facts.filter((fact) => fact !== null)] : [],
      isKnown: true,
      words,
    };
  },
};

const tales: Record<string, (said: Said) => Told> = {
  TEST: () => ({ facts: [], words: "Test event from RevenueCat" }),
  INITIAL_PURCHASE: (said) => ({
    facts: [period(said), payment(said)],
    words: isTrial(said.node) ? `Began a trial of ${product(said.node)}` : bought(said.node, "Bought"),
  }),
  RENEWAL: (said) => ({
    facts: [period(said), payment(said)],
    words: said.node.bool("is_trial_conversion")
      ? bought(said.node, "Went on after the trial with")
      : bought(said.node, "Renewed"),
  }),
  NON_RENEWING_PURCHASE: ({ node, at }) => ({
    facts: [payment({ node, at }, true)],
    words: bought(node, "Bought"),
  }),
  CANCELLATION: cancellation,
  UNCANCELLATION: (said) => ({
    facts: [change(said, { autoRenew: true })],
    words: `Took up the renewal of ${product(said.node)} again`,
  }),
  BILLING_ISSUE: (said) => ({
    facts: [change(said, { dunning: said.node.text("grace_period_expiration_at_ms") ? "grace" : "retry" })],
    words: `Payment of ${product(said.node)} failed`,
  }),
  SUBSCRIPTION_PAUSED: (said) => ({
    facts: [
      change(said, {
        pause: {
          since: isoTime(said.node.text("expiration_at_ms")) ?? said.at.toISOString(),
          until: isoTime(said.node.text("auto_resume_at_ms")) ?? null,
        },
      }),
    ],
    words: `${product(said.node)} pauses at the end of its period`,
  }),
  EXPIRATION: expiration,
  SUBSCRIPTION_EXTENDED: (said) => ({
    facts: [change(said, { periodEnd: isoTime(said.node.text("expiration_at_ms")) })],
    words: `Period of ${product(said.node)} was extended`,
  }),
  PRODUCT_CHANGE: ({ node }) => ({
    facts: [],
    words: `Asked to change ${product(node)}${node.text("new_product_id") ? ` to ${node.text("new_product_id")}` : ""}`,
  }),
  TEMPORARY_ENTITLEMENT_GRANT: (said) => ({
    facts: [period(said)],
    words: `Got ${product(said.node)} for a while, until the store answers`,
  }),
  REFUND_REVERSED: (said) => ({
    facts: [restored(said), refund(said, "declined")],
    words: `Refund of ${product(said.node)} was taken back`,
  }),
  INVOICE_ISSUANCE: ({ node }) => ({ facts: [], words: `Invoice for ${product(node)} was issued` }),
  VIRTUAL_CURRENCY_TRANSACTION: () => ({ facts: [], words: "Balance of a virtual currency was changed" }),
  EXPERIMENT_ENROLLMENT: () => ({ facts: [], words: "Joined an experiment" }),
  SUBSCRIBER_ALIAS: () => ({ facts: [], words: "Got another app user id" }),
};

function transfer(node: JsonReader, head: Head): Meaning {
  const from = node.texts("transferred_from");
  const to = node.texts("transferred_to");
  // Whoever has a name of their own goes before who is anonymous.
  const [customerId, ...aliases] = to.toSorted((a, b) => Number(isAnonymous(a)) - Number(isAnonymous(b)));
  const words = "Purchases were moved from another customer of RevenueCat";
  if (customerId === undefined) return unknownEvent(head);
  const names: Names = compact({
    customerId,
    userId: isAnonymous(customerId) ? undefined : customerId,
    aliases: aliases.length > 0 ? aliases : undefined,
  });
  const sameAs = from.filter((id) => !to.includes(id));
  return {
    customer: names,
    facts: [customerFact(names, { sameAs: sameAs.length > 0 ? sameAs : undefined })],
    isKnown: true,
    words,
  };
}

/** The chain of a store's transactions is the subscription; the first of them is its name. */
function subscriptionId(node: JsonReader): string | undefined {
  return node.text("original_transaction_id", "transaction_id");
}

function change({ node }: Said, more: Partial<SubscriptionFact>): SubscriptionFact | null {
  const id = subscriptionId(node);
  if (id === undefined) return null;
  return compact<SubscriptionFact>({
    subject: "subscription",
    id,
    customerId: node.text("original_app_user_id", "app_user_id"),
    product: productOf(node),
    ...more,
  });
}

function period(said: Said): SubscriptionFact | null {
  const { node } = said;
  const kind = node.text("period_type")?.toUpperCase();
  const isRenewing =
    kind !== "PROMOTIONAL" && kind !== "PREPAID" && node.text("type") !== "TEMPORARY_ENTITLEMENT_GRANT";
  const count = node.integer("renewal_number");
  return change(said, {
    phase: kind === "TRIAL" || kind === "INTRO" ? "intro" : "recurring",
    isTrial: kind === "TRIAL",
    autoRenew: isRenewing,
    dunning: "none",
    pause: null,
    endedAt: null,
    startedAt: node.text("type") === "INITIAL_PURCHASE" ? isoTime(node.text("purchased_at_ms")) : undefined,
    periodStart: isoTime(node.text("purchased_at_ms")),
    periodEnd: isoTime(node.text("expiration_at_ms")),
    iteration: count !== undefined && count > 0 ? count : undefined,
  });
}

function cancellation(said: Said): Told {
  const { node } = said;
  const reason = node.text("cancel_reason")?.toUpperCase();
  if (reason === "BILLING_ERROR")
    return { facts: [change(said, {})], words: `Payment of ${product(node)} failed` };
  if (reason !== "CUSTOMER_SUPPORT")
    return {
      facts: [change(said, { autoRenew: false })],
      words: `Cancelled the renewal of ${product(node)}${reason ? ` (${asWords(reason)})` : ""}`,
    };
  const money = price(node);
  return {
    facts: [refund(said, "succeeded")],
    words: money
      ? `Refunded ${formatMoney(absolute(money))} of ${product(node)}`
      : `Refunded ${product(node)}`,
  };
}

const endings: Record<string, SubscriptionFact["endReason"]> = {
  UNSUBSCRIBE: "cancelled",
  PRICE_INCREASE: "cancelled",
  BILLING_ERROR: "unpaid",
  CUSTOMER_SUPPORT: "refunded",
};

function expiration(said: Said): Told {
  const { node, at } = said;
  const reason = node.text("expiration_reason")?.toUpperCase() ?? "";
  const endedAt = isoTime(node.text("expiration_at_ms")) ?? at.toISOString();
  // Until when was said by SUBSCRIPTION_PAUSED.
  if (reason === "SUBSCRIPTION_PAUSED")
    return { facts: [change(said, { pause: { since: endedAt } })], words: `${product(node)} is paused` };
  return {
    facts: [
      change(said, {
        ...{ phase: "expired", autoRenew: false, dunning: "none", pause: null, endedAt },
        endReason: endings[reason] ?? "ended_by_provider",
      }),
    ],
    words: `${product(node)} ended${reason ? ` (${asWords(reason)})` : ""}`,
  };
}

/** A reversed refund gives back what is left of the period. */
function restored(said: Said): SubscriptionFact | null {
  const end = readTime(said.node.text("expiration_at_ms"));
  if (!end || end <= said.at) return null;
  return period(said);
}

function payment({ node, at }: Said, isOneOff = false): PaymentFact | null {
  const id = node.text("transaction_id");
  const amount = price(node);
  if (id === undefined || !amount || amount.minor <= 0n) return null;
  return compact({
    ...{ subject: "payment", id, kind: "charge", status: "succeeded", amount },
    customerId: node.text("original_app_user_id", "app_user_id"),
    subscriptionId: isOneOff ? undefined : subscriptionId(node),
    product: isOneOff ? productOf(node) : undefined,
    via: takerOf(node),
    at: isoTime(node.text("purchased_at_ms")) ?? at.toISOString(),
  } satisfies PaymentFact);
}

/** RevenueCat's own billing charges through the project's account at Stripe. */
function takerOf(node: JsonReader): PaymentFact["via"] {
  const store = node.text("store");
  return store === "STRIPE" || store === "RC_BILLING" ? ["stripe"] : undefined;
}

function refund({ node, at }: Said, status: PaymentFact["status"]): PaymentFact | null {
  const charged = node.text("transaction_id");
  const amount = price(node);
  if (charged === undefined || !amount || amount.minor === 0n) return null;
  return compact({
    ...{ subject: "payment", id: `${charged}:refund`, kind: "refund", status, amount: absolute(amount) },
    customerId: node.text("original_app_user_id", "app_user_id"),
    subscriptionId: subscriptionId(node),
    chargeId: charged,
    via: takerOf(node),
    at: at.toISOString(),
  } satisfies PaymentFact);
}
