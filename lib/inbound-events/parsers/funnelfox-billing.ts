import { type PeriodUnit, periodUnits } from "../../../db/columns";
import { findId } from "../../core/ids";
import { type Amount, formatMoney } from "../../core/money";
import type { DisputeFact, Fact, Names, PaymentFact, ProductFact, SubscriptionFact } from "../facts";
import type { JsonReader } from "../json-reader";
import { asWords, compact, customerFact, email, type Meaning, type Parser, unknownEvent } from "../parser";
import { decimalAmount, isoTime, readTime } from "../spellings";

type Said = { event: JsonReader; kind: string; names: Names | null; at: Date };
type Told = { facts: (Fact | null)[]; words: string };

export const funnelfoxBillingParser: Parser = {
  version: 1,

  head: (event) => ({
    providerEventId: event.text("event_id"),
    type: `${normal(event.text("event_type"))}.${normal(event.text("subtype"))}`,
    occurredAt: readTime(event.text("event_timestamp")) ?? null,
    environment: event.bool("is_livemode") === false ? "preview" : "production",
  }),

  meaning(event, head): Meaning {
    const names = namesOf(event);
    const [group = "", kind = ""] = head.type.split(".");
    const tell = Object.hasOwn(tales, group) ? tales[group] : undefined;
    const told = tell?.({ event, kind, names, at: head.occurredAt ?? new Date(0) });
    if (!told) return unknownEvent(head, names);
    const facts = told.facts.filter((fact): fact is Fact => fact !== null);
    return {
      customer: names,
      facts: names ? [customerFact(names), ...facts] : facts,
      isKnown: true,
      words: told.words,
    };
  },
};

/** Written in capitals, with spaces, and one of them in two ways. */
function normal(text: string | undefined): string {
  const name = (text ?? "unknown").toLowerCase().replaceAll(/[\s-]+/g, "_");
  return name === "deferring" ? "defering" : name;
}

const tales: Record<string, (said: Said) => Told | null> = {
  subscription,
  order,
  oneoff,
  refund: (said) => (said.kind === "settled" ? refund(said) : null),
  dispute: (said) => (said.kind === "opened" ? dispute(said) : null),
  user: ({ kind }) =>
    kind === "update_email" ? { facts: [], words: "Email was changed at FunnelFox Billing" } : null,
  consumable: ({ kind }) => ({ facts: [], words: `Consumable: ${asWords(kind)}` }),
};

function namesOf(event: JsonReader): Names | null {
  const customerId = event.text("user.external_id", "external_id", "order.external_id");
  if (customerId === undefined) return null;
  const kept = keptAt(event);
  const profile = kept.text("dossier_profile", "profile_id");
  const addresses = event.texts("user.email_aliases").flatMap((address) => email(address) ?? []);
  return compact({
    customerId,
    profileId: [profile, customerId].find((id) => id && findId("profile", id)),
    userId: findId("profile", customerId) ? undefined : customerId,
    email: email(event.text("user.email")),
    emailAliases: addresses.length > 0 ? addresses : undefined,
  });
}

function keptAt(event: JsonReader): JsonReader {
  const places = ["order", "subscription", "oneoff"].map((name) =>
    event.at(`${name}.initial_order_metadata`),
  );
  return places.find(({ names }) => names.length > 0) ?? event.at("initial_order_metadata");
}

const verbs: Record<string, string> = {
  starting_trial: "Began a trial",
  convertion: "Went on after the trial",
  renewing: "Subscription was renewed",
  unsubscription: "Renewal was cancelled",
  recovering_autorenew: "Renewal was taken up again",
  planning_postponed_subscription: "Another subscription was planned after this one",
  pausing: "Subscription was paused",
  resuming: "Subscription was resumed",
  defering: "Next charge was moved",
  start_grace: "Payment failed, access stays for a while",
  finish_grace: "Grace period is over",
  start_retry: "Payment failed and is tried again",
  recovering: "Payment came in after it had failed",
  expiration: "Subscription ended",
};

function subscription({ event, kind, names, at }: Said): Told | null {
  const words = Object.hasOwn(verbs, kind) ? verbs[kind] : undefined;
  const node = event.at("subscription");
  const id = node.text("subs_id");
  if (!words || id === undefined) return words ? { facts: [], words } : null;
  const statuses = new Set(node.texts("status").map((status) => status.toUpperCase()));
  const only = node.text("status");
  if (only !== undefined) statuses.add(only.toUpperCase());
  const count = node.integer("iteration");
  const state = stateOf(statuses, kind, node, at);
  const fact: SubscriptionFact = compact({
    subject: "subscription",
    id,
    customerId: names?.customerId,
    product: pricePoint(node),
    startedAt: state.phase === "upcoming" ? undefined : isoTime(node.text("started_at")),
    periodStart: isoTime(node.text("current_period_starts_at")),
    periodEnd: isoTime(node.text("current_period_ends_at")),
    iteration: count !== undefined && count > 0 ? count : undefined,
    ...state,
  });
  return { facts: [fact], words };
}

function stateOf(
  statuses: ReadonlySet<string>,
  kind: string,
  node: JsonReader,
  at: Date,
): Partial<SubscriptionFact> {
  const has = (status: string) => statuses.has(status);
  if (has("EXPIRED") || kind === "expiration")
    return {
      ...{ phase: "expired", autoRenew: false, dunning: "none", pause: null },
      endedAt: isoTime(node.text("ended_at", "current_period_ends_at")) ?? at.toISOString(),
      endReason: has("AUTORENEW_OFF")
        ? "cancelled"
        : has("RETRY") || has("GRACE")
          ? "unpaid"
          : "ended_by_provider",
    };
  if (has("UPCOMING")) return { phase: "upcoming" };
  const phase = has("INTRO") ? "intro" : has("RECURRING") ? "recurring" : undefined;
  if (statuses.size === 0) return {};
  return {
    phase,
    isTrial: phase === undefined ? undefined : phase === "intro",
    autoRenew: !has("AUTORENEW_OFF"),
    dunning: has("GRACE") ? "grace" : has("RETRY") ? "retry" : "none",
    pause: pauseOf(has("PAUSED"), kind, node, at),
    endedAt: null,
  };
}

/** Only the event that tells of the pause knows when it began. */
function pauseOf(isPaused: boolean, kind: string, node: JsonReader, at: Date): SubscriptionFact["pause"] {
  if (!isPaused) return null;
  return kind === "pausing"
    ? { since: at.toISOString(), until: isoTime(node.text("next_check_at")) ?? null }
    : undefined;
}

function order({ event, kind, names, at }: Said): Told | null {
  if (kind !== "settled" && kind !== "declined") return null;
  const node = event.at("order");
  const id = node.text("order_id");
  const amount = decimalAmount(node.text("amount"), node.text("currency_code"));
  const isPaid = kind === "settled";
  const reason = node.text("decline_reason");
  const words = amount ? formatMoney(amount) : "an unknown amount";
  const said = isPaid
    ? `Paid ${words}`
    : `Payment of ${words} was declined${reason ? `: ${asWords(reason)}` : ""}`;
  if (!id || !amount || amount.minor <= 0n) return { facts: [], words: said };
  const step = node.text("retry_step");
  const kept = node.at("initial_order_metadata");
  const session = kept.text("dossier_session", "session_id");
  const orderId = kept.text("dossier_order");
  const fact: PaymentFact = compact({
    subject: "payment",
    id: isPaid ? id : `${id}:declined:${step ?? event.text("event_id") ?? at.toISOString()}`,
    kind: "charge",
    status: isPaid ? "succeeded" : "declined",
    amount,
    customerId: names?.customerId,
    subscriptionId: node.text("subs_id"),
    orderId: orderId && findId("order", orderId) ? orderId : undefined,
    sessionId: session && findId("session", session) ? session : undefined,
    product: node.text("subs_id") ? undefined : pricePoint(node),
    method: methodOf(node),
    declineCode: isPaid ? undefined : reason,
    via: takerOf(node.text("processor", "psp")),
    at: isoTime(isPaid ? node.text("settled_at", "created_at") : undefined) ?? at.toISOString(),
  });
  return { facts: [fact], words: said };
}

function takerOf(processor: string | undefined): PaymentFact["via"] {
  return processor === "stripe" || processor === "paypal" ? [processor] : undefined;
}

function methodOf(node: JsonReader): PaymentFact["method"] {
  const brand = node.text("network", "payment_method", "psp");
  const lastFour = node.text("last4");
  if (!brand && !lastFour) return undefined;
  return compact({ brand, lastFour: lastFour && /^\d{4}$/.test(lastFour) ? lastFour : undefined });
}

/** Its money is in the order that it names; the order's own event says it. */
function oneoff({ event, kind }: Said): Told | null {
  const name = event.text("oneoff.price_point.ident", "oneoff.price_point")?.slice(0, 80) ?? "a purchase";
  if (kind === "granted") return { facts: [], words: `Got ${name}` };
  return kind === "revoked" ? { facts: [], words: `Lost ${name}` } : null;
}

function refund({ event, names, at }: Said): Told {
  const node = event.at("refund").names.length > 0 ? event.at("refund") : event;
  const said = (...paths: string[]) => node.text(...paths) ?? event.text(...paths);
  const chargeId = said("order_id", "order.order_id");
  const id = said("trx_id") ?? (chargeId ? `${chargeId}:refund:${event.text("event_id") ?? ""}` : undefined);
  const amount = decimalAmount(said("amount_refunded"), said("currency_code", "order.currency_code"));
  const words = amount ? `Refunded ${formatMoney(amount)}` : "Refunded an unknown amount";
  if (!id || !chargeId || !amount || amount.minor <= 0n) return { facts: [], words };
  const fact: PaymentFact = compact({
    ...{ subject: "payment", id, kind: "refund", status: "succeeded", amount, chargeId },
    customerId: names?.customerId,
    subscriptionId: said("subs_id", "order.subs_id"),
    via: takerOf(said("processor", "psp", "order.processor", "order.psp")),
    at: isoTime(said("created_at")) ?? at.toISOString(),
  });
  return { facts: [fact], words };
}

function dispute({ event, at }: Said): Told {
  const node = event.at("dispute").names.length > 0 ? event.at("dispute") : event;
  const said = (...paths: string[]) => node.text(...paths) ?? event.text(...paths);
  const id = said("dispute_id", "psp_dispute_id");
  const chargeId = said("order_id", "order.order_id");
  const amount = amountOf(said);
  const words = amount ? `Payment of ${formatMoney(amount)} was disputed` : "Payment was disputed";
  if (!id || !chargeId || !amount) return { facts: [], words };
  const reason = said("reason");
  return {
    facts: [
      compact<DisputeFact>({
        ...{ subject: "dispute", id, chargeId, amount, state: "open", reason },
        via: takerOf(said("processor", "psp")),
        at: isoTime(said("created_at")) ?? at.toISOString(),
      }),
    ],
    words,
  };
}

function amountOf(said: (...paths: string[]) => string | undefined): Amount | undefined {
  return decimalAmount(said("amount", "order.amount"), said("currency_code", "order.currency_code"));
}

function pricePoint(node: JsonReader): ProductFact | undefined {
  const point = node.at("price_point");
  const id = point.letters ?? point.text("ident");
  if (id === undefined) return undefined;
  const unit = periodUnits.find(
    (name): name is PeriodUnit => name === point.text("next_period")?.toLowerCase(),
  );
  const count = point.integer("next_period_duration") ?? 1;
  const entitlements = point
    .list("features")
    .flatMap((feature) => feature.text("ident") ?? feature.letters ?? []);
  return compact({
    id,
    price: decimalAmount(point.text("next_price", "lifetime_price"), point.text("currency.code", "currency")),
    period: unit && count > 0 ? { unit, count } : undefined,
    entitlements: entitlements.length > 0 ? entitlements : undefined,
  });
}
