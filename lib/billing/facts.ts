import type { PeriodUnit } from "../../db/columns";
import type { subscriptions } from "../../db/schema/subscriptions";
import type { SubscriptionEventType } from "../events/catalogue";

/** What is true of a subscription; every status and date that is shown follows from it. */
export type Facts = Pick<
  typeof subscriptions.$inferSelect,
  | "phase"
  | "autoRenew"
  | "startedAt"
  | "periodStart"
  | "periodEnd"
  | "iteration"
  | "anchorAt"
  | "zone"
  | "cycle"
  | "isNextPaid"
  | "pausedAt"
  | "pauseUntil"
  | "unusedPremiumMs"
  | "dunning"
  | "dunningStep"
  | "dunningSince"
  | "isDeclineHard"
  | "discountPercent"
  | "discountCycles"
  | "missedPeriods"
  | "endedAt"
  | "endReason"
  | "nextCheckAt"
>;

/** One that has begun and not ended. */
export type Running = Facts & { startedAt: Date; periodStart: Date; periodEnd: Date };

export type EndReason = NonNullable<Facts["endReason"]>;

export type Period = { unit: PeriodUnit; count: number };

/** What one version of a price point asks for; amounts are minor units. */
export type Terms = {
  currency: string;
  exponent: number;
  priceMinor: bigint;
  period: Period;
  /** A null price is a free trial. */
  intro: { period: Period; priceMinor: bigint | null } | null;
};

export type RetrySchedule = "smart" | "short";

/** What transitions depend on beyond the facts. */
export type Plan = {
  terms: Terms;
  schedule: RetrySchedule;
  /** Of the subscription that waits for this one's end. */
  successor: Terms | null;
};

export type ChargePurpose = "conversion" | "renewal" | "migration";

export type Effect =
  /** Ask for this amount for the period that iteration `iteration` begins. Step 0 is the first try, in percent of the price. */
  | {
      kind: "charge";
      purpose: ChargePurpose;
      iteration: number;
      amountMinor: bigint;
      step: number;
      percent: number;
    }
  | { kind: "event"; type: SubscriptionEventType }
  | { kind: "ended"; reason: EndReason }
  /** Its paid period is over, and the next one is paid: the subscription that waited begins. */
  | { kind: "start_successor" }
  /** Periods that nobody charged while the engine stood still. */
  | { kind: "missed"; periods: number }
  /** Money came for something that has ended; a person must decide. */
  | { kind: "park"; reason: "paid_after_end" };

export type Moved = { ok: true; facts: Facts; effects: Effect[] };
export type Refused = { ok: false; code: RefusalCode; words: string };
export type Outcome = Moved | Refused;

export type RefusalCode =
  | "not_due"
  | "ended"
  | "not_started"
  | "already"
  | "paused"
  | "not_paused"
  | "in_dunning"
  | "autorenew_off"
  | "paid_ahead"
  | "trial"
  | "bad_date"
  | "bad_amount";

export type Happening =
  | { type: "check" }
  | { type: "charge_now" }
  /** The charge for the coming period succeeded. */
  | { type: "charged" }
  /** `isManual`: asked for by a person, so the schedule stands where it stood. */
  | { type: "declined"; isHard: boolean; isManual: boolean }
  | { type: "cancel" }
  | { type: "uncancel" }
  | { type: "pause"; until: Date | null }
  | { type: "resume" }
  | { type: "defer"; until: Date }
  | { type: "discount"; percent: number; cycles: number }
  | { type: "end"; reason: EndReason };
