import { type Charge, decimalOf, type Plan, type Step, type StepKind } from "./story";
import { fail } from "./stripe";

export const revenuecatCan: ReadonlySet<StepKind> = new Set<StepKind>([
  ...(["email_changed", "one_off", "refunded", "paused", "uncancelled", "product_changed"] as const),
  ...(["retry", "grace", "transferred"] as const),
]);

/** Of `price` RevenueCat writes doubles: here a text that stands for one, put in without quotes. */
export const bare = (text: string): string => `\u0001${text}\u0001`;
export const withBareNumbers = (json: string): string => json.replaceAll(/"\\u0001([^\\]+)\\u0001"/g, "$1");

export function revenuecatEvents(step: Step, { seed, isLive }: { seed: number; isLive: boolean }): object[] {
  const { at, person, subscription, charge, before } = step;
  const anonymous = `$RCAnonymousID:${person.id.padEnd(32, "0")}`;
  const isAnonymous = seed % 5 === 0;
  let count = 0;
  const event = (type: string, more: object = {}, plan: Plan = subscription.plan, time = at) => {
    count += 1;
    return {
      api_version: "1.0",
      event: {
        ...{
          id: `rc-${person.id}-${step.index}-${count}`,
          type,
          app_id: "app1",
          event_timestamp_ms: time.getTime(),
        },
        app_user_id: isAnonymous ? anonymous : person.userId,
        ...{
          original_app_user_id: anonymous,
          aliases: isAnonymous ? [anonymous] : [anonymous, person.userId],
        },
        subscriber_attributes: {
          $email: { value: person.email, updated_at_ms: at.getTime() },
          goal: { value: "sleep", updated_at_ms: at.getTime() },
        },
        ...{ product_id: plan.id, entitlement_ids: [plan.entitlement], presented_offering_id: null },
        period_type: subscription.status === "trial" ? "TRIAL" : "NORMAL",
        purchased_at_ms: subscription.periodStart.getTime(),
        expiration_at_ms: subscription.periodEnd.getTime(),
        ...{
          store: "APP_STORE",
          environment: isLive ? "PRODUCTION" : "SANDBOX",
          country_code: person.country,
        },
        ...{ price: null, currency: null, price_in_purchased_currency: null, is_family_share: false },
        transaction_id: `${subscription.id}-${subscription.iteration}`,
        original_transaction_id: `${subscription.id}-1`,
        renewal_number: subscription.iteration,
        ...more,
      },
    };
  };
  const money = ({ minor, currency, digits }: Charge, sign = "") => ({
    price: bare(`${sign}${(Number(minor) / 100).toFixed(3)}`),
    currency,
    price_in_purchased_currency: bare(`${sign}${decimalOf({ minor, digits })}`),
  });
  const free = {
    price: bare("0.0"),
    currency: subscription.plan.currency,
    price_in_purchased_currency: bare("0.0"),
  };
  switch (step.kind) {
    case "trial_started":
      return [event("INITIAL_PURCHASE", free)];
    case "started":
      return [event("INITIAL_PURCHASE", money(charge ?? fail()))];
    case "converted":
      return [event("RENEWAL", { ...money(charge ?? fail()), is_trial_conversion: true })];
    case "renewed":
    case "recovered":
    case "resumed":
      return step.kind === "resumed"
        ? [event("RENEWAL", free)]
        : [event("RENEWAL", { ...money(charge ?? fail()), is_trial_conversion: false })];
    case "cancelled":
      return [event("CANCELLATION", { cancel_reason: "UNSUBSCRIBE" })];
    case "uncancelled":
      return [event("UNCANCELLATION")];
    case "grace":
    case "retry": {
      const grace = step.kind === "grace" ? at.getTime() + 6 * 86_400_000 : null;
      return [
        event("CANCELLATION", { cancel_reason: "BILLING_ERROR" }),
        event("BILLING_ISSUE", { grace_period_expiration_at_ms: grace }),
      ];
    }
    case "paused":
      return [
        event("SUBSCRIPTION_PAUSED", {
          auto_resume_at_ms: subscription.pauseUntil?.getTime() ?? null,
          expiration_at_ms: at.getTime(),
        }),
        event(
          "EXPIRATION",
          { expiration_reason: "SUBSCRIPTION_PAUSED", expiration_at_ms: at.getTime() },
          subscription.plan,
          new Date(at.getTime() + 60_000),
        ),
      ];
    case "product_changed":
      return [event("PRODUCT_CHANGE", { new_product_id: subscription.plan.id }, before?.plan)];
    case "one_off": {
      const paid = charge ?? fail();
      return [event("NON_RENEWING_PURCHASE", { ...money(paid), ...oneOff(paid) }, paid.plan)];
    }
    case "refunded":
      return [
        event("CANCELLATION", {
          ...{ cancel_reason: "CUSTOMER_SUPPORT", ...money(charge ?? fail(), "-") },
        }),
      ];
    case "email_changed":
      return [event("SUBSCRIBER_ALIAS")];
    case "expired": {
      const reasons = { cancelled: "UNSUBSCRIBE", unpaid: "BILLING_ERROR", refunded: "CUSTOMER_SUPPORT" };
      return [
        event("EXPIRATION", {
          expiration_reason: subscription.ending ? reasons[subscription.ending] : "UNKNOWN",
          expiration_at_ms: at.getTime(),
        }),
      ];
    }
    case "transferred":
      return [
        {
          api_version: "1.0",
          event: {
            ...{ id: `rc-${person.id}-${step.index}-t`, type: "TRANSFER", event_timestamp_ms: at.getTime() },
            ...{
              transferred_from: isAnonymous ? [anonymous] : [person.userId, anonymous],
              transferred_to: [`heir-of-${person.userId}`],
            },
            ...{ store: "APP_STORE", environment: isLive ? "PRODUCTION" : "SANDBOX" },
          },
        },
      ];
    default:
      return [];
  }
}

function oneOff(paid: Charge) {
  return {
    ...{
      transaction_id: `one-${paid.id}`,
      original_transaction_id: `one-${paid.id}`,
      expiration_at_ms: null,
    },
    ...{ purchased_at_ms: paid.at.getTime(), period_type: "NORMAL", renewal_number: null },
  };
}
