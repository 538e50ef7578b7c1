/** A repeatable series of numbers in [0, 1). */
export function randomBy(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export type Plan = { id: string; minor: bigint; currency: string; digits: number; entitlement: string };

export type Subscription = {
  id: string;
  plan: Plan;
  status: "trial" | "active" | "grace" | "retry" | "paused" | "expired";
  autoRenew: boolean;
  startedAt: Date;
  periodStart: Date;
  periodEnd: Date;
  iteration: number;
  pauseUntil: Date | null;
  endedAt: Date | null;
  ending: "cancelled" | "unpaid" | "refunded" | null;
};

export type Charge = {
  id: string;
  minor: bigint;
  currency: string;
  digits: number;
  at: Date;
  plan: Plan;
  isOneOff: boolean;
};

export type StepKind =
  | "trial_started"
  | "started"
  | "converted"
  | "renewed"
  | "recovered"
  | "declined"
  | "cancelled"
  | "uncancelled"
  | "grace"
  | "retry"
  | "paused"
  | "resumed"
  | "refunded"
  | "disputed"
  | "dispute_closed"
  | "one_off"
  | "email_changed"
  | "product_changed"
  | "expired"
  | "transferred";

export type Person = { id: string; userId: string; email: string; formerEmails: string[]; country: string };

/** What happened, and how everything stood after it. */
export type Step = {
  kind: StepKind;
  index: number;
  at: Date;
  person: Person;
  subscription: Subscription;
  charge: Charge | null;
  refund: { id: string; minor: bigint } | null;
  dispute: { id: string; isWon: boolean } | null;
  before: Subscription | null;
};

export type Story = { seed: number; random: () => number; steps: Step[] };

const day = 24 * 60 * 60_000;
const currencies: [currency: string, digits: number, minor: bigint][] = [
  ["USD", 2, 999n],
  ["EUR", 2, 1_499n],
  ["JPY", 0, 980n],
  ["KWD", 3, 3_250n],
];

/** A customer's life at a provider: deterministic by seed. `pays` and `can` say what the provider knows of. */
export function tellStory(seed: number, can: ReadonlySet<StepKind>): Story {
  const random = randomBy(seed);
  const chance = (share: number) => random() < share;
  const mark = seed.toString(36).padStart(5, "0");
  const [currency, digits, minor] = currencies[Math.floor(random() * currencies.length)] ?? ["USD", 2, 999n];
  const planOf = (name: string, factor: bigint): Plan => ({
    ...{ id: `${name}_${currency.toLowerCase()}`, minor: minor * factor, currency, digits },
    entitlement: name === "plus_monthly" ? "plus" : "pro",
  });
  const monthly = planOf("pro_monthly", 1n);
  const plus = planOf("plus_monthly", 2n);
  let now = new Date(Date.UTC(2026, 0, 1) + Math.floor(random() * 200 * day));
  let person: Person = {
    ...{ id: `c${mark}`, userId: `user-${mark}`, email: `person-${mark}@mail.example` },
    ...{ formerEmails: [], country: chance(0.5) ? "DE" : "US" },
  };
  let subscription: Subscription = {
    ...{ id: `s${mark}`, plan: monthly, status: "active", autoRenew: true, startedAt: now },
    ...{ periodStart: now, periodEnd: now, iteration: 1, pauseUntil: null, endedAt: null, ending: null },
  };
  const steps: Step[] = [];
  let charges = 0;
  let last: Charge | null = null;
  let refunded: string | null = null;

  const wait = (from: number, to: number) => {
    now = new Date(now.getTime() + Math.floor((from + random() * (to - from)) * day));
  };
  const tell = (kind: StepKind, more: Partial<Step> = {}, before: Subscription | null = null) => {
    steps.push({
      ...{
        kind,
        index: steps.length,
        at: now,
        person,
        subscription,
        charge: null,
        refund: null,
        dispute: null,
      },
      ...{ before, ...more },
    });
  };
  const change = (kind: StepKind, values: Partial<Subscription>, more: Partial<Step> = {}) => {
    const before = subscription;
    subscription = { ...subscription, ...values };
    tell(kind, more, before);
  };
  const charge = (plan = subscription.plan, isOneOff = false): Charge => {
    charges += 1;
    const { minor, currency, digits } = plan;
    return { id: `p${mark}${charges}`, minor, currency, digits, at: now, plan, isOneOff };
  };
  const period = (days: number) => ({ periodStart: now, periodEnd: new Date(now.getTime() + days * day) });
  const expire = (ending: Subscription["ending"]) => {
    change("expired", { status: "expired", autoRenew: false, endedAt: now, ending });
  };
  const toEnd = () => {
    now = new Date(subscription.periodEnd.getTime());
  };

  if (chance(0.5)) {
    change("trial_started", { status: "trial", ...period(7) });
    if (chance(0.25)) {
      wait(1, 3);
      change("cancelled", { autoRenew: false });
      toEnd();
      expire("cancelled");
      return { seed, random, steps };
    }
    toEnd();
    last = charge();
    change("converted", { status: "active", iteration: 2, ...period(30) }, { charge: last });
  } else {
    last = charge();
    change("started", { ...period(30) }, { charge: last });
  }

  const turns = Math.floor(random() * 5);
  for (let turn = 0; turn <= turns; turn += 1) {
    wait(1, 3);
    if (can.has("email_changed") && chance(0.25)) {
      person = {
        ...person,
        formerEmails: [...person.formerEmails, person.email],
        email: `person-${mark}-${turn}@mail.example`,
      };
      tell("email_changed");
      wait(0.1, 1);
    }
    if (can.has("one_off") && chance(0.2)) {
      tell("one_off", { charge: charge(planOf("pack_of_ten", 3n), true) });
      wait(0.1, 1);
    }
    if (last && can.has("disputed") && chance(0.12)) {
      const dispute = { id: `d${mark}${turn}`, isWon: chance(0.5) };
      tell("disputed", { charge: last, dispute });
      wait(1, 5);
      tell("dispute_closed", { charge: last, dispute });
      last = null;
    } else if (last && refunded !== last.id && can.has("refunded") && chance(0.15)) {
      refunded = last.id;
      tell("refunded", { charge: last, refund: { id: `r${mark}${turn}`, minor: last.minor } });
      if (chance(0.5)) {
        wait(0.01, 0.1);
        expire("refunded");
        break;
      }
    }
    if (can.has("paused") && chance(0.12)) {
      wait(0.1, 1);
      const pauseUntil = new Date(now.getTime() + 5 * day);
      change("paused", { status: "paused", pauseUntil });
      wait(2, 4);
      change("resumed", { status: "active", pauseUntil: null });
    }
    if (chance(0.25)) {
      wait(0.1, 1);
      change("cancelled", { autoRenew: false });
      if (can.has("uncancelled") && chance(0.5)) {
        wait(0.1, 1);
        change("uncancelled", { autoRenew: true });
      } else {
        toEnd();
        expire("cancelled");
        break;
      }
    }
    if (turn === turns && chance(0.4)) break;
    toEnd();
    const next = can.has("product_changed") && chance(0.15) ? plus : subscription.plan;
    if (next !== subscription.plan) change("product_changed", { plan: next });
    if (can.has("retry") && chance(0.25)) {
      tell("declined", { charge: charge(next) });
      change(can.has("grace") && chance(0.6) ? "grace" : "retry", {});
      subscription = { ...subscription, status: steps.at(-1)?.kind === "grace" ? "grace" : "retry" };
      const told = steps.at(-1);
      if (told) told.subscription = subscription;
      wait(1, 4);
      if (chance(0.4)) {
        expire("unpaid");
        break;
      }
      last = charge(next);
      change(
        "recovered",
        { status: "active", iteration: subscription.iteration + 1, ...period(30) },
        { charge: last },
      );
    } else {
      last = charge(next);
      change(
        "renewed",
        { status: "active", iteration: subscription.iteration + 1, ...period(30) },
        { charge: last },
      );
    }
  }
  if (can.has("transferred") && chance(0.2)) {
    wait(0.1, 1);
    tell("transferred");
  }
  return { seed, random, steps };
}

export function decimalOf({ minor, digits }: { minor: bigint; digits: number }): string {
  const text = minor.toString().padStart(digits + 1, "0");
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

export const seconds = (time: Date): number => Math.floor(time.getTime() / 1_000);
