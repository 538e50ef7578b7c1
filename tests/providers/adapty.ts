import { bare } from "./revenuecat";
import { type Charge, decimalOf, type Plan, type Step, type StepKind } from "./story";
import { fail } from "./stripe";

export const adaptyCan: ReadonlySet<StepKind> = new Set<StepKind>([
  ...([
    "one_off",
    "refunded",
    "paused",
    "uncancelled",
    "product_changed",
    "retry",
    "grace",
    "email_changed",
  ] as const),
]);

/** `2000-01-31T00:00:00.000000+0000`. */
const adaptyTime = (time: Date): string => `${time.toISOString().slice(0, -1)}000+0000`;

export function adaptyEvents(step: Step, { seed, isLive }: { seed: number; isLive: boolean }): object[] {
  const { at, person, subscription, charge, before } = step;
  const event = (type: string, more: object = {}, plan: Plan = subscription.plan) => ({
    ...{
      profile_id: `ad-${person.id}`,
      event_type: type,
      event_datetime: adaptyTime(at),
      event_api_version: 1,
    },
    ...(seed % 5 === 0 ? {} : { customer_user_id: person.userId }),
    ...{ email: person.email, user_agent: "", profile_install_datetime: adaptyTime(subscription.startedAt) },
    event_properties: {
      ...{
        profile_event_id: `pe-${person.id}-${step.index}`,
        environment: isLive ? "Production" : "Sandbox",
      },
      ...{ vendor_product_id: plan.id, store: "app_store", profile_country: person.country },
      // Numbers, as some stores have them.
      transaction_id: bare(`9${seed}00${subscription.iteration}`),
      original_transaction_id: bare(`9${seed}001`),
      purchase_date: adaptyTime(subscription.periodStart),
      original_purchase_date: adaptyTime(subscription.startedAt),
      subscription_expires_at: adaptyTime(subscription.periodEnd),
      ...more,
    },
    user_attributes: { goal: "sleep" },
    attributions: {
      adjust: {
        campaign: "spring",
        channel: "tiktok",
        created_at: adaptyTime(subscription.startedAt),
        status: "non_organic",
      },
    },
    ...{ integration_ids: {}, profiles_sharing_access_level: null },
  });
  const money = ({ minor, currency, digits }: Charge) => ({
    ...{
      currency,
      price_local: bare(decimalOf({ minor, digits })),
      price_usd: bare((Number(minor) / 100).toFixed(4)),
    },
  });
  switch (step.kind) {
    case "trial_started":
      return [
        event("trial_started", {
          trial_duration: "7 days",
          price_local: bare("0"),
          currency: subscription.plan.currency,
        }),
      ];
    case "started":
      return [event("subscription_started", money(charge ?? fail()))];
    case "converted":
      return [event("trial_converted", money(charge ?? fail()))];
    case "renewed":
    case "recovered":
      return [event("subscription_renewed", money(charge ?? fail()))];
    case "resumed":
      return [
        event("subscription_renewed", { price_local: bare("0"), currency: subscription.plan.currency }),
      ];
    case "cancelled":
      return [
        event(subscription.status === "trial" ? "trial_renewal_cancelled" : "subscription_renewal_cancelled"),
      ];
    case "uncancelled":
      return [event("subscription_renewal_reactivated")];
    case "grace":
      return [event("entered_grace_period")];
    case "retry":
      return [event("billing_issue_detected")];
    case "paused":
      return [event("subscription_paused")];
    case "product_changed":
      return [event("access_level_updated", { access_level_id: before?.plan.entitlement, is_active: true })];
    case "email_changed":
      return [
        event("access_level_updated", { access_level_id: subscription.plan.entitlement, is_active: true }),
      ];
    case "one_off": {
      const paid = charge ?? fail();
      const ids = { transaction_id: `one-${paid.id}`, original_transaction_id: `one-${paid.id}` };
      return [
        event(
          "non_subscription_purchase",
          { ...money(paid), ...ids, purchase_date: adaptyTime(paid.at) },
          paid.plan,
        ),
      ];
    }
    case "refunded":
      return [event("subscription_refunded", { ...money(charge ?? fail()), cancellation_reason: "refund" })];
    case "expired": {
      const reasons = { cancelled: "voluntarily_cancelled", unpaid: "billing_error", refunded: "refund" };
      const isTrial = before?.status === "trial";
      return [
        event(isTrial ? "trial_expired" : "subscription_expired", {
          cancellation_reason: subscription.ending ? reasons[subscription.ending] : "unknown",
          subscription_expires_at: adaptyTime(at),
        }),
      ];
    }
    default:
      return [];
  }
}
