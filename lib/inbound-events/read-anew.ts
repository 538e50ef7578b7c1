import { and, asc, eq } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { inboundEvents, inboundFacts, providerProducts } from "../../db/schema/inbound-events";
import type { IntegrationSettings } from "../../db/schema/integrations";
import { subscriptions } from "../../db/schema/subscriptions";
import { completed } from "./apply-event";
import type { Applying } from "./applying";
import { differencesOf } from "./differences";
import { canonicalFact, factOf } from "./fact-json";
import type { Fact } from "./facts";
import { foldSubscription, type Told } from "./fold";
import { parseEvent } from "./parse";
import { type Subject, subjectName, subjectOf } from "./stored-facts";
import { UnreadableEvent } from "./unreadable-event";
import { type InboundEvent, openRaw } from "./vault";

export type Window = { from: Date; to: Date };

/** How stored events read today. Nothing is written: facts are folded in memory, as they are stored and as they would be. */
export function createAnewReader(
  applyingOf: (event: InboundEvent) => Applying,
  settings: IntegrationSettings,
  { from, to }: Window,
) {
  const read = new Map<string, Anew>();

  /** Null facts: it cannot be read. */
  async function readAnew(event: InboundEvent): Promise<Anew> {
    const known = read.get(event.id);
    if (known) return known;
    const anew = await parsedAnew(applyingOf(event), event, settings);
    if (read.size > 5_000) read.clear();
    read.set(event.id, anew);
    return anew;
  }

  const isInside = ({ receivedAt, keyId }: InboundEvent) =>
    receivedAt >= from && receivedAt < to && keyId !== null;

  /** What reading this event anew would change, by name; what another event of the window changes alike is named there. */
  async function differences(event: InboundEvent): Promise<string[]> {
    const applying = applyingOf(event);
    const { facts, isKnown } = await readAnew(event);
    const stored = await storedFacts(applying, event.id);
    const found = stateDifference(event, facts !== null, isKnown);
    const isSame = facts !== null && isSameFacts(stored, facts);
    for (const subject of subjectsOf([...stored, ...(facts ?? stored)])) {
      const told = await toldOf(applying, subject);
      if (!isSame && facts) {
        const after: Told[] = [];
        const changing: string[] = [];
        for (const other of told.events.values()) {
          const was = told.stored.filter(({ eventId }) => eventId === other.id).map(({ told: each }) => each);
          const anew = isInside(other) ? (await readAnew(other)).facts : null;
          const is = anew ? toldBy(other, anew, subject) : was;
          if (
            !isSameFacts(
              was.map(({ fact }) => fact),
              is.map(({ fact }) => fact),
            )
          )
            changing.push(other.id);
          after.push(...is);
        }
        if (!told.events.has(event.id)) {
          after.push(...toldBy(event, facts, subject));
          changing.push(event.id);
        }
        if (changing.sort()[0] === event.id)
          found.push(
            ...differencesOf(
              subject.subject,
              told.stored.map(({ told: each }) => each),
              after,
            ),
          );
      }
      const [oldest] = [...told.events.values()].filter(isInside).sort((a, b) => (a.id < b.id ? -1 : 1));
      if (
        subject.subject === "subscription" &&
        oldest?.id === event.id &&
        (await isSoldOtherwise(applying, subject, told))
      )
        found.push("subscription.price_point");
    }
    return [...new Set(found)];
  }

  return { differences };
}

type Anew = { facts: Fact[] | null; isKnown: boolean };

async function parsedAnew(
  applying: Applying,
  event: InboundEvent,
  settings: IntegrationSettings,
): Promise<Anew> {
  const raw = openRaw(event);
  if (!raw) return { facts: null, isKnown: false };
  try {
    const parsed = parseEvent(event.provider, raw.body, settings);
    return { facts: (await completed(applying, parsed)).facts, isKnown: parsed.isKnown };
  } catch (error) {
    if (error instanceof UnreadableEvent) return { facts: null, isKnown: false };
    throw error;
  }
}

const unread = ["malformed", "incomplete"];

function stateDifference(event: InboundEvent, isReadable: boolean, isKnown: boolean): string[] {
  const { state, errorCode } = event;
  const wasRead = state !== "ignored" && !unread.includes(errorCode ?? "");
  if (!isReadable) return wasRead ? ["event.not_readable"] : [];
  if (!isKnown) return state === "processed" ? ["event.ignored"] : [];
  if (!wasRead) return ["event.processed"];
  // It was understood, and waits for something else.
  return state === "processed" ? [] : ["event.tried_again"];
}

function isSameFacts(one: readonly Fact[], other: readonly Fact[]): boolean {
  const names = (facts: readonly Fact[]) => facts.map(canonicalFact).join("\n");
  return one.length === other.length && names(one) === names(other);
}

function subjectsOf(facts: readonly Fact[]): Subject[] {
  return [...new Map(facts.map((fact) => [subjectName(fact), subjectOf(fact)])).values()];
}

function toldBy(event: InboundEvent, facts: readonly Fact[], { subject, id }: Subject): Told[] {
  return facts.flatMap((fact, position) =>
    fact.subject === subject && fact.id === id
      ? [{ fact, position, occurredAt: event.occurredAt, eventName: event.providerEventId }]
      : [],
  );
}

async function storedFacts({ ctx }: Applying, eventId: string): Promise<Fact[]> {
  const rows = await ctx.tx
    .select({ fact: inboundFacts.fact })
    .from(inboundFacts)
    .where(and(eq(inboundFacts.projectId, ctx.projectId), eq(inboundFacts.eventId, eventId)))
    .orderBy(asc(inboundFacts.position));
  return rows.map(({ fact }) => factOf(fact));
}

type ToldOf = { stored: { eventId: string; told: Told }[]; events: Map<string, InboundEvent> };

async function toldOf(
  { ctx, integrationId, environment }: Applying,
  { subject, id }: Subject,
): Promise<ToldOf> {
  const rows = await ctx.tx
    .select({ fact: inboundFacts.fact, position: inboundFacts.position, event: inboundEvents })
    .from(inboundFacts)
    .innerJoin(
      inboundEvents,
      and(eq(inboundEvents.projectId, ctx.projectId), eq(inboundEvents.id, inboundFacts.eventId)),
    )
    .where(
      and(
        eq(inboundFacts.projectId, ctx.projectId),
        eq(inboundFacts.integrationId, integrationId),
        eq(inboundFacts.subject, subject),
        eq(inboundFacts.subjectId, id),
        eq(inboundEvents.environment, environment),
      ),
    )
    .orderBy(asc(inboundFacts.eventId), asc(inboundFacts.position));
  return {
    stored: rows.map(({ fact, position, event }) => ({
      eventId: event.id,
      told: { fact: factOf(fact), position, occurredAt: event.occurredAt, eventName: event.providerEventId },
    })),
    events: new Map(rows.map(({ event }) => [event.id, event])),
  };
}

/** Somebody has chosen another price point for its product since. */
async function isSoldOtherwise(
  { ctx, integrationId, provider }: Applying,
  { id }: Subject,
  told: ToldOf,
): Promise<boolean> {
  const said = foldSubscription(
    told.stored.flatMap(({ told: { fact, ...rest } }) =>
      fact.subject === "subscription" ? [{ ...rest, fact }] : [],
    ),
  );
  if (!said?.product) return false;
  return isMappedElsewhere(ctx.tx, ctx.projectId, { integrationId, provider, id, product: said.product.id });
}

async function isMappedElsewhere(
  tx: Transaction,
  projectId: string,
  {
    integrationId,
    provider,
    id,
    product,
  }: Pick<Applying, "integrationId" | "provider"> & { id: string; product: string },
): Promise<boolean> {
  const [chosen] = await tx
    .select({ pricePointId: providerProducts.pricePointId })
    .from(providerProducts)
    .where(
      and(
        eq(providerProducts.projectId, projectId),
        eq(providerProducts.integrationId, integrationId),
        eq(providerProducts.providerProductId, product),
      ),
    );
  const [mirror] = await tx
    .select({ pricePointId: subscriptions.pricePointId })
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.projectId, projectId),
        eq(subscriptions.provider, provider),
        eq(subscriptions.providerSubscriptionId, id),
        eq(subscriptions.isMirror, true),
      ),
    );
  return chosen !== undefined && mirror !== undefined && chosen.pricePointId !== mirror.pricePointId;
}
