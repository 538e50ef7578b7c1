import { type SQL, sql } from "drizzle-orm";
import { domainEvents } from "../../../db/schema/events";
import { entryResource } from "../resource";
import type { TimelineKind } from "../schema";
import { source } from "../source";

const columns = {
  type: domainEvents.type,
  actorKind: domainEvents.actorKind,
  actorId: domainEvents.actorId,
  payload: domainEvents.payload,
};

/** A note and a payment stand there themselves, so what endpoints were told of them does not. */
const toldElsewhere = sql`'note.created', 'purchase.completed', 'order.settled', 'order.declined', 'refund.settled',
  'dispute.opened'`;
const ofSubscription = sql`(${domainEvents.type} like 'subscription.%' or ${domainEvents.type} like 'oneoff.%'
  or ${domainEvents.type} like 'entitlement.%' or ${domainEvents.type} like 'offering.%')`;

/** What endpoints are told of a person, */
export const facts = eventsOf(
  "changes",
  sql`${domainEvents.type} not in (${toldElsewhere}) and not ${ofSubscription}`,
);

/** and of what they subscribe to and have access to. */
export const subscriptionFacts = eventsOf("subscription", ofSubscription);

function eventsOf(kind: TimelineKind, where: SQL) {
  return source({
    kinds: [kind],
    idKind: "event",
    table: domainEvents,
    projectId: domainEvents.projectId,
    id: domainEvents.id,
    profileId: domainEvents.profileId,
    occurredAt: domainEvents.occurredAt,
    receivedAt: domainEvents.receivedAt,
    where: () => where,
    columns,
    item: (row, place) => ({ kind: "fact", ...place, ...row }),
    wholeColumns: columns,
    resource: ({ payload, ...told }, place) => entryResource(place, { ...told, data: payload }),
  });
}
