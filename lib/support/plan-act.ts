import { unusedCredit } from "../billing/amounts";
import { addDays, afterPeriods } from "../billing/dates";
import type { Effect, Facts, Happening, Moved, Plan, Running, Terms } from "../billing/facts";
import { started } from "../billing/start";
import { isRunning } from "../billing/statuses";
import { transition } from "../billing/transition";
import { formatMoney } from "../core/money";
import { stripeAmount } from "../gateways/stripe-amount";
import type { SubscriptionRow } from "../subscriptions/held";
import { providerWords } from "./provider-words";
import type { Act, Situation, Strategy, Target } from "./situation";

export type Charge = Extract<Effect, { kind: "charge" }>;

/** What an act would do. `after` is where the subscription stands once the gateway has given the money. */
export type Planned = {
  ok: true;
  /** To be written at once. */
  moved: Moved;
  /** To be asked of the gateway first; nothing moves before it has answered. */
  charge: Charge | null;
  /** What the gateway is asked for. */
  moneyMinor: bigint;
  after: { facts: Facts; plan: Plan };
  events: string[];
  /** Of a migration: by which way it goes. */
  migration: { target: Target & { terms: Terms }; strategy: Strategy; creditMinor: bigint } | null;
};
export type Refusal = { ok: false; words: string };

/** Decides about an act by the functions that the engine goes by. The command, its preview and the screens all ask this. */
export function planAct(situation: Situation, act: Act): Planned | Refusal {
  const blocked = whyBlocked(situation, act.kind);
  if (blocked) return { ok: false, words: blocked };
  if (act.kind === "migrate") return planMigration(situation, act);
  const { row, plan, now } = situation;
  const outcome = transition(row, happeningOf(situation, act), now, plan);
  if (!outcome.ok) return outcome;
  const charge = outcome.effects.find((effect) => effect.kind === "charge") ?? null;
  const paid = charge ? transition(row, { type: "charged" }, now, plan) : outcome;
  if (!paid.ok) return paid;
  return {
    ok: true,
    moved: outcome,
    charge,
    moneyMinor: charge?.amountMinor ?? 0n,
    after: { facts: paid.facts, plan },
    events: [...(charge ? paidEvents : []), ...eventsOf(paid)],
    migration: null,
  };
}

const paidEvents = ["order.settled", "purchase.completed"];

export function eventsOf({ effects }: Moved): string[] {
  return effects.flatMap((effect) => (effect.kind === "event" ? [effect.type] : []));
}

/** What stands against an act before its own rules are asked. */
export function whyBlocked(
  { row, former, hasOpenCharge, hasMethod, hasGateway, isChargingPaused }: Situation,
  kind: Act["kind"],
): string | null {
  if (row.isMirror)
    return `${providerWords(row.provider)} keeps this subscription. Do it there; what changes is shown here.`;
  if (!row.profileId) return "The customer was erased.";
  if (row.phase === "expired") return "It has ended; start a new subscription instead.";
  if (kind === "cancel" && former) return whyBound(former, hasOpenCharge);
  if (kind !== "charge_now" && kind !== "migrate" && kind !== "discount") return null;
  if (hasOpenCharge) return onItsWay;
  if (kind === "discount") return null;
  if (isChargingPaused) return "Charging is paused in this project.";
  if (kind === "migrate") return null;
  if (row.parkedAt) return "A person must decide about this subscription first.";
  if (!hasGateway) return `${providerWords(row.provider)} is not connected, so nothing can be charged.`;
  return hasMethod ? null : "The customer has no payment method on file.";
}

export const onItsWay = "A charge or refund is on its way; wait for its outcome.";

/** What the former was charged for the one that waits would be paid for nothing without it. */
function whyBound(former: SubscriptionRow, hasOpenCharge: boolean): string | null {
  if (hasOpenCharge) return onItsWay;
  if (former.isNextPaid) return "It is paid already and begins in its time. Cancel it once it has begun.";
  return former.pausedAt ? "The subscription that it waits for is paused. Resume that one first." : null;
}

function happeningOf({ row }: Situation, act: Exclude<Act, { kind: "migrate" }>): Happening {
  switch (act.kind) {
    case "cancel":
      // What has not begun has no period to end with.
      return row.phase === "upcoming" ? { type: "end", reason: "cancelled" } : { type: "cancel" };
    case "pause":
      return { type: "pause", until: act.until };
    case "defer":
      return { type: "defer", until: act.until };
    case "discount":
      return { type: "discount", percent: act.percent, cycles: act.cycles };
    default:
      return { type: act.kind };
  }
}

/** Asks the rules that no choice of date, amount or price point could change. */
export function whyImpossible(situation: Situation, kind: Act["kind"]): string | null {
  const { row, plan, now } = situation;
  const blocked = whyBlocked(situation, kind);
  if (blocked) return blocked;
  if (kind === "migrate") return whyNoMigration(situation);
  const outcome = transition(row, happeningOf(situation, sampleOf(kind, situation)), now, plan);
  return outcome.ok ? null : outcome.words;
}

function sampleOf(
  kind: Exclude<Act["kind"], "migrate">,
  { row, now }: Situation,
): Exclude<Act, { kind: "migrate" }> {
  switch (kind) {
    case "pause":
      return { kind, until: null };
    case "defer":
      return { kind, until: addDays(row.periodEnd && row.periodEnd > now ? row.periodEnd : now, 1) };
    case "discount":
      return { kind, percent: 50, cycles: 1 };
    default:
      return { kind };
  }
}

function whyNoMigration({ row, plan }: Situation): string | null {
  if (!isRunning(row)) return "It has not started: it waits for another subscription to end.";
  if (row.pausedAt) return "It is paused. Resume it first.";
  if (!row.autoRenew) return "Auto-renewal is off. Turn it on first.";
  if (row.dunning !== "none") return "A charge failed and is being tried again.";
  if (row.isNextPaid) return "The coming period is paid already. Migrate after it began.";
  if (plan.successor) return "Another subscription waits for its end already. Cancel that one first.";
  return null;
}

function planMigration(
  situation: Situation,
  { target, strategy, strict }: Extract<Act, { kind: "migrate" }>,
): Planned | Refusal {
  const { row, plan } = situation;
  const { terms } = target;
  const impossible = whyNoMigration(situation) ?? whyNotTo(situation, target);
  if (impossible || !terms || !isRunning(row))
    return { ok: false, words: impossible ?? "It has not started." };
  const to = { ...target, terms };
  if (strategy === "delayed_start") return delayed(situation, to);
  const creditMinor = creditOf(row, plan, situation);
  const moneyMinor = terms.priceMinor - creditMinor;
  const unpayable = whyUnpayable(situation, to, moneyMinor, creditMinor);
  if (unpayable) return strict ? { ok: false, words: unpayable } : delayed(situation, to);
  const former = transition(row, { type: "end", reason: "migrated" }, situation.now, plan);
  if (!former.ok) return former;
  return {
    ok: true,
    moved: { ok: true, facts: row, effects: [] },
    charge: null,
    moneyMinor,
    after: {
      facts: started(terms, row.zone, situation.now, { withIntro: false }),
      plan: { ...plan, terms, successor: null },
    },
    events: [...paidEvents, ...eventsOf(former)],
    migration: { target: to, strategy, creditMinor },
  };
}

function whyNotTo(
  { row, plan }: Situation,
  { id, ident, version, isArchived, terms }: Target,
): string | null {
  if (!terms) return `${ident} is no subscription.`;
  if (isArchived) return `${ident} is archived and no longer sold.`;
  if (terms.currency !== plan.terms.currency)
    return `${ident} is sold in ${terms.currency}, this subscription in ${plan.terms.currency}.`;
  if (row.pricePointId === id && row.pricePointVersion === version) return `It is on ${ident} already.`;
  return null;
}

function whyUnpayable(
  { hasGateway, hasMethod, row }: Situation,
  { ident, terms }: Target & { terms: Terms },
  moneyMinor: bigint,
  creditMinor: bigint,
): string | null {
  const { currency, exponent } = terms;
  if (moneyMinor <= 0n)
    return `Nothing would be left to charge: ${formatMoney({ minor: creditMinor, currency, exponent })} are unused and ${ident} costs ${formatMoney({ minor: terms.priceMinor, currency, exponent })}. Let it start after the present period.`;
  if (!hasGateway) return `${providerWords(row.provider)} is not connected, so nothing can be charged.`;
  if (row.provider === "stripe" && stripeAmount({ minor: moneyMinor, currency, exponent }) === null)
    return `Stripe cannot charge ${formatMoney({ minor: moneyMinor, currency, exponent })} exactly. Let it start after the present period.`;
  return hasMethod ? null : "The customer has no payment method on file.";
}

function delayed({ row, plan }: Situation, target: Target & { terms: Terms }): Planned {
  return {
    ok: true,
    moved: { ok: true, facts: row, effects: [] },
    charge: null,
    moneyMinor: 0n,
    after: { facts: row, plan: { ...plan, successor: target.terms } },
    events: ["subscription.planning_postponed_subscription"],
    migration: { target, strategy: "delayed_start", creditMinor: 0n },
  };
}

/** What a pause or a late payment made shorter was still paid for a whole period. */
function creditOf(row: Running, { terms }: Plan, { now, paidMinor }: Situation): bigint {
  const period = row.phase === "intro" && terms.intro ? terms.intro.period : terms.period;
  const whole = afterPeriods(row.periodStart, row.zone, period, 1).getTime() - row.periodStart.getTime();
  const start = new Date(Math.min(row.periodStart.getTime(), row.periodEnd.getTime() - whole));
  return unusedCredit(paidMinor, start, row.periodEnd, now);
}
