import type { EventData } from "../events/data";
import type { Held } from "./held";
import { showSubscription } from "./resource";

/** The subscription as endpoints read it: the API's fields in their spelling. */
export function subscriptionData(held: Held): EventData["subscription.renewing"]["subscription"] {
  const shown = showSubscription(held);
  return {
    id: shown.id,
    customer: shown.customer,
    status: shown.status,
    is_active: shown.isActive,
    is_mirror: shown.isMirror,
    environment: shown.environment,
    provider: shown.provider,
    provider_subscription_id: shown.providerSubscriptionId,
    price_point: shown.pricePoint,
    price_point_version: shown.pricePointVersion,
    price: shown.price,
    started_at: shown.startedAt,
    iteration: shown.iteration,
    current_period_starts_at: shown.currentPeriodStartsAt,
    current_period_ends_at: shown.currentPeriodEndsAt,
    next_check_at: shown.nextCheckAt,
    next_payment_at: shown.nextPaymentAt,
    auto_renew: shown.autoRenew,
    paused_at: shown.pausedAt,
    pause_until: shown.pauseUntil,
    unused_premium_after_pause_seconds: shown.unusedPremiumAfterPauseSeconds,
    discount_percent: shown.discountPercent,
    discount_cycles: shown.discountCycles,
    follows: shown.follows,
    successor: shown.successor,
    initial_order: shown.initialOrder,
    session: shown.session,
    funnel: shown.funnel,
    metadata: shown.metadata,
    missed_periods: shown.missedPeriods,
    parked_reason: shown.parkedReason,
    ended_at: shown.endedAt,
    end_reason: shown.endReason,
  };
}
