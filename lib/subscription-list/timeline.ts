import { and, desc, eq, inArray, or, sql } from "drizzle-orm";
import { domainEvents } from "../../db/schema/events";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { findPeopleNames } from "../core/directory/people";
import { findId, showId } from "../core/ids";
import type { Customer } from "../customers/customer";
import type { TimelinePage } from "../timeline/queries";

const mostFacts = 100;

/** What endpoints were told of one subscription and its orders, newest first, as a timeline of the customer shows it. */
export async function listSubscriptionTimeline(
  ctx: Ctx,
  customer: Pick<Customer, "profileIds">,
  shownId: string,
): Promise<TimelinePage> {
  const { payload } = domainEvents;
  const facts = await read(ctx, (tx) =>
    tx
      .select()
      .from(domainEvents)
      .where(
        and(
          eq(domainEvents.projectId, ctx.projectId),
          inArray(domainEvents.profileId, customer.profileIds),
          or(
            sql`${payload}->'subscription'->>'id' = ${shownId}`,
            sql`${payload}->>'subscription_id' = ${shownId}`,
            sql`${payload}->>'subs_id' = ${shownId}`,
            // What support did stands under the word itself.
            sql`${payload}->>'subscription' = ${shownId}`,
          ),
        ),
      )
      .orderBy(desc(domainEvents.occurredAt), desc(domainEvents.id))
      .limit(mostFacts),
  );
  const colleagues = facts.flatMap(({ actorKind, actorId }) =>
    actorKind === "user" ? (findId("user", actorId) ?? actorId) : [],
  );
  return {
    entries: facts.map((fact) => ({
      kind: "fact",
      item: { ...fact, kind: "fact", address: showId("event", fact.id) },
    })),
    names: await findPeopleNames([...new Set(colleagues)]),
    nextCursor: null,
    previousCursor: null,
    receivedUntil: null,
    isAskedMissing: false,
  };
}
