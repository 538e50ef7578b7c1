import type { GatewayOutcome } from "../gateways/gateway";
import { type Attempt, lookupWaitMs } from "./attempts";

/** How long a buyer may take to confirm before the gateway is asked. */
const actionWaitMs = 10 * 60_000;

/** What an attempt becomes by what its gateway said. `known.lookups` counts the question that was just answered. */
export function changeOf(known: Attempt, outcome: GatewayOutcome, now: Date): Partial<Attempt> {
  switch (outcome.state) {
    case "succeeded":
      return {
        state: "succeeded",
        providerReference: outcome.reference,
        settledAt: now,
        nextLookupAt: null,
        parkedReason: null,
        actionUrl: null,
      };
    case "declined":
      return {
        state: "declined",
        providerReference: outcome.reference ?? known.providerReference,
        declineCode: outcome.code,
        settledAt: now,
        nextLookupAt: null,
        parkedReason: null,
        actionUrl: null,
      };
    case "action_required":
      return {
        state: "action_required",
        providerReference: outcome.reference,
        actionUrl: outcome.actionUrl,
        nextLookupAt: new Date(now.getTime() + actionWaitMs),
      };
    case "unknown": {
      const wait = lookupWaitMs(known.lookups);
      // A person decides about a parked one, whatever is not known of it later.
      if (known.state === "parked" || wait === null)
        return { state: "parked", nextLookupAt: null, parkedReason: outcome.why };
      return { state: "unknown", nextLookupAt: new Date(now.getTime() + wait) };
    }
  }
}
