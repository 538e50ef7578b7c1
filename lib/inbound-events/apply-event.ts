import { lockName } from "../core/lock-name";
import { applyCustomer } from "./apply-customer";
import { applyDispute } from "./apply-dispute";
import { applyPayment, requireSameAmount } from "./apply-payment";
import { applySubscription, findSubscription } from "./apply-subscription";
import type { Applying } from "./applying";
import { cleanNames } from "./clean-names";
import { buyerOf } from "./confirm-own";
import type { CustomerFact, Fact, Names, Parsed } from "./facts";
import { type Found, findCustomerOf, findLinked, type Linked } from "./find-customer";
import { foldCustomer, foldDispute, foldPayments, foldSubscription, type Told } from "./fold";
import { NotYet, Parked } from "./outcome";
import { unknownProduct } from "./products";
import { findCharge } from "./refund";
import {
  factsOfEvent,
  markOwners,
  readFacts,
  replaceFacts,
  type Subject,
  subjectName,
  subjectOf,
} from "./stored-facts";
import type { InboundEvent } from "./vault";

type Stored = Pick<InboundEvent, "id" | "providerEventId" | "processedAt">;

export type Applied =
  | { state: "applied"; profileId: string | null }
  /** Nothing may be kept of it. */
  | { state: "erased" }
  /** What it says is put down, so that others can count on it; what it means waits. */
  | { state: "waiting"; because: NotYet | Parked };

/** Puts down what an event says, and makes everything that it is about what all facts together say. */
export async function applyEvent(
  applying: Applying,
  { id: eventId, providerEventId, processedAt }: Stored,
  parsed: Parsed,
): Promise<Applied> {
  const said = await completed(applying, parsed);
  const before = await factsOfEvent(applying, eventId);
  const subjects = subjectsOf([...before, ...said.facts]);
  for (const name of lockNames(applying, subjects, said.names)) await lockName(applying.ctx.tx, name);
  // What it said while it waited was put down, and not done yet.
  const undone = processedAt === null ? providerEventId : null;
  const heldBefore = await heldOf(applying, subjects, undone);
  await replaceFacts(applying, eventId, before, said.facts);
  try {
    // By itself: what cannot be done yet is taken back, and what was said stays.
    return await applying.ctx.tx.transaction(async (tx) => {
      const inside = { ...applying, ctx: { ...applying.ctx, tx } };
      return await applyFacts(inside, eventId, parsed, { ...said, subjects, heldBefore });
    });
  } catch (error) {
    if (error instanceof NotYet || (error instanceof Parked && error.trouble.code === unknownProduct))
      return { state: "waiting", because: error };
    throw error;
  }
}

type Prepared = Completed & { subjects: Subject[]; heldBefore: ReadonlyMap<string, Told[]> };

async function applyFacts(
  applying: Applying,
  eventId: string,
  { customer }: Parsed,
  { facts, names, subjects, heldBefore }: Prepared,
): Promise<Applied> {
  const people = new Map<string, Found>();
  for (const each of names.values()) people.set(each.customerId, await findCustomerOf(applying, each));
  const isErased =
    [...people.values()].includes("erased") || (people.size === 0 && (await isOfErased(applying, facts)));
  if (isErased) {
    await replaceFacts(applying, eventId, facts, []);
    await keepMoneyAlone(applying, facts);
    return { state: "erased" };
  }
  const main = customer && people.get(cleanNames(customer).customerId);
  const mainId = main ? idOf(main) : null;
  await markOwners(
    applying,
    eventId,
    facts.map((fact) => ownerOf(fact, people) ?? mainId),
  );
  for (const subject of subjects)
    await applySubject(applying, subject, heldBefore.get(subjectName(subject)) ?? [], people);
  for (const fact of facts) if (fact.subject === "payment") await requireSameAmount(applying, fact);
  return { state: "applied", profileId: mainId ?? (await ownerOfSubjects(applying, facts, people)) };
}

/** Of an event that names nobody: whose the subscription or the payment is that it is about. */
async function ownerOfSubjects(
  applying: Applying,
  facts: readonly Fact[],
  people: ReadonlyMap<string, Found>,
): Promise<string | null> {
  for (const fact of facts) {
    const owner = ownerOf(fact, people);
    if (owner) return owner;
    const subscription = fact.subject === "subscription" ? await findSubscription(applying, fact.id) : null;
    if (subscription?.profileId) return subscription.profileId;
    const paid = "chargeId" in fact && fact.chargeId ? fact.chargeId : fact.id;
    const charge = fact.subject === "customer" ? undefined : await findCharge(applying, paid);
    if (charge?.profileId) return charge.profileId;
  }
  return null;
}

/** It names nobody, and what it is about was somebody's who was erased. */
async function isOfErased(applying: Applying, facts: readonly Fact[]): Promise<boolean> {
  for (const fact of facts) {
    const id =
      fact.subject === "subscription" ? fact.id : "subscriptionId" in fact ? fact.subscriptionId : undefined;
    const subscription = id ? await findSubscription(applying, id) : null;
    if (subscription && !subscription.profileId) return true;
    const charge =
      "chargeId" in fact && fact.chargeId ? await findCharge(applying, fact.chargeId) : undefined;
    if (charge && !charge.profileId) return true;
  }
  return false;
}

type Completed = { facts: Fact[]; names: Map<string, Names> };

/** Facts that say whose they are, and for each person everything by which the event calls them. */
export async function completed(applying: Applying, { facts, customer }: Parsed): Promise<Completed> {
  const names = new Map<string, Names>();
  const add = (given: Names) => {
    const clean = cleanNames(given);
    const known = names.get(clean.customerId);
    const aliases = [...new Set([...(known?.aliases ?? []), ...(clean.aliases ?? [])])];
    names.set(clean.customerId, { ...known, ...clean, aliases });
  };
  if (customer) add(customer);
  for (const fact of facts) {
    if (fact.subject === "customer") add(fact.names);
    else if ("customerId" in fact && fact.customerId) add({ customerId: fact.customerId });
    if (fact.subject !== "payment" || fact.kind === "invoice") continue;
    const customerId = fact.customerId ?? customer?.customerId;
    const profileId = customerId && (await buyerOf(applying, fact));
    if (customerId && profileId) add({ customerId, profileId });
  }
  const told = facts.map((fact) => withCustomer(fact, customer));
  const ofCustomer = customer ? names.get(cleanNames(customer).customerId) : undefined;
  const isTold = told.some((fact) => fact.subject === "customer" && fact.id === ofCustomer?.customerId);
  const person: CustomerFact[] =
    ofCustomer && !isTold ? [{ subject: "customer", id: ofCustomer.customerId, names: ofCustomer }] : [];
  return { facts: [...person, ...told], names };
}

function withCustomer(fact: Fact, customer: Names | null): Fact {
  if (fact.subject === "customer") {
    const names = cleanNames(fact.names);
    return { ...fact, id: names.customerId, names };
  }
  if (fact.subject === "dispute") return fact;
  const named = fact.customerId ?? customer?.customerId;
  return named ? { ...fact, customerId: cleanNames({ customerId: named }).customerId } : fact;
}

function ownerOf(fact: Fact, people: ReadonlyMap<string, Found>): string | null {
  const customerId =
    fact.subject === "customer" ? fact.id : "customerId" in fact ? fact.customerId : undefined;
  const found = customerId === undefined ? undefined : people.get(customerId);
  return found ? idOf(found) : null;
}

function idOf(found: Found): string | null {
  return found === "erased" ? null : found.profile.id;
}

const order = ["customer", "subscription", "payment", "dispute"] as const;

/** Each once: people before what they have, and what was paid before what went back. */
function subjectsOf(facts: readonly Fact[]): Subject[] {
  const known = new Map<string, Subject>();
  for (const kind of order)
    for (const fact of facts)
      if (fact.subject === kind && !isBack(fact)) known.set(subjectName(fact), subjectOf(fact));
  const dispute = [...known.values()].findIndex(({ subject }) => subject === "dispute");
  const back = facts.filter(isBack).map(subjectOf);
  const all = [...known.values()];
  return dispute < 0 ? [...all, ...back] : [...all.slice(0, dispute), ...back, ...all.slice(dispute)];
}

function isBack(fact: Fact): boolean {
  return fact.subject === "payment" && (fact.kind === "refund" || fact.kind === "dispute_reversal");
}

/** In one order for everybody, so that two events of one person never wait for each other. */
function lockNames(
  { ctx, integrationId }: Applying,
  subjects: Subject[],
  names: Map<string, Names>,
): string[] {
  const people = [...names.values()].flatMap(({ userId, email, aliases = [] }) =>
    [userId, ...aliases, email].filter((name) => name !== undefined),
  );
  const all = [
    ...subjects.map((subject) => `inbound ${ctx.projectId} ${integrationId} ${subjectName(subject)}`),
    ...[...names.keys()].map((id) => `inbound ${ctx.projectId} ${integrationId} customer ${id}`),
    ...people.map((name) => `given id ${ctx.projectId} ${name}`),
  ];
  return [...new Set(all)].sort();
}

async function heldOf(
  applying: Applying,
  subjects: Subject[],
  undone: string | null,
): Promise<Map<string, Told[]>> {
  const held = new Map<string, Told[]>();
  for (const subject of subjects)
    if (subject.subject === "customer")
      held.set(
        subjectName(subject),
        (await readFacts(applying, subject)).filter(({ eventName }) => eventName !== undone),
      );
  return held;
}

async function applySubject(
  applying: Applying,
  subject: Subject,
  before: readonly Told[],
  people: ReadonlyMap<string, Found>,
): Promise<void> {
  const told = await readFacts(applying, subject);
  if (subject.subject === "customer") {
    const linked = linkedIn(people, subject.id) ?? (await findLinked(applying, subject.id));
    if (linked)
      await applyCustomer(applying, linked, {
        before: foldCustomer(only(before, "customer")),
        after: foldCustomer(only(told, "customer")),
      });
  } else if (subject.subject === "subscription") {
    const said = foldSubscription(only(told, "subscription"));
    if (said) await applySubscription(applying, said);
  } else if (subject.subject === "payment") {
    for (const payment of foldPayments(only(told, "payment")))
      await applyPayment(applying, payment, { isErased: false });
  } else {
    const said = foldDispute(only(told, "dispute"));
    if (said) await applyDispute(applying, said);
  }
}

function linkedIn(people: ReadonlyMap<string, Found>, customerId: string): Linked | null {
  const found = people.get(customerId);
  return found && found !== "erased" ? found : null;
}

function only<S extends Fact["subject"]>(
  told: readonly Told[],
  subject: S,
): Told<Extract<Fact, { subject: S }>>[] {
  return told.flatMap(({ fact, ...rest }) =>
    // The subject was compared just before.
    fact.subject === subject ? [{ ...rest, fact: fact as Extract<Fact, { subject: S }> }] : [],
  );
}

/** Of somebody who was erased only that money moved is kept. */
async function keepMoneyAlone(applying: Applying, facts: readonly Fact[]): Promise<void> {
  const told = (fact: Fact): Told => ({ fact, occurredAt: applying.occurredAt, eventName: "", position: 0 });
  for (const fact of facts)
    if (fact.subject === "payment")
      for (const payment of foldPayments(only([told(fact)], "payment")))
        await applyPayment(applying, payment, { isErased: true });
  for (const fact of facts)
    if (fact.subject === "dispute") {
      const said = foldDispute(only([told(fact)], "dispute"));
      if (said) await applyDispute(applying, said);
    }
}
