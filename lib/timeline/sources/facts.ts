import { sql } from "drizzle-orm";
import { domainEvents } from "../../../db/schema/events";
import { entryResource } from "../resource";
import { source } from "../source";

const columns = {
  type: domainEvents.type,
  actorKind: domainEvents.actorKind,
  actorId: domainEvents.actorId,
  payload: domainEvents.payload,
};

/** What endpoints are told. A note that was written stands there itself, so its event does not. */
export const facts = source({
  kinds: ["changes"],
  idKind: "event",
  table: domainEvents,
  projectId: domainEvents.projectId,
  id: domainEvents.id,
  profileId: domainEvents.profileId,
  occurredAt: domainEvents.occurredAt,
  receivedAt: domainEvents.receivedAt,
  where: () => sql`${domainEvents.type} <> 'note.created'`,
  columns,
  item: (row, place) => ({ kind: "fact", ...place, ...row }),
  wholeColumns: columns,
  resource: ({ payload, ...told }, place) => entryResource(place, { ...told, data: payload }),
});
