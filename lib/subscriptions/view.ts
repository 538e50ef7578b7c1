import type { Environment, PaymentProvider } from "../../db/columns";
import type { EndReason, Period } from "../billing/facts";
import { nextPaymentAt, paidUntil } from "../billing/next-check";
import { isActive, isRunning, mainStatus, type Status, statuses } from "../billing/statuses";
import { durationText, graceEnd, type NextStep, whatHappensNext, whyAccess } from "../billing/words";
import { showId } from "../core/ids";
import type { Amount } from "../core/money";
import type { Held } from "./held";

/** A subscription with everything that a page says of it. */
export type SubscriptionView = {
  /** Shown id. */
  id: string;
  statuses: Status[];
  mainStatus: Status;
  isActive: boolean;
  /** Until when it gives access by what is paid, while it does. */
  accessUntil: Date | null;
  why: string;
  next: NextStep;
  /** What the next check asks for, where it asks for money. */
  nextAmount: Amount | null;
  nextPaymentAt: Date | null;
  isMirror: boolean;
  environment: Environment;
  provider: PaymentProvider;
  providerSubscriptionId: string | null;
  pricePoint: string;
  pricePointVersion: number;
  price: Amount;
  period: Period;
  startedAt: Date | null;
  createdAt: Date;
  iteration: number;
  periodStart: Date | null;
  periodEnd: Date | null;
  nextCheckAt: Date | null;
  pausedAt: Date | null;
  pauseUntil: Date | null;
  /** "4 days". Null unless it is paused. */
  unusedPremium: string | null;
  discount: { percent: number; cycles: number } | null;
  missedPeriods: number;
  parkedReason: string | null;
  endedAt: Date | null;
  endReason: EndReason | null;
  /** Shown ids of the one whose end this one waits for or took the place of, and of the one that waits for this. */
  followsId: string | null;
  successorId: string | null;
  /** As stored, for links. */
  profileId: string | null;
  sessionId: string | null;
  version: number;
};

export function viewOf({ row, plan, pricePoint, successorId }: Held): SubscriptionView {
  const { priceMinor, currency, exponent, period } = plan.terms;
  const next = row.isMirror ? kept(row.nextCheckAt) : whatHappensNext(row, plan);
  const asked = plan.successor ?? plan.terms;
  const { discountPercent, discountCycles } = row;
  return {
    id: showId("subscription", row.id),
    statuses: statuses(row),
    mainStatus: mainStatus(row),
    isActive: isActive(row),
    accessUntil:
      isActive(row) && isRunning(row)
        ? row.dunning === "grace"
          ? graceEnd(row, plan)
          : paidUntil(row, plan)
        : null,
    why: whyAccess(row, plan),
    next,
    nextAmount:
      next.amountMinor === null
        ? null
        : { minor: next.amountMinor, currency: asked.currency, exponent: asked.exponent },
    nextPaymentAt: row.isMirror ? null : nextPaymentAt(row, plan),
    isMirror: row.isMirror,
    environment: row.environment,
    provider: row.provider,
    providerSubscriptionId: row.providerSubscriptionId,
    pricePoint: pricePoint.ident,
    pricePointVersion: row.pricePointVersion,
    price: { minor: priceMinor, currency, exponent },
    period,
    startedAt: row.startedAt,
    createdAt: row.createdAt,
    iteration: row.iteration,
    periodStart: row.periodStart,
    periodEnd: row.periodEnd,
    nextCheckAt: row.nextCheckAt,
    pausedAt: row.pausedAt,
    pauseUntil: row.pauseUntil,
    unusedPremium: row.unusedPremiumMs === null ? null : durationText(row.unusedPremiumMs),
    discount:
      discountPercent === null || discountCycles === null
        ? null
        : { percent: discountPercent, cycles: discountCycles },
    missedPeriods: row.missedPeriods,
    parkedReason: row.parkedReason,
    endedAt: row.endedAt,
    endReason: row.endReason,
    followsId: row.followsId && showId("subscription", row.followsId),
    successorId: successorId && showId("subscription", successorId),
    profileId: row.profileId,
    sessionId: row.sessionId,
    version: row.version,
  };
}

/** What its provider keeps is only watched. */
function kept(at: Date | null): NextStep {
  return {
    kind: "wait",
    at,
    amountMinor: null,
    words: "Its provider keeps it: it is charged and ended there, and only watched here.",
  };
}
