import { type Charge, type Plan, type Step, type StepKind, type Subscription, seconds } from "./story";

export const stripeCan: ReadonlySet<StepKind> = new Set<StepKind>([
  "email_changed",
  "one_off",
  "disputed",
  "refunded",
  "paused",
  "uncancelled",
  "product_changed",
  "retry",
]);

/** What Stripe sends of a step. Half of the accounts are on the API of 2024, half on that of today. */
export function stripeEvents(step: Step, { seed, isLive }: { seed: number; isLive: boolean }): object[] {
  const isOld = seed % 2 === 0;
  const { at, person, subscription, charge, before } = step;
  const customer = `cus_${person.id}`;
  let count = 0;
  const event = (type: string, object: object, previous?: object) => {
    count += 1;
    return {
      id: `evt_${person.id}x${step.index}x${count}`,
      object: "event",
      api_version: isOld ? "2024-06-20" : "2026-10-28.endive",
      created: seconds(at),
      data: { object, ...(previous ? { previous_attributes: previous } : {}) },
      livemode: isLive,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type,
    };
  };
  const customerObject = {
    ...{
      id: customer,
      object: "customer",
      email: person.email,
      name: null,
      phone: null,
      created: seconds(at),
    },
    address: { country: person.country },
    metadata: { user_id: person.userId },
  };
  const about = (type: string, previous?: object) =>
    event(`customer.subscription.${type}`, subscriptionObject(subscription, customer, isOld), previous);
  const payment = (paid: Charge) => {
    const invoice = paid.isOneOff ? null : `in_${paid.id}`;
    const intent = intentObject(paid, customer, isOld ? invoice : undefined);
    const events = [
      event("payment_intent.succeeded", intent),
      event("charge.succeeded", chargeObject(paid, customer, isOld ? invoice : undefined)),
    ];
    if (!invoice) return events;
    const bill = invoiceObject(paid, customer, `sub_${subscription.id}`, isOld, true);
    return isOld
      ? [...events, event("invoice.paid", bill), event("invoice.payment_succeeded", bill)]
      : [...events, event("invoice_payment.paid", invoicePaymentObject(paid)), event("invoice.paid", bill)];
  };
  switch (step.kind) {
    case "trial_started":
      return [event("customer.created", customerObject), about("created")];
    case "started":
      return [event("customer.created", customerObject), about("created"), ...payment(charge ?? fail())];
    case "converted":
      return [about("updated", { status: "trialing" }), ...payment(charge ?? fail())];
    case "renewed":
    case "recovered": {
      const previous =
        step.kind === "recovered" ? { status: "past_due" } : { current_period_end: seconds(at) };
      return [about("updated", previous), ...payment(charge ?? fail())];
    }
    case "declined": {
      const failed = charge ?? fail();
      return [
        event("charge.failed", {
          ...chargeObject(failed, customer, isOld ? `in_${failed.id}` : undefined),
          ...{ status: "failed", paid: false, captured: false, failure_code: "card_declined" },
          outcome: { reason: "insufficient_funds" },
        }),
        event(
          "invoice.payment_failed",
          invoiceObject(failed, customer, `sub_${subscription.id}`, isOld, false),
        ),
      ];
    }
    case "cancelled":
      return [about("updated", { cancel_at_period_end: false })];
    case "uncancelled":
      return [about("updated", { cancel_at_period_end: true })];
    case "retry":
    case "grace":
      return [about("updated", { status: "active" })];
    case "paused":
      return [about("updated", { pause_collection: null })];
    case "resumed":
      return [about("updated", { pause_collection: { behavior: "void", resumes_at: null } })];
    case "product_changed":
      return [about("updated", { items: { data: [{ price: { id: before?.plan.id } }] } })];
    case "email_changed":
      return [event("customer.updated", customerObject, { email: person.formerEmails.at(-1) })];
    case "one_off":
      return payment(charge ?? fail());
    case "refunded": {
      const paid = charge ?? fail();
      const refund = {
        ...{
          id: `re_${step.refund?.id}`,
          object: "refund",
          amount: Number(step.refund?.minor),
          status: "succeeded",
        },
        ...{
          currency: paid.currency.toLowerCase(),
          charge: `ch_${paid.id}`,
          payment_intent: `pi_${paid.id}`,
        },
        ...{ created: seconds(at), metadata: {} },
      };
      const refunded = {
        ...chargeObject(paid, customer, undefined),
        refunded: true,
        amount_refunded: refund.amount,
      };
      return [
        event("refund.created", refund),
        event(
          "charge.refunded",
          isOld ? { ...refunded, refunds: { object: "list", data: [refund] } } : refunded,
        ),
      ];
    }
    case "disputed":
      return [event("charge.dispute.created", disputeObject(step, "needs_response"))];
    case "dispute_closed":
      return [event("charge.dispute.closed", disputeObject(step, step.dispute?.isWon ? "won" : "lost"))];
    case "expired":
      return [about("deleted")];
    default:
      return [];
  }
}

function subscriptionObject(said: Subscription, customer: string, isOld: boolean): object {
  const statuses = {
    trial: "trialing",
    active: "active",
    grace: "past_due",
    retry: "past_due",
    paused: "active",
    expired: "canceled",
  };
  const period = {
    current_period_start: seconds(said.periodStart),
    current_period_end: seconds(said.periodEnd),
  };
  const reason = said.ending === "unpaid" ? "payment_failed" : "cancellation_requested";
  return {
    ...{ id: `sub_${said.id}`, object: "subscription", customer, status: statuses[said.status] },
    ...{
      start_date: seconds(said.startedAt),
      created: seconds(said.startedAt),
      currency: said.plan.currency.toLowerCase(),
    },
    cancel_at_period_end: said.status !== "expired" && !said.autoRenew,
    ...{ cancel_at: null, canceled_at: null, ended_at: said.endedAt ? seconds(said.endedAt) : null },
    cancellation_details: { reason: said.endedAt ? reason : null },
    pause_collection:
      said.status === "paused"
        ? { behavior: "void", resumes_at: said.pauseUntil ? seconds(said.pauseUntil) : null }
        : null,
    ...(isOld ? period : {}),
    items: {
      object: "list",
      data: [
        {
          id: `si_${said.id}`,
          object: "subscription_item",
          price: priceObject(said.plan),
          ...(isOld ? {} : period),
        },
      ],
    },
    metadata: {},
  };
}

function priceObject(plan: Plan): object {
  return {
    ...{ id: `price_${plan.id}`, object: "price", nickname: plan.id, currency: plan.currency.toLowerCase() },
    ...{ unit_amount: Number(plan.minor), recurring: { interval: "day", interval_count: 30 } },
    ...{ product: `prod_${plan.id}`, metadata: { entitlements: plan.entitlement } },
  };
}

const moneyOf = ({ minor, currency }: Charge) => ({
  amount: Number(minor),
  currency: currency.toLowerCase(),
});

function intentObject(paid: Charge, customer: string, invoice: string | null | undefined): object {
  return {
    ...{
      id: `pi_${paid.id}`,
      object: "payment_intent",
      ...moneyOf(paid),
      amount_received: Number(paid.minor),
      customer,
    },
    ...{ status: "succeeded", created: seconds(paid.at), latest_charge: `ch_${paid.id}`, metadata: {} },
    ...(invoice === undefined ? {} : { invoice }),
  };
}

function chargeObject(paid: Charge, customer: string, invoice: string | null | undefined): object {
  return {
    ...{
      id: `ch_${paid.id}`,
      object: "charge",
      ...moneyOf(paid),
      amount_captured: Number(paid.minor),
      captured: true,
    },
    ...{
      customer,
      payment_intent: `pi_${paid.id}`,
      status: "succeeded",
      paid: true,
      created: seconds(paid.at),
      metadata: {},
    },
    payment_method_details: { type: "card", card: { brand: "visa", last4: "4242" } },
    ...(invoice === undefined ? {} : { invoice }),
  };
}

function invoiceObject(
  paid: Charge,
  customer: string,
  subscription: string,
  isOld: boolean,
  isPaid: boolean,
): object {
  const { currency } = moneyOf(paid);
  return {
    ...{ id: `in_${paid.id}`, object: "invoice", customer, currency, amount_due: Number(paid.minor) },
    ...{
      amount_paid: isPaid ? Number(paid.minor) : 0,
      status: isPaid ? "paid" : "open",
      created: seconds(paid.at),
    },
    status_transitions: { paid_at: isPaid ? seconds(paid.at) : null },
    ...(isOld
      ? { subscription, payment_intent: `pi_${paid.id}`, charge: `ch_${paid.id}` }
      : { parent: { type: "subscription_details", subscription_details: { subscription, metadata: {} } } }),
  };
}

function invoicePaymentObject(paid: Charge): object {
  const { currency } = moneyOf(paid);
  return {
    ...{
      id: `inpay_${paid.id}`,
      object: "invoice_payment",
      amount_paid: Number(paid.minor),
      currency,
      status: "paid",
    },
    ...{ invoice: `in_${paid.id}`, payment: { type: "payment_intent", payment_intent: `pi_${paid.id}` } },
    status_transitions: { paid_at: seconds(paid.at) },
  };
}

function disputeObject(step: Step, status: string): object {
  const paid = step.charge ?? fail();
  return {
    ...{ id: `dp_${step.dispute?.id}`, object: "dispute", ...moneyOf(paid), charge: `ch_${paid.id}`, status },
    ...{ payment_intent: `pi_${paid.id}`, reason: "fraudulent", created: seconds(step.at) },
    evidence_details: { due_by: seconds(step.at) + 600_000 },
  };
}

export function fail(): never {
  throw new Error("the story does not say what was paid");
}
