import { and, eq, inArray, isNotNull, isNull, ne, or } from "drizzle-orm";
import { inboundEvents, inboundFacts } from "../../db/schema/inbound-events";
import type { Applying } from "./applying";
import { canonicalFact, factOf, storedFact } from "./fact-json";
import type { Fact } from "./facts";
import type { Told } from "./fold";

export type Subject = Pick<Fact, "subject"> & { id: string };

export function subjectOf({ subject, id }: Fact): Subject {
  return { subject, id };
}

export function subjectName({ subject, id }: Subject): string {
  return `${subject} ${id}`;
}

/** Everything that any event has said of a subject, in this environment. */
export async function readFacts(
  { ctx, integrationId, environment }: Pick<Applying, "ctx" | "integrationId" | "environment">,
  { subject, id }: Subject,
): Promise<Told[]> {
  const rows = await ctx.tx
    .select({
      fact: inboundFacts.fact,
      occurredAt: inboundFacts.occurredAt,
      position: inboundFacts.position,
      eventName: inboundEvents.providerEventId,
    })
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
    );
  return rows.map(({ fact, ...row }) => ({ ...row, fact: factOf(fact) }));
}

export async function factsOfEvent({ ctx }: Pick<Applying, "ctx">, eventId: string): Promise<Fact[]> {
  const rows = await ctx.tx
    .select({ fact: inboundFacts.fact, position: inboundFacts.position })
    .from(inboundFacts)
    .where(and(eq(inboundFacts.projectId, ctx.projectId), eq(inboundFacts.eventId, eventId)));
  return rows.toSorted((a, b) => a.position - b.position).map(({ fact }) => factOf(fact));
}

/** What an event says takes the place of what it said when it was read before. False where both are alike. */
export async function replaceFacts(
  { ctx, integrationId, occurredAt }: Applying,
  eventId: string,
  before: readonly Fact[],
  after: readonly Fact[],
): Promise<boolean> {
  const isSame =
    before.length === after.length &&
    before.every((fact, at) => canonicalFact(fact) === canonicalFact(after[at] ?? fact));
  if (isSame) return false;
  await ctx.tx
    .delete(inboundFacts)
    .where(and(eq(inboundFacts.projectId, ctx.projectId), eq(inboundFacts.eventId, eventId)));
  if (after.length > 0)
    await ctx.tx.insert(inboundFacts).values(
      after.map((fact, position) => ({
        ...{ projectId: ctx.projectId, integrationId, eventId, position, occurredAt, profileId: null },
        ...{ subject: fact.subject, subjectId: fact.id, fact: storedFact(fact) },
      })),
    );
  return true;
}

/** Whose each fact of an event is, in their order: by that they are exported and erased. */
export async function markOwners(
  { ctx }: Applying,
  eventId: string,
  owners: readonly (string | null)[],
): Promise<void> {
  for (const profileId of new Set(owners)) {
    const positions = owners.flatMap((owner, position) => (owner === profileId ? [position] : []));
    await ctx.tx
      .update(inboundFacts)
      .set({ profileId })
      .where(
        and(
          eq(inboundFacts.projectId, ctx.projectId),
          eq(inboundFacts.eventId, eventId),
          inArray(inboundFacts.position, positions),
          profileId === null ? isNotNull(inboundFacts.profileId) : isDistinct(profileId),
        ),
      );
  }
}

function isDistinct(profileId: string) {
  return or(isNull(inboundFacts.profileId), ne(inboundFacts.profileId, profileId));
}
