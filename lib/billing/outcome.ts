import type { SubscriptionEventType } from "../events/catalogue";
import type { Facts, Moved, Plan, RefusalCode, Refused } from "./facts";
import { nextCheckAt } from "./next-check";

export type Change = Partial<Omit<Facts, "nextCheckAt">>;

/** The changed facts, with the next check that follows from them. */
export function moved(
  facts: Facts,
  change: Change,
  plan: Plan,
  events: readonly SubscriptionEventType[] = [],
): Moved {
  const next = { ...facts, ...change };
  return {
    ok: true,
    facts: { ...next, nextCheckAt: nextCheckAt(next, plan) },
    effects: events.map((type) => ({ kind: "event", type })),
  };
}

export function stay(facts: Facts): Moved {
  return { ok: true, facts, effects: [] };
}

export function refused(code: RefusalCode, words: string): Refused {
  return { ok: false, code, words };
}
