import type { SubscriptionEventType } from "../events/catalogue";
import type { Effect, Facts, Plan } from "./facts";
import { isActive, type Status, statuses } from "./statuses";
import { transition } from "./transition";

export type SimulatedStep = {
  at: Date;
  /** Money that was asked for, and whether the gateway gave it. */
  charge: { amountMinor: bigint; isPaid: boolean } | null;
  events: SubscriptionEventType[];
  statuses: Status[];
  isActive: boolean;
  facts: Facts;
};

/**
 * What the engine would do from its next check until `until`, if every charge is paid or every one declined: the same
 * functions, nothing written. Ends where nothing is due by itself, and after `most` steps.
 */
export function simulate(
  facts: Facts,
  plan: Plan,
  { until, pays, most = 36 }: { until: Date; pays: boolean; most?: number },
): SimulatedStep[] {
  const steps: SimulatedStep[] = [];
  let current = facts;
  while (steps.length < most && current.nextCheckAt && current.nextCheckAt <= until) {
    const at = current.nextCheckAt;
    const checked = transition(current, { type: "check" }, at, plan);
    if (!checked.ok) break;
    const charge = checked.effects.find((effect) => effect.kind === "charge");
    const settled = charge
      ? transition(
          current,
          pays ? { type: "charged" } : { type: "declined", isHard: false, isManual: false },
          at,
          plan,
        )
      : checked;
    if (!settled.ok) break;
    current = settled.facts;
    steps.push({
      at,
      charge: charge ? { amountMinor: charge.amountMinor, isPaid: pays } : null,
      events: eventsOf(settled.effects),
      statuses: statuses(current),
      isActive: isActive(current),
      facts: current,
    });
  }
  return steps;
}

export function eventsOf(effects: readonly Effect[]): SubscriptionEventType[] {
  return effects.flatMap((effect) => (effect.kind === "event" ? [effect.type] : []));
}
