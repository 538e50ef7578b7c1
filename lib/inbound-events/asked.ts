import type { Ctx } from "../core/ctx";
import type { InboundAsked } from "./queries";
import type { InboundFilter, Window } from "./schema";

const hourMs = 3_600_000;
const windowMs: Record<Window, number> = {
  "1h": hourMs,
  "24h": 24 * hourMs,
  "7d": 7 * 24 * hourMs,
  "30d": 30 * 24 * hourMs,
};

/** What the filter of an address asks for, at this moment. */
export function askedOf(
  { clock }: Pick<Ctx, "clock">,
  integrationId: string,
  { states, type, error, window }: InboundFilter,
): InboundAsked {
  return {
    ...{ integrationId, states, type: type ?? undefined, errorCode: error ?? undefined },
    from: window ? new Date(clock.now().getTime() - windowMs[window]) : undefined,
  };
}
