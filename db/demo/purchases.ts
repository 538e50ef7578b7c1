import { currencyOf, type DemoPlan, type Period, type PlanName, planOf } from "./catalogue";
import type { DemoProfile, Population } from "./customer";
import type { Fact } from "./facts";
import { Ledger } from "./ledger";
import { makeRandom, type Random, weighted } from "./random";
import type { Rows } from "./rows";
import { type Fate, liveSubscription } from "./subscription-life";
import type { Visit } from "./visit";

const plans: readonly { weight: number; name: PlanName }[] = [
  { weight: 46, name: "monthly" },
  { weight: 26, name: "weekly" },
  { weight: 14, name: "yearly" },
  { weight: 14, name: "lifetime" },
];
const fates: readonly { weight: number; fate: Fate }[] = [
  { weight: 48, fate: "loyal" },
  { weight: 22, fate: "cancels" },
  { weight: 15, fate: "fails" },
  { weight: 6, fate: "recovers" },
  { weight: 9, fate: "pauses" },
];
const declines = ["insufficient_funds", "generic_decline", "expired_card", "card_velocity_exceeded"] as const;
const reasons = ["Asked within 14 days", "Goodwill, outage on 11 July", "Bought twice by mistake"] as const;

const pickPlan = weighted(plans);
const pickFate = weighted(fates);
const dayMs = 86_400_000;

/** What endpoints were told, and through whom was paid since when. */
export type Purchases = { facts: readonly Fact[]; paid: ReadonlyMap<string, Date> };
export const nothingBought: Purchases = { facts: [], paid: new Map() };

type Buyer = { profile: DemoProfile; visits: Visit[]; emailAt: Date | null };

/**
 * What a customer bought, by streams of their own, so that everything else stays as it was without billing. Answers with
 * what endpoints were told.
 */
export function addPurchases(
  rows: Rows,
  population: Population,
  index: number,
  { profile, visits, emailAt }: Buyer,
): Purchases {
  const random = makeRandom(population.seed + 80_000, index);
  const { projectId, now } = population;
  const currency = currencyOf(profile.country ?? "US");
  const completed = visits.find((visit) => visit.completedAt);
  const refused = visits.find((visit) => visit.events.some((event) => event.name === "purchase_started"));
  const name = pickPlan(random).name;
  const plan = planOf(projectId, name, currency);
  const ledger = new Ledger(rows, population, profile, random);
  if (completed?.completedAt) {
    const bought = { plan, at: completed.completedAt, visit: completed };
    if (plan.period) subscribe(ledger, { ...bought, plan: { ...plan, period: plan.period } }, now, random);
    else buyOnce(ledger, bought, random);
  } else if (refused && random.chance(0.6)) refuse(ledger, plan, refused, random);
  else if (emailAt && random.chance(0.25)) {
    const at = new Date(emailAt.getTime() + random.next() * 20 * dayMs);
    if (at > now) return nothingBought;
    if (random.chance(0.5)) mirror(ledger, planOf(projectId, "monthly", currency), at, now, random);
    else buyOnce(ledger, { plan: planOf(projectId, "lifetime", currency), at, visit: null }, random);
  }
  return ledger;
}

type Bought = { plan: DemoPlan; at: Date; visit: Visit | null };

function buyOnce(ledger: Ledger, { plan, at, visit }: Bought, random: Random): void {
  const provider = random.chance(0.7) ? "stripe" : "paypal";
  const method = provider === "stripe" ? ledger.card("stripe", at) : null;
  const base = { provider, method, visit, plan, kind: "one_off", subscriptionId: null } as const;
  const order = ledger.order({ ...base, at, amountMinor: plan.priceMinor, iteration: null });
  const charge = ledger.charge(order, { at, isPaid: true, amountMinor: plan.priceMinor });
  if (random.chance(0.06)) contest(ledger, order, charge, random);
  else if (random.chance(0.12)) giveBack(ledger, order, charge, random);
}

function refuse(ledger: Ledger, plan: DemoPlan, visit: Visit, random: Random): void {
  const at = visit.events.find(({ name }) => name === "purchase_started")?.occurredAt ?? visit.lastEventAt;
  const amountMinor = plan.intro?.priceMinor ?? plan.priceMinor;
  const method = ledger.card("sandbox", at);
  const base = { provider: "sandbox", method, visit, plan, kind: "first", subscriptionId: null } as const;
  const order = ledger.order({ ...base, at, amountMinor, iteration: 1 });
  ledger.charge(order, { at, isPaid: false, amountMinor, declineCode: random.pick(declines) });
}

function subscribe(
  ledger: Ledger,
  { plan, at, visit }: Bought & { plan: DemoPlan & { period: Period } },
  now: Date,
  random: Random,
): void {
  const method = ledger.card("sandbox", at);
  const subscriptionId = random.uuidAt(at);
  const paid = plan.intro ? (plan.intro.priceMinor ?? 0n) : plan.priceMinor;
  const base = { provider: "sandbox", method, visit, plan, subscriptionId } as const;
  const first = ledger.order({ ...base, kind: "first", at, amountMinor: paid, iteration: 1 });
  let last = paid > 0n ? ledger.charge(first, { at, isPaid: true, amountMinor: paid }) : null;
  let lastOrder = first;
  const { fate } = pickFate(random);
  const { life, tries, told } = liveSubscription(plan, { startedAt: at, now, fate, share: random.next() });
  const declineCode = random.pick(declines);
  for (const [place, each] of tries.entries()) {
    const isFirst = place === 0 || tries[place - 1]?.iteration !== each.iteration;
    if (isFirst) {
      const kind = plan.intro && each.iteration === 2 ? "conversion" : "renewal";
      const { iteration } = each;
      lastOrder = ledger.order({ ...base, kind, at: each.at, amountMinor: plan.priceMinor, iteration });
    }
    const charge = ledger.charge(lastOrder, {
      ...each,
      ...(!each.isPaid && { declineCode }),
    });
    if (each.isPaid) last = charge;
  }
  ledger.subscription({ ...base, id: subscriptionId, at, life, initialOrderId: first.id });
  ledger.tell(told, { subscriptionId, plan });
  const isQuiet = life.dunning === "none" && !life.pausedAt && life.autoRenew && !life.endedAt;
  if (isQuiet && !life.isNextPaid && plan.name === "monthly" && random.chance(0.12))
    ledger.follow({ ...base, at: new Date((at.getTime() + now.getTime()) / 2) });
  const order = last && ledger.orderOf(last);
  if (!last || !order) return;
  if (random.chance(0.02)) contest(ledger, order, last, random);
  else if (random.chance(0.09)) giveBack(ledger, order, last, random);
}

/** One that RevenueCat, Adapty or Stripe keeps: the engine only looks on. */
function mirror(ledger: Ledger, plan: DemoPlan, at: Date, now: Date, random: Random): void {
  if (!plan.period) return;
  const provider = random.pick(["revenuecat", "adapty", "stripe"] as const);
  const subscriptionId = random.uuidAt(at);
  const base = { provider, method: null, visit: null, plan, subscriptionId } as const;
  const fate = random.chance(0.7) ? "loyal" : "cancels";
  const terms = { ...plan, period: plan.period };
  const { life, tries, told } = liveSubscription(terms, { startedAt: at, now, fate, share: random.next() });
  const first = ledger.order({ ...base, kind: "first", at, amountMinor: 0n, iteration: 1 });
  for (const each of tries) {
    const kind = each.iteration === 2 ? "conversion" : "renewal";
    const { iteration } = each;
    const order = ledger.order({ ...base, kind, at: each.at, amountMinor: plan.priceMinor, iteration });
    ledger.charge(order, each);
  }
  ledger.subscription({ ...base, id: subscriptionId, at, life, initialOrderId: first.id });
  ledger.tell(told, { subscriptionId, plan });
}

type Order = Rows["orders"][number];
type Charge = Rows["transactions"][number];

function giveBack(ledger: Ledger, order: Order, charge: Charge, random: Random): void {
  const isPart = random.chance(0.4);
  const amountMinor = isPart ? charge.amountMinor / 2n : charge.amountMinor;
  ledger.refund(order, charge, { at: random.next(), amountMinor, reason: random.pick(reasons) });
}

function contest(ledger: Ledger, order: Order, charge: Charge, random: Random): void {
  ledger.dispute(order, charge, { at: random.next(), isWon: random.chance(0.3) });
}
