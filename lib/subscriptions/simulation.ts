import type { Effect, Facts, Plan } from "../billing/facts";
import { eventsOf, type SimulatedStep, simulate } from "../billing/simulate";
import { isActive, isRunning, statuses } from "../billing/statuses";
import { transition } from "../billing/transition";
import { durationText, utcText } from "../billing/words";
import type { Ctx } from "../core/ctx";
import { AppError } from "../core/errors";
import { formatMoney } from "../core/money";
import type { Held } from "./held";
import { projectTerrain } from "./project-time";

export type Simulation = {
  /** Until when it was looked. */
  until: Date;
  steps: (SimulatedStep & { words: string })[];
};

/** What if: whether charges are paid, and whether it is paused now until a day. */
export type Supposed = { until: Date; pays: boolean; pauseUntil: Date | null };

/** What the engine would do with a subscription from now on; nothing is written. */
export async function simulateSubscription(
  ctx: Ctx,
  { row, plan }: Held,
  { until, pays, pauseUntil }: Supposed,
): Promise<Simulation> {
  if (row.isMirror)
    throw new AppError("conflict", "Its provider keeps it, and alone decides what happens next.");
  const { now } = await projectTerrain(ctx);
  const pause = pauseUntil ? paused(row, plan, now, pauseUntil) : null;
  const steps = simulate(pause?.facts ?? row, plan, { until, pays });
  const all = pause ? [pause, ...steps] : steps;
  return {
    until,
    steps: all.map((step, index) => ({ ...step, words: wordsOf(all[index - 1]?.facts ?? row, step, plan) })),
  };
}

function paused(facts: Facts, plan: Plan, now: Date, until: Date): SimulatedStep {
  const outcome = transition(facts, { type: "pause", until }, now, plan);
  if (!outcome.ok) throw new AppError("invalid", outcome.words, { pause: outcome.words });
  return stepOf(outcome.facts, outcome.effects, now);
}

function stepOf(facts: Facts, effects: readonly Effect[], at: Date): SimulatedStep {
  return {
    at,
    charge: null,
    events: eventsOf(effects),
    statuses: statuses(facts),
    isActive: isActive(facts),
    facts,
  };
}

/** What a step did, from what stood before it. */
function wordsOf(before: Facts, { facts, charge }: SimulatedStep, plan: Plan): string {
  const { currency, exponent } = plan.successor ?? plan.terms;
  const money = charge && formatMoney({ minor: charge.amountMinor, currency, exponent });
  if (facts.phase === "expired") {
    if (facts.endReason === "migrated") return "The subscription that takes its place begins";
    return money ? `${money} is declined, no try is left: it ends` : "It ends, and nothing is charged";
  }
  if (!before.pausedAt && facts.pausedAt)
    return `Pauses; ${durationText(facts.unusedPremiumMs ?? 0)} of paid time are kept`;
  if (before.pausedAt && !facts.pausedAt)
    return isRunning(facts) ? `Resumes; access lasts until ${utcText(facts.periodEnd)}` : "Resumes";
  const isNew = facts.iteration > before.iteration;
  if (money && !charge?.isPaid)
    return facts.dunning === "retry" && before.dunning === "grace"
      ? `${money} is declined, and grace ends`
      : `${money} is declined`;
  if (money && isNew) return `${money} is paid, and period ${facts.iteration} begins`;
  if (money) return `${money} is paid for period ${facts.iteration + 1}`;
  return isNew ? `Period ${facts.iteration} begins` : "Nothing is due for the next period";
}
