import type { CustomerFact, DisputeFact, Fact, InvoiceFact, PaymentFact, SubscriptionFact } from "./facts";
import { foldCustomer, foldDispute, foldPayments, foldSubscription, type Told } from "./fold";

/** What would be another in a subject if its facts were these: names of what differs, none where nothing does. */
export function differencesOf(
  subject: Fact["subject"],
  before: readonly Told[],
  after: readonly Told[],
): string[] {
  const [was, is] = [seen(subject, before), seen(subject, after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((field) => was[field] !== is[field])
    .map((field) => `${subject}.${field}`);
}

function seen(subject: Fact["subject"], told: readonly Told[]): Record<string, string> {
  const said = { customer, subscription, payment, dispute }[subject](told);
  return Object.fromEntries(Object.entries(said).map(([field, value]) => [field, text(value)]));
}

function text(value: unknown): string {
  return JSON.stringify(value, (_, part) => (typeof part === "bigint" ? part.toString() : part)) ?? "";
}

function only<F extends Fact>(told: readonly Told[], subject: F["subject"]): Told<F>[] {
  // The subject is compared just here.
  return told.filter(({ fact }) => fact.subject === subject) as Told<F>[];
}

function customer(told: readonly Told[]) {
  const said = foldCustomer(only<CustomerFact>(told, "customer"));
  return {
    ...{ email: said.email?.value, userId: said.userId?.value, country: said.country?.value },
    aliases: [...said.aliases.keys()].sort(),
    attributes: [...said.attributes].map(([key, { value }]) => [key, value]).sort(),
    attribution: said.touches.map(({ at: _, ...touch }) => touch),
  };
}

function subscription(told: readonly Told[]) {
  const said = foldSubscription(only<SubscriptionFact>(told, "subscription"));
  if (!said) return { isKnown: false };
  const { phase, autoRenew, periodStart, periodEnd, pause, dunning, endedAt, endReason, product } = said;
  return {
    ...{ isKnown: true, status: [phase, autoRenew, dunning, pause], end: [endedAt, endReason] },
    ...{ period: [periodStart, periodEnd], product: product?.id, customer: said.customerId },
  };
}

function payment(told: readonly Told[]) {
  const said = foldPayments(only<PaymentFact | InvoiceFact>(told, "payment"));
  return {
    known: said.map(({ kind, status }) => `${kind} ${status}`).sort(),
    amount: said.map(({ amount }) => amount),
    subscription: said.map(({ subscriptionId }) => subscriptionId),
  };
}

function dispute(told: readonly Told[]) {
  const said = foldDispute(only<DisputeFact>(told, "dispute"));
  return { state: said?.state, amount: said?.amount };
}
