import { z } from "zod";
import { amountDue } from "../billing/charge-due";
import type { Facts, Plan } from "../billing/facts";
import { nextPaymentAt, nextTry, paidUntil } from "../billing/next-check";
import { isActive, isRunning, statuses, statusNames } from "../billing/statuses";
import { transition } from "../billing/transition";
import { graceEnd, whyAccess } from "../billing/words";
import { moneyResource, showMoney } from "../core/money-fields";
import { instant, resource } from "../core/resource";
import { eventsOf, type Planned } from "./plan-act";
import type { OrderSituation, Situation } from "./situation";

const accessShape = z.strictObject({
  isActive: z.boolean(),
  until: instant.nullable().describe("Null where there is none, or where nothing ends it."),
  words: z.string(),
});
const nextChargeShape = z.strictObject({ at: instant, amount: moneyResource }).nullable();

export const effectsResource = resource("ActionEffects", {
  money: z
    .strictObject({ direction: z.enum(["charged", "refunded"]), amount: moneyResource })
    .nullable()
    .describe("What the gateway is asked to move."),
  refunded: z
    .strictObject({ before: moneyResource, after: moneyResource, paid: moneyResource })
    .nullable()
    .describe("Of a refund: what went back of what was paid for the order."),
  access: z.strictObject({ before: accessShape, after: accessShape }),
  nextCharge: z.strictObject({ before: nextChargeShape, after: nextChargeShape }),
  status: z.strictObject({ before: z.array(z.enum(statusNames)), after: z.array(z.enum(statusNames)) }),
  events: z.array(z.string()).describe("The webhooks that go out."),
  isFinal: z.boolean().describe("Whether it can be taken back."),
  migration: z
    .strictObject({ pricePoint: z.string(), strategy: z.string(), credit: moneyResource })
    .nullable(),
});

export type Effects = z.input<typeof effectsResource>;

/** What a planned act changes, as the dialog and the API tell it before it is done. */
export function effectsOf({ row, plan }: Situation, planned: Planned): Effects {
  const { facts, plan: after } = planned.after;
  const { migration, moneyMinor } = planned;
  return {
    money: moneyMinor > 0n ? { direction: "charged", amount: money(moneyMinor, after) } : null,
    refunded: null,
    ...between(row, plan, facts, after),
    events: planned.events,
    isFinal: moneyMinor > 0n,
    migration: migration && {
      pricePoint: migration.target.ident,
      strategy: migration.strategy,
      credit: money(migration.creditMinor, plan),
    },
  };
}

/** What a refund changes once the gateway has confirmed it. */
export function refundEffects(
  { order, subscription }: OrderSituation,
  { minor, keepAccess }: { minor: bigint; keepAccess: boolean },
): Effects {
  const amount = (of: bigint) => showMoney({ ...order, minor: of });
  const refundedMinor = order.refundedMinor + minor;
  const money = {
    money: { direction: "refunded" as const, amount: amount(minor) },
    refunded: {
      before: amount(order.refundedMinor),
      after: amount(refundedMinor),
      paid: amount(order.settledMinor),
    },
    isFinal: true,
    migration: null,
  };
  if (subscription) {
    const { row, plan, now } = subscription;
    const ends = !keepAccess && !row.isMirror && row.phase !== "expired";
    const ended = ends ? transition(row, { type: "end", reason: "refunded" }, now, plan) : null;
    const after = ended?.ok ? ended.facts : row;
    return {
      ...money,
      ...between(row, plan, after, plan),
      events: ["refund.settled", ...(ended?.ok ? eventsOf(ended) : [])],
    };
  }
  const had = order.kind === "one_off" && order.revokedAt === null;
  const revokes = had && (!keepAccess || refundedMinor === order.settledMinor);
  return {
    ...money,
    access: { before: purchased(had), after: purchased(had && !revokes) },
    nextCharge: { before: null, after: null },
    status: { before: [], after: [] },
    events: ["refund.settled", ...(revokes ? ["oneoff.revoked"] : [])],
  };
}

function between(row: Facts, plan: Plan, facts: Facts, after: Plan) {
  return {
    access: { before: accessOf(row, plan), after: accessOf(facts, after) },
    nextCharge: { before: nextChargeOf(row, plan), after: nextChargeOf(facts, after) },
    status: { before: statuses(row), after: statuses(facts) },
  };
}

function accessOf(facts: Facts, plan: Plan): z.input<typeof accessShape> {
  const active = isActive(facts);
  const until =
    active && isRunning(facts)
      ? facts.dunning === "grace"
        ? graceEnd(facts, plan)
        : paidUntil(facts, plan)
      : null;
  return { isActive: active, until: until?.toISOString() ?? null, words: whyAccess(facts, plan) };
}

function nextChargeOf(facts: Facts, plan: Plan): z.input<typeof nextChargeShape> {
  const at = nextPaymentAt(facts, plan);
  if (!at) return null;
  const percent = facts.dunning === "none" ? 100 : (nextTry(facts, plan)?.percent ?? 100);
  const minor = amountDue(facts, plan, percent);
  return { at: at.toISOString(), amount: money(minor, plan) };
}

function purchased(isHad: boolean): z.input<typeof accessShape> {
  const words = isHad ? "Has access because it was bought." : "No access by this purchase.";
  return { isActive: isHad, until: null, words };
}

function money(minor: bigint, { terms, successor }: Plan) {
  const { currency, exponent } = successor ?? terms;
  return showMoney({ minor, currency, exponent });
}
