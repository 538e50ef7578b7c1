import { showId } from "../../lib/core/ids";
import { type DemoPlan, identOf, shownMoney } from "./catalogue";
import type { Rows } from "./rows";
import { type Life, leadMs } from "./subscription-life";

type Row = Rows["subscriptions"][number];

/** A subscription as endpoints were told of it at one moment of its life. */
export function toldOf(row: Row, life: Life, plan: DemoPlan): Record<string, unknown> {
  const isRunning = life.endedAt === null && life.phase !== "upcoming";
  const next = nextCheckOf(life);
  return {
    id: showId("subscription", row.id),
    customer: row.profileId && showId("profile", row.profileId),
    status: statusesOf(life),
    is_active: isRunning && life.pausedAt === null && life.dunning !== "retry",
    is_mirror: row.isMirror,
    environment: row.environment,
    provider: row.provider,
    provider_subscription_id: row.providerSubscriptionId,
    price_point: identOf(plan.name, plan.currency),
    price_point_version: row.pricePointVersion,
    price: shownMoney(plan.priceMinor, plan.currency),
    started_at: shown(row.startedAt),
    iteration: life.iteration,
    current_period_starts_at: shown(life.periodStart),
    current_period_ends_at: shown(life.periodEnd),
    next_check_at: shown(next),
    next_payment_at: isRunning && life.autoRenew && !life.pausedAt ? shown(next) : null,
    auto_renew: life.autoRenew,
    paused_at: shown(life.pausedAt),
    pause_until: shown(life.pauseUntil),
    unused_premium_after_pause_seconds:
      life.unusedPremiumMs === null ? null : Math.floor(life.unusedPremiumMs / 1_000),
    discount_percent: null,
    discount_cycles: null,
    follows: row.followsId && showId("subscription", row.followsId),
    successor: null,
    initial_order: row.initialOrderId && showId("order", row.initialOrderId),
    session: row.sessionId && showId("session", row.sessionId),
    funnel: row.funnelId && showId("funnel", row.funnelId),
    metadata: null,
    missed_periods: 0,
    parked_reason: null,
    ended_at: shown(life.endedAt),
    end_reason: life.endReason,
  };
}

function statusesOf({ phase, autoRenew, pausedAt, dunning }: Life): string[] {
  const names = { intro: "INTRO", recurring: "RECURRING", upcoming: "UPCOMING", expired: "EXPIRED" };
  if (phase === "expired" || phase === "upcoming") return [names[phase]];
  return [
    names[phase],
    ...(autoRenew ? [] : ["AUTORENEW_OFF"]),
    ...(pausedAt ? ["PAUSED"] : []),
    ...(dunning === "grace" ? ["GRACE", "RETRY"] : dunning === "retry" ? ["RETRY"] : []),
  ];
}

function nextCheckOf(life: Life): Date | null {
  const { periodStart, periodEnd, dunningSince } = life;
  if (life.endedAt || !periodStart || !periodEnd) return null;
  if (life.pausedAt) return life.pauseUntil;
  if (dunningSince) return new Date(dunningSince.getTime() + 2 * 86_400_000);
  return life.autoRenew ? new Date(periodEnd.getTime() - leadMs(periodStart, periodEnd)) : periodEnd;
}

function shown(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
