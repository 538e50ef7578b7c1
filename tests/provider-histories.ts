import type { InboundProvider } from "@/db/columns";
import { adaptyCan, adaptyEvents } from "./providers/adapty";
import { billingCan, billingEvents, funnelfoxCan, funnelfoxEvents } from "./providers/funnelfox";
import { paypalCan, paypalEvents } from "./providers/paypal";
import { revenuecatCan, revenuecatEvents, withBareNumbers } from "./providers/revenuecat";
import { type Step, type StepKind, tellStory } from "./providers/story";
import { stripeCan, stripeEvents } from "./providers/stripe";

type Sender = {
  can: ReadonlySet<StepKind>;
  events: (step: Step, account: { seed: number; isLive: boolean }) => object[];
};

const senders: Record<InboundProvider, Sender> = {
  stripe: { can: stripeCan, events: stripeEvents },
  paypal: { can: paypalCan, events: paypalEvents },
  revenuecat: { can: revenuecatCan, events: revenuecatEvents },
  adapty: { can: adaptyCan, events: adaptyEvents },
  funnelfox: { can: funnelfoxCan, events: funnelfoxEvents },
  "funnelfox-billing": { can: billingCan, events: billingEvents },
};

/** What a provider would send of a customer's life, in its order; `steps` says what happened. The same seed, the same bytes. */
export function makeHistory(
  provider: InboundProvider,
  seed: number,
  { isLive = true }: { isLive?: boolean } = {},
): { events: Buffer[]; steps: Step[] } {
  const { can, events } = senders[provider];
  const { steps } = tellStory(seed, can);
  const bodies = steps.flatMap((step) => events(step, { seed, isLive }));
  return { events: bodies.map((body) => Buffer.from(withBareNumbers(JSON.stringify(body)))), steps };
}

/** A copy in any order, by seed. */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const left = [...items];
  for (let index = left.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    const [a, b] = [left[index], left[other]];
    if (a === undefined || b === undefined) continue;
    left[index] = b;
    left[other] = a;
  }
  return left;
}
