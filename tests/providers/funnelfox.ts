import { decimalOf, type Step, type StepKind, seconds } from "./story";
import { fail } from "./stripe";

export const funnelfoxCan: ReadonlySet<StepKind> = new Set<StepKind>([
  ...(["email_changed", "one_off", "paused", "retry"] as const),
]);

export function funnelfoxEvents(step: Step, { isLive }: { isLive: boolean }): object[] {
  const { at, person, subscription, charge } = step;
  const profileId = `pro_${person.id.padEnd(26, "0")}`;
  let count = 0;
  const event = (type: string, data: object, more: object = {}) => {
    count += 1;
    return {
      ...{ id: `evt_${person.id}${step.index}${count}`.padEnd(30, "0"), type, created_at: seconds(at) },
      ...{
        project_id: "p1",
        is_sandbox: !isLive,
        session_id: `ses_${person.id}`,
        profile_id: profileId,
        funnel_id: "f1",
      },
      location: {
        ...{ funnel_id: "f1", funnel_version: 3, origin: "https://quiz.example", query: "utm_source=tiktok" },
        query_params: { utm_source: "tiktok", utm_campaign: "spring" },
      },
      profile: {
        id: profileId,
        session_id: `ses_${person.id}`,
        email: person.email,
        country: person.country,
        user_id: person.userId,
      },
      data,
      ...more,
    };
  };
  const money = { price: Number(subscription.plan.minor), currency: subscription.plan.currency };
  const about = (type: string) =>
    event(`subscription.${type}`, {
      subscription: {
        ...{ id: `sub_${subscription.id}`, psp_id: `psp_${subscription.id}`, renews: subscription.autoRenew },
        ...{ ...money, billing_interval: "day", billing_interval_count: 30, payment_provider: "stripe" },
        created_at: subscription.startedAt.toISOString(),
        period_starts_at: subscription.periodStart.toISOString(),
        period_ends_at: subscription.periodEnd.toISOString(),
        paused_at: subscription.status === "paused" ? at.toISOString() : null,
        cancelled_at: subscription.autoRenew ? null : at.toISOString(),
        product: { id: subscription.plan.id, name: "Pro" },
      },
    });
  const purchase = () => {
    const paid = charge ?? fail();
    return event("purchase.completed", {
      ...{ transaction_id: `tx_${paid.id}`, amount: Number(paid.minor), currency: paid.currency },
      ...{ subscription_id: paid.isOneOff ? null : `sub_${subscription.id}`, product_id: paid.plan.id },
    });
  };
  switch (step.kind) {
    case "trial_started":
      return [event("onboarding.started", {}), about("created"), about("trialing")];
    case "started":
      return [event("onboarding.started", {}), about("created"), about("active"), purchase()];
    case "converted":
      return [about("active"), purchase()];
    case "renewed":
    case "recovered":
      return [about("cycle"), purchase()];
    case "one_off":
      return [purchase()];
    case "cancelled":
      return [about("cancelled")];
    case "expired":
      return [about("cancelled")];
    case "retry":
      return [about("unpaid")];
    case "paused":
      return [about("paused")];
    case "resumed":
      return [about("resumed")];
    case "email_changed":
      return [
        event("profile.updated", {
          ...{ id: profileId, email: person.email, phone_number: null },
          password_hashes: { bcrypt: "$2a$10$not.a.real.hash" },
        }),
      ];
    default:
      return [];
  }
}

export const billingCan: ReadonlySet<StepKind> = new Set<StepKind>([
  ...([
    "email_changed",
    "one_off",
    "disputed",
    "refunded",
    "paused",
    "uncancelled",
    "retry",
    "grace",
  ] as const),
]);

/** Naive UTC, as FunnelFox Billing writes times. */
const naive = (time: Date): string => `${time.toISOString().slice(0, -1)}000`;

export function billingEvents(step: Step, { isLive }: { isLive: boolean }): object[] {
  const { at, person, subscription, charge } = step;
  let count = 0;
  const event = (type: string, subtype: string, more: object) => {
    count += 1;
    return {
      ...{
        event_id: `0${step.index}${count}-${person.id}`,
        event_timestamp: naive(at),
        event_type: type,
        subtype,
      },
      ...{ external_id: person.userId, is_livemode: isLive },
      user: { external_id: person.userId, email: person.email, email_aliases: person.formerEmails },
      ...more,
    };
  };
  const { plan } = subscription;
  const about = (subtype: string) =>
    event("subscription", subtype, {
      subscription: {
        ...{
          subs_id: `subs-${subscription.id}`,
          is_active: subscription.status !== "expired",
          status: statusesOf(step),
        },
        price_point: {
          ...{ ident: plan.id, currency: { code: plan.currency, minor_units: plan.digits } },
          ...{ next_price: decimalOf(plan), next_period: "days", next_period_duration: 30 },
          features: [{ ident: plan.entitlement }],
        },
        ...{
          started_at: naive(subscription.startedAt),
          current_period_starts_at: naive(subscription.periodStart),
        },
        ...{ current_period_ends_at: naive(subscription.periodEnd), iteration: subscription.iteration },
        next_check_at: subscription.pauseUntil ? naive(subscription.pauseUntil) : null,
        ...{ available_actions: [], initial_order_metadata: {} },
      },
    });
  const order = (subtype: "settled" | "declined") => {
    const paid = charge ?? fail();
    return event("order", subtype, {
      order: {
        ...{ order_id: `ord-${paid.id}`, amount: decimalOf(paid), currency_code: paid.currency },
        ...{ external_id: person.userId, subs_id: paid.isOneOff ? null : `subs-${subscription.id}` },
        ...{ status: subtype === "settled" ? "settled" : "cancelled", created_at: naive(at), psp: "primer" },
        ...(paid.isOneOff ? { oneoff_id: `one-${paid.id}`, price_point: paid.plan.id } : {}),
        ...(subtype === "declined" ? { decline_reason: "insufficient_funds", retry_step: 1 } : {}),
      },
    });
  };
  switch (step.kind) {
    case "trial_started":
      return [about("starting_trial")];
    case "started":
      return [order("settled"), about("convertion")];
    case "converted":
      return [order("settled"), about("convertion")];
    case "renewed":
      return [order("settled"), about("RENEWING")];
    case "recovered":
      return [order("settled"), about("recovering")];
    case "declined":
      return [order("declined")];
    case "one_off":
      return [
        order("settled"),
        event("oneoff", "granted", {
          oneoff: {
            oneoff_id: `one-${charge?.id}`,
            order_id: `ord-${charge?.id}`,
            price_point: charge?.plan.id,
          },
        }),
      ];
    case "cancelled":
      return [about("unsubscription")];
    case "uncancelled":
      return [about("recovering_autorenew")];
    case "grace":
      return [about("start_grace")];
    case "retry":
      return [about("start_retry")];
    case "paused":
      return [about("pausing")];
    case "resumed":
      return [about("resuming")];
    case "expired":
      return [about("expiration")];
    case "email_changed":
      return [event("user", "update email", {})];
    case "refunded":
      return [
        event("refund", "settled", {
          ...{
            amount_refunded: decimalOf(charge ?? fail()),
            order_id: `ord-${charge?.id}`,
            trx_id: `trx-${step.refund?.id}`,
          },
          ...{ currency_code: charge?.currency, created_at: naive(at) },
        }),
      ];
    case "disputed":
      return [
        event("dispute", "opened", {
          ...{
            dispute_id: `dis-${step.dispute?.id}`,
            order_id: `ord-${charge?.id}`,
            psp_dispute_id: "dp_1",
            processor: "stripe",
          },
          ...{ amount: decimalOf(charge ?? fail()), currency_code: charge?.currency },
        }),
      ];
    default:
      return [];
  }
}

function statusesOf({ subscription: { status, autoRenew } }: Step): string[] {
  if (status === "expired") return ["EXPIRED"];
  const base = status === "trial" ? ["INTRO"] : ["RECURRING"];
  const more = { trial: [], active: [], grace: ["GRACE"], retry: ["RETRY"], paused: ["PAUSED"] }[status];
  return [...base, ...more, ...(autoRenew ? [] : ["AUTORENEW_OFF"])];
}
