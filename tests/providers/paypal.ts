import { type Charge, decimalOf, type Step, type StepKind, type Subscription } from "./story";
import { fail } from "./stripe";

export const paypalCan: ReadonlySet<StepKind> = new Set<StepKind>([
  ...(["one_off", "disputed", "refunded", "paused", "retry", "email_changed"] as const),
]);

export function paypalEvents(step: Step, { isLive }: { isLive: boolean }): object[] {
  const { at, person, subscription, charge } = step;
  const host = isLive ? "https://api.paypal.com" : "https://api.sandbox.paypal.com";
  let count = 0;
  const event = (type: string, resourceType: string, resource: object) => {
    count += 1;
    const id = `WH-${person.id}-${step.index}-${count}`;
    return {
      ...{
        id,
        event_version: "1.0",
        create_time: at.toISOString(),
        resource_type: resourceType,
        event_type: type,
      },
      ...{ summary: "Something happened", resource },
      links: [{ href: `${host}/v1/notifications/webhooks-events/${id}`, rel: "self", method: "GET" }],
    };
  };
  const about = (type: string, status: string, more: { failed?: number } = {}) =>
    event(`BILLING.SUBSCRIPTION.${type}`, "subscription", {
      ...{
        id: `I-${subscription.id}`,
        status,
        status_update_time: at.toISOString(),
        plan_id: `P-${subscription.plan.id}`,
      },
      ...{ start_time: subscription.startedAt.toISOString(), quantity: "1", custom_id: person.userId },
      subscriber: { email_address: person.email, payer_id: `PAYER${person.id}`, name: { given_name: "P" } },
      billing_info: billingInfo(subscription, more.failed ?? 0),
    });
  const sale = (paid: Charge) =>
    paid.isOneOff
      ? event("PAYMENT.CAPTURE.COMPLETED", "capture", {
          ...{ id: `CAP${paid.id}`, status: "COMPLETED", amount: sumOf(paid), custom_id: person.userId },
          ...{ create_time: paid.at.toISOString(), update_time: paid.at.toISOString() },
        })
      : event("PAYMENT.SALE.COMPLETED", "sale", {
          ...{ id: `SALE${paid.id}`, state: "completed", billing_agreement_id: `I-${subscription.id}` },
          ...{ amount: totalOf(paid), create_time: paid.at.toISOString(), custom: person.userId },
        });
  switch (step.kind) {
    case "trial_started":
    case "started":
      return [
        about("CREATED", "APPROVAL_PENDING"),
        about("ACTIVATED", "ACTIVE"),
        ...(charge ? [sale(charge)] : []),
      ];
    case "converted":
    case "renewed":
    case "recovered":
      return [about("UPDATED", "ACTIVE"), sale(charge ?? fail())];
    case "one_off":
      return [sale(charge ?? fail())];
    case "email_changed":
      return [about("UPDATED", "ACTIVE")];
    case "cancelled":
      return [];
    case "expired":
      return [
        subscription.ending === "refunded" ? about("EXPIRED", "EXPIRED") : about("CANCELLED", "CANCELLED"),
      ];
    case "retry":
      return [about("PAYMENT.FAILED", "ACTIVE", { failed: 1 })];
    case "paused":
      return [about("SUSPENDED", "SUSPENDED")];
    case "resumed":
      return [about("RE-ACTIVATED", "ACTIVE")];
    case "refunded": {
      const paid = charge ?? fail();
      return [
        event("PAYMENT.SALE.REFUNDED", "refund", {
          ...{
            id: `REF${step.refund?.id}`,
            sale_id: `SALE${paid.id}`,
            state: "completed",
            amount: totalOf(paid),
          },
          create_time: at.toISOString(),
        }),
      ];
    }
    case "disputed":
      return [disputed(step, "CREATED", "OPEN")].map((dispute) =>
        event("CUSTOMER.DISPUTE.CREATED", "dispute", dispute),
      );
    case "dispute_closed":
      return [disputed(step, "RESOLVED", "RESOLVED")].map((dispute) =>
        event("CUSTOMER.DISPUTE.RESOLVED", "dispute", dispute),
      );
    default:
      return [];
  }
}

function billingInfo(said: Subscription, failed: number): object {
  const isTrial = said.status === "trial";
  const had = said.iteration > 1;
  return {
    next_billing_time: said.endedAt ? null : said.periodEnd.toISOString(),
    failed_payments_count: failed,
    last_payment: isTrial
      ? null
      : {
          amount: { value: decimalOf(said.plan), currency_code: said.plan.currency },
          time: said.periodStart.toISOString(),
        },
    cycle_executions: [
      { tenure_type: "TRIAL", sequence: 1, cycles_completed: isTrial || had ? 1 : 0, total_cycles: 1 },
      {
        tenure_type: "REGULAR",
        sequence: 2,
        cycles_completed: isTrial ? 0 : said.iteration,
        total_cycles: 0,
      },
    ],
  };
}

function disputed(step: Step, type: string, status: string): object {
  const paid = step.charge ?? fail();
  return {
    ...{
      dispute_id: `PP-${step.dispute?.id}`,
      status,
      reason: "UNAUTHORISED",
      create_time: step.at.toISOString(),
    },
    ...{
      dispute_amount: sumOf(paid),
      seller_response_due_date: new Date(step.at.getTime() + 9e8).toISOString(),
    },
    disputed_transactions: [{ seller_transaction_id: `SALE${paid.id}`, buyer: { name: "P" } }],
    ...(type === "RESOLVED"
      ? {
          dispute_outcome: {
            outcome_code: step.dispute?.isWon ? "RESOLVED_SELLER_FAVOUR" : "RESOLVED_BUYER_FAVOUR",
          },
        }
      : {}),
  };
}

const sumOf = (paid: Charge) => ({ value: decimalOf(paid), currency_code: paid.currency });
const totalOf = (paid: Charge) => ({ total: decimalOf(paid), currency: paid.currency });
