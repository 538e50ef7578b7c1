import { z } from "zod";
import { environments, paymentProviders } from "../../db/columns";
import { nextPaymentAt } from "../billing/next-check";
import { isActive, statuses, statusNames } from "../billing/statuses";
import { whatHappensNext, whyAccess } from "../billing/words";
import { showId } from "../core/ids";
import { moneyResource, showMoney } from "../core/money-fields";
import { instant, resource } from "../core/resource";
import { eventTypes } from "../events/catalogue";
import type { Held } from "./held";
import type { Simulation } from "./simulation";

export const subscriptionResource = resource("Subscription", {
  id: z.string(),
  customer: z.string().nullable().describe("Null once the person was erased."),
  status: z.array(z.enum(statusNames)).describe("All that hold at once."),
  isActive: z.boolean().describe("Whether it gives access."),
  isMirror: z.boolean().describe("Kept by its provider, which alone charges it."),
  environment: z.enum(environments),
  provider: z.enum(paymentProviders),
  providerSubscriptionId: z.string().nullable(),
  pricePoint: z.string().describe("Its ident."),
  pricePointVersion: z.int(),
  price: moneyResource,
  startedAt: instant.nullable(),
  iteration: z.int(),
  currentPeriodStartsAt: instant.nullable(),
  currentPeriodEndsAt: instant.nullable(),
  nextCheckAt: instant.nullable(),
  nextPaymentAt: instant.nullable(),
  autoRenew: z.boolean(),
  pausedAt: instant.nullable(),
  pauseUntil: instant.nullable(),
  unusedPremiumAfterPauseSeconds: z.int().nullable(),
  discountPercent: z.int().nullable(),
  discountCycles: z.int().nullable(),
  follows: z.string().nullable().describe("The subscription whose end this one waits for."),
  successor: z.string().nullable().describe("The subscription that waits for this one's end."),
  initialOrder: z.string().nullable(),
  session: z.string().nullable(),
  funnel: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()).nullable(),
  missedPeriods: z.int(),
  parkedReason: z.string().nullable().describe("Why a person must decide, where one must."),
  endedAt: instant.nullable(),
  endReason: z.string().nullable(),
  access: z.string().describe("Why it gives access, or why not, in a sentence."),
  next: z.string().describe("What happens at the next check, in a sentence."),
});

export type ShownSubscription = z.input<typeof subscriptionResource>;

export function showSubscription({ row, plan, pricePoint, successorId }: Held): ShownSubscription {
  const { terms } = plan;
  return {
    id: showId("subscription", row.id),
    customer: row.profileId && showId("profile", row.profileId),
    status: statuses(row),
    isActive: isActive(row),
    isMirror: row.isMirror,
    environment: row.environment,
    provider: row.provider,
    providerSubscriptionId: row.providerSubscriptionId,
    pricePoint: pricePoint.ident,
    pricePointVersion: row.pricePointVersion,
    price: showMoney({ minor: terms.priceMinor, currency: terms.currency, exponent: terms.exponent }),
    startedAt: at(row.startedAt),
    iteration: row.iteration,
    currentPeriodStartsAt: at(row.periodStart),
    currentPeriodEndsAt: at(row.periodEnd),
    nextCheckAt: at(row.nextCheckAt),
    nextPaymentAt: row.isMirror ? at(row.nextCheckAt) : at(nextPaymentAt(row, plan)),
    autoRenew: row.autoRenew,
    pausedAt: at(row.pausedAt),
    pauseUntil: at(row.pauseUntil),
    unusedPremiumAfterPauseSeconds:
      row.unusedPremiumMs === null ? null : Math.floor(row.unusedPremiumMs / 1_000),
    discountPercent: row.discountPercent,
    discountCycles: row.discountCycles,
    follows: row.followsId && showId("subscription", row.followsId),
    successor: successorId && showId("subscription", successorId),
    initialOrder: row.initialOrderId && showId("order", row.initialOrderId),
    session: row.sessionId && showId("session", row.sessionId),
    funnel: row.funnelId && showId("funnel", row.funnelId),
    metadata: row.metadata,
    missedPeriods: row.missedPeriods,
    parkedReason: row.parkedReason,
    endedAt: at(row.endedAt),
    endReason: row.endReason,
    access: whyAccess(row, plan),
    next: whatHappensNext(row, plan).words,
  };
}

const simulatedStepResource = resource("SimulatedStep", {
  at: instant,
  what: z.string().describe("What happens then, in a sentence."),
  charge: z.strictObject({ amount: moneyResource, isPaid: z.boolean() }).nullable(),
  isActive: z.boolean().describe("Whether it gives access from then on."),
  status: z.array(z.enum(statusNames)).describe("The statuses from then on."),
  events: z.array(z.enum(eventTypes)).describe("What endpoints hear then."),
});

export const simulationResource = resource("Simulation", {
  subscription: z.string(),
  until: instant,
  steps: z.array(simulatedStepResource).describe("Oldest first, 36 at most."),
});

export function showSimulation(
  { row, plan }: Held,
  { until, steps }: Simulation,
): z.input<typeof simulationResource> {
  const { currency, exponent } = plan.successor ?? plan.terms;
  return {
    subscription: showId("subscription", row.id),
    until: until.toISOString(),
    steps: steps.map(({ at: moment, words, charge, isActive: gives, statuses: status, events }) => ({
      at: moment.toISOString(),
      what: words,
      charge: charge && {
        amount: showMoney({ minor: charge.amountMinor, currency, exponent }),
        isPaid: charge.isPaid,
      },
      isActive: gives,
      status,
      events,
    })),
  };
}

function at(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
