import type { CustomerFact, DisputeFact, Fact, InvoiceFact, PaymentFact, SubscriptionFact } from "./facts";

/** A fact with what gives it its place: the provider's time and name of the event, and its place among that event's facts. */
export type Told<F extends Fact = Fact> = { fact: F; occurredAt: Date; eventName: string; position: number };

/** Facts in the provider's own order, whatever the order in which they came. */
export function inOrder<F extends Fact>(told: readonly Told<F>[]): Told<F>[] {
  return told.toSorted(
    (a, b) =>
      a.occurredAt.getTime() - b.occurredAt.getTime() ||
      versionOf(a.fact) - versionOf(b.fact) ||
      rankOf(a.fact) - rankOf(b.fact) ||
      compare(a.eventName, b.eventName) ||
      a.position - b.position,
  );
}

function versionOf(fact: Fact): number {
  return fact.subject === "subscription" ? (fact.version ?? 0) : 0;
}

const phaseRanks = { upcoming: 0, intro: 1, recurring: 2, expired: 4 } as const;
const disputeRanks = { open: 0, won: 1, lost: 1 } as const;

/** Of what is said of the same moment: a beginning stands before what follows from it, an end after everything. */
function rankOf(fact: Fact): number {
  if (fact.subject === "subscription") return fact.phase ? phaseRanks[fact.phase] : 3;
  return fact.subject === "dispute" ? disputeRanks[fact.state] : 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export type SubscriptionSaid = Omit<SubscriptionFact, "subject" | "version"> & {
  /** When the first fact of it was true. */
  since: Date;
  /** Since when it is in its present dunning. */
  dunningSince: Date | null;
  /** Of the first period at the full price, where both ends were said. */
  firstPaid: { start: Date; end: Date } | null;
  /** Different beginnings of periods that were said. */
  periods: number;
  /** When the last fact was true. */
  at: Date;
};

/** What holds of a subscription once everything is said. What a fact leaves out keeps the value of the one before. */
export function foldSubscription(told: readonly Told<SubscriptionFact>[]): SubscriptionSaid | null {
  const ordered = inOrder(told);
  const [first] = ordered;
  if (!first) return null;
  const starts = new Set<string>();
  let said: SubscriptionSaid = {
    id: first.fact.id,
    since: first.occurredAt,
    dunningSince: null,
    firstPaid: null,
    periods: 0,
    at: first.occurredAt,
  };
  for (const { fact, occurredAt } of ordered) {
    const { subject: _, version: __, product, pause, ...rest } = fact;
    const before = said.dunning ?? "none";
    said = { ...said, ...defined(rest), at: occurredAt };
    if (pause !== undefined) said.pause = pause && { ...said.pause, ...defined(pause), since: pause.since };
    // Paid for one more period, of which nobody said the end.
    if (fact.periodStart && !fact.periodEnd) said.periodEnd = undefined;
    if (product) {
      // What a trial costs is not what it sells for.
      const { price, ...plain } = product;
      const known = said.product?.id === product.id ? said.product : {};
      said.product = {
        ...known,
        ...defined(plain),
        ...(price && fact.phase !== "intro" && { price }),
        id: product.id,
      };
    }
    if (fact.phase === "recurring" && fact.periodStart && fact.periodEnd)
      said.firstPaid ??= { start: new Date(fact.periodStart), end: new Date(fact.periodEnd) };
    const dunning = said.dunning ?? "none";
    if (dunning === "none") said.dunningSince = null;
    else if (before === "none") said.dunningSince = occurredAt;
    if (fact.periodStart) starts.add(fact.periodStart);
    // It runs again: what was said of its end holds no more.
    if (fact.phase && fact.phase !== "expired") {
      said.endedAt = undefined;
      said.endReason = undefined;
    }
    if (fact.phase === "expired" && fact.endedAt === undefined && !said.endedAt)
      said.endedAt = occurredAt.toISOString();
  }
  return { ...said, periods: starts.size };
}

function defined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

export type Timed = { value: string; at: Date };
export type TouchSaid = NonNullable<CustomerFact["attribution"]> & { at: Date };

export type CustomerSaid = {
  email: Timed | null;
  userId: Timed | null;
  country: Timed | null;
  /** Every value that was ever said, with the first and last time. */
  emails: Map<string, { first: Date; last: Date }>;
  userIds: Map<string, { first: Date; last: Date }>;
  aliases: Map<string, { first: Date; last: Date }>;
  countries: Set<string>;
  attributes: Map<string, Timed>;
  touches: TouchSaid[];
};

/** What holds of a person at a provider once everything is said, and every name that they ever had there. */
export function foldCustomer(told: readonly Told<CustomerFact>[]): CustomerSaid {
  const said: CustomerSaid = {
    ...{ email: null, userId: null, country: null },
    ...{ emails: new Map(), userIds: new Map(), aliases: new Map() },
    ...{ countries: new Set(), attributes: new Map(), touches: [] },
  };
  for (const { fact, occurredAt: at } of inOrder(told)) {
    const { email, userId, aliases = [] } = fact.names;
    if (email) {
      said.email = { value: email, at: said.email?.value === email ? said.email.at : at };
      seen(said.emails, email, at);
    }
    if (userId) {
      said.userId = { value: userId, at: said.userId?.value === userId ? said.userId.at : at };
      seen(said.userIds, userId, at);
    }
    for (const alias of [...aliases, ...(fact.sameAs ?? [])]) seen(said.aliases, alias, at);
    if (fact.country) {
      said.country = { value: fact.country, at };
      said.countries.add(fact.country);
    }
    for (const [key, value] of Object.entries(fact.attributes ?? {})) said.attributes.set(key, { value, at });
    if (fact.attribution && isNews(said.touches.at(-1), fact.attribution))
      said.touches.push({ ...fact.attribution, at });
  }
  return said;
}

/** Each event may repeat where the person came from. */
function isNews(last: TouchSaid | undefined, touch: NonNullable<CustomerFact["attribution"]>): boolean {
  const fields = ["source", "medium", "campaign", "content", "term"] as const;
  return fields.some((field) => touch[field] && touch[field] !== last?.[field]);
}

function seen(names: Map<string, { first: Date; last: Date }>, value: string, at: Date): void {
  names.set(value, { first: names.get(value)?.first ?? at, last: at });
}

/** What is known of one movement of money: several events may tell of it, each a part. Each outcome stands for itself. */
export function foldPayments(told: readonly Told<PaymentFact | InvoiceFact>[]): PaymentFact[] {
  const byOutcome = new Map<string, PaymentFact>();
  for (const { fact } of inOrder(told)) {
    if (fact.kind === "invoice") continue;
    const key = `${fact.kind} ${fact.status}`;
    const known = byOutcome.get(key);
    // The first one says when it moved; later ones may know more of it.
    byOutcome.set(
      key,
      known ? { ...known, ...defined({ ...fact, at: undefined, amount: undefined }) } : fact,
    );
  }
  return [...byOutcome.values()];
}

export type DisputeSaid = DisputeFact & { openedAt: Date; closedAt: Date | null; isOpeningKnown: boolean };

export function foldDispute(told: readonly Told<DisputeFact>[]): DisputeSaid | null {
  const ordered = inOrder(told);
  const [first] = ordered;
  if (!first) return null;
  const opened = ordered.find(({ fact }) => fact.state === "open");
  const closed = ordered.findLast(({ fact }) => fact.state !== "open");
  const said: DisputeFact = Object.assign({}, ...ordered.map(({ fact }) => defined(fact)));
  return {
    ...said,
    state: closed?.fact.state ?? "open",
    openedAt: new Date((opened ?? first).fact.at),
    closedAt: closed ? new Date(closed.fact.at) : null,
    isOpeningKnown: opened !== undefined,
  };
}
