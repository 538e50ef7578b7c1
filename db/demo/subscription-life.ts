import type { subscriptions } from "../schema/subscriptions";
import type { DemoPlan, Period } from "./catalogue";

type Row = typeof subscriptions.$inferSelect;
export type Life = Pick<
  Row,
  | "phase"
  | "autoRenew"
  | "periodStart"
  | "periodEnd"
  | "iteration"
  | "anchorAt"
  | "cycle"
  | "isNextPaid"
  | "pausedAt"
  | "pauseUntil"
  | "unusedPremiumMs"
  | "dunning"
  | "dunningStep"
  | "dunningSince"
  | "endedAt"
  | "endReason"
  | "nextCheckAt"
>;

/** One try to charge for the period that `iteration` begins. */
export type Try = { at: Date; iteration: number; step: number; amountMinor: bigint; isPaid: boolean };
/** With the life as it was then. */
type Told = { type: `subscription.${string}`; at: Date; life: Life };

/** What becomes of it: it goes on, is cancelled, cannot be charged from some day on, or only once, or is paused. */
export type Fate = "loyal" | "cancels" | "fails" | "recovers" | "pauses";

type Step = { day: number; percent: bigint; endsGrace: boolean };
const step = (day: number, percent: bigint, endsGrace = false): Step => ({ day, percent, endsGrace });
const shortSteps = [step(0, 100n), step(2, 70n), step(7, 50n)];
const longSteps = [step(0, 100n), step(2, 100n), step(7, 100n, true), step(12, 70n), step(20, 50n)];

const dayMs = 86_400_000;
const after = (at: Date, ms: number) => new Date(at.getTime() + ms);

/** A whole life from the purchase until now, as the engine would have led it in UTC with the smart schedule. */
export function liveSubscription(
  plan: DemoPlan & { period: Period },
  { startedAt, now, fate, share }: { startedAt: Date; now: Date; fate: Fate; share: number },
): { life: Life; tries: Try[]; told: Told[] } {
  const { period, intro, priceMinor } = plan;
  const firstEnd = afterPeriods(startedAt, intro?.period ?? period, 1);
  const life: Life = {
    phase: intro ? "intro" : "recurring",
    autoRenew: true,
    periodStart: startedAt,
    periodEnd: firstEnd,
    iteration: 1,
    anchorAt: intro ? firstEnd : startedAt,
    cycle: intro ? 0 : 1,
    isNextPaid: false,
    pausedAt: null,
    pauseUntil: null,
    unusedPremiumMs: null,
    dunning: "none",
    dunningStep: 0,
    dunningSince: null,
    endedAt: null,
    endReason: null,
    nextCheckAt: null,
  };
  const tries: Try[] = [];
  const told: Told[] = intro
    ? [{ type: "subscription.starting_trial", at: startedAt, life: { ...life } }]
    : [];
  const tell = (name: string, at: Date) => told.push({ type: `subscription.${name}`, at, life: { ...life } });
  const end = (reason: "cancelled" | "unpaid", endedAt: Date) => {
    Object.assign(life, { phase: "expired", endedAt, endReason: reason, dunning: "none", dunningStep: 0 });
    life.dunningSince = null;
    tell("expiration", endedAt);
  };
  const lead = () => leadMs(life.periodStart ?? startedAt, life.periodEnd ?? firstEnd);
  const isLast = () =>
    after(life.periodEnd ?? firstEnd, period.unit === "weeks" ? 7 * dayMs : 28 * dayMs) > now;
  const advance = (begin: Date) => {
    const name = life.phase === "recurring" ? "renewing" : "convertion";
    life.phase = "recurring";
    life.iteration++;
    life.cycle++;
    life.periodStart = begin;
    life.periodEnd = afterPeriods(life.anchorAt, period, life.cycle);
    tell(name, begin);
  };
  for (;;) {
    const boundary: Date = life.periodEnd ?? firstEnd;
    const chargeAt = after(boundary, -lead());
    const isTurning = isLast() || chargeAt > now;
    if (fate === "cancels" && isTurning && life.autoRenew) {
      const begun = life.periodStart ?? startedAt;
      const until = Math.min(now.getTime(), chargeAt.getTime());
      const at = after(begun, Math.max(1, (until - begun.getTime()) * share));
      life.autoRenew = false;
      tell("unsubscription", at);
    }
    if (!life.autoRenew) {
      if (boundary <= now) end("cancelled", boundary);
      break;
    }
    if (chargeAt > now) break;
    const iteration = life.iteration + 1;
    if ((fate === "fails" || fate === "recovers") && isLast()) {
      const steps = period.unit === "weeks" ? shortSteps : longSteps;
      Object.assign(life, { dunning: "grace", dunningSince: chargeAt });
      tell("start_grace", chargeAt);
      let endedAt: Date | null = null;
      for (const [place, { day, percent, endsGrace }] of steps.entries()) {
        const at = after(chargeAt, day * dayMs);
        if (at > now) break;
        const isPaid = fate === "recovers" && place === 1;
        tries.push({ at, iteration, step: place, amountMinor: (priceMinor * percent + 50n) / 100n, isPaid });
        if (isPaid) {
          Object.assign(life, {
            dunning: "none",
            dunningSince: null,
            dunningStep: 0,
            anchorAt: at,
            cycle: 0,
          });
          tell("recovering", at);
          advance(at);
          break;
        }
        life.dunningStep = place;
        if (endsGrace) {
          life.dunning = "retry";
          tell("finish_grace", at);
          tell("start_retry", at);
        }
        if (place === steps.length - 1) endedAt = at;
      }
      if (endedAt) end("unpaid", endedAt);
      else if (life.dunningSince) {
        const next = steps[life.dunningStep + 1];
        life.nextCheckAt = next ? after(life.dunningSince, next.day * dayMs) : life.dunningSince;
      }
      break;
    }
    tries.push({ at: chargeAt, iteration, step: 0, amountMinor: priceMinor, isPaid: true });
    if (boundary > now) {
      life.isNextPaid = true;
      break;
    }
    advance(boundary);
  }
  if (fate === "pauses") pause(life, { now, share, tell });
  if (life.endedAt === null && life.dunning === "none" && !life.pausedAt)
    life.nextCheckAt =
      life.autoRenew && !life.isNextPaid ? after(life.periodEnd ?? firstEnd, -lead()) : life.periodEnd;
  return { life, tries, told };
}

/** One that begins when another is over. */
export function waitingLife(at: Date): Life {
  return {
    ...{ phase: "upcoming", autoRenew: true, periodStart: null, periodEnd: null, iteration: 0, cycle: 0 },
    ...{ anchorAt: at, isNextPaid: false, pausedAt: null, pauseUntil: null, unusedPremiumMs: null },
    ...{ dunning: "none", dunningStep: 0, dunningSince: null, endedAt: null, endReason: null },
    nextCheckAt: null,
  };
}

function pause(
  life: Life,
  { now, share, tell }: { now: Date; share: number; tell: (name: string, at: Date) => void },
): void {
  const { periodStart, periodEnd } = life;
  if (!periodStart || !periodEnd || life.isNextPaid || life.endedAt) return;
  const at = after(periodStart, Math.floor((now.getTime() - periodStart.getTime()) * share));
  life.pausedAt = at;
  life.unusedPremiumMs = periodEnd.getTime() - at.getTime();
  life.pauseUntil = share < 0.3 ? null : after(now, Math.ceil(share * 30) * dayMs);
  life.nextCheckAt = life.pauseUntil;
  tell("pausing", at);
}

/** 2 hours before the end, or a tenth of a short period. */
export function leadMs(start: Date, end: Date): number {
  return Math.min(7_200_000, Math.floor((end.getTime() - start.getTime()) / 10));
}

/** Counted from the anchor, so that a month's end which was clamped comes back. */
export function afterPeriods(anchor: Date, { unit, count }: Period, times: number): Date {
  const total = count * times;
  if (unit === "weeks" || unit === "days") return after(anchor, total * (unit === "weeks" ? 7 : 1) * dayMs);
  if (unit === "minutes") return after(anchor, total * 60_000);
  const months = total * (unit === "years" ? 12 : 1);
  const found = new Date(anchor);
  found.setUTCMonth(anchor.getUTCMonth() + months);
  if (found.getUTCDate() !== anchor.getUTCDate()) found.setUTCDate(0);
  return found;
}
