import { sql } from "drizzle-orm";
import { inboundEvents as table } from "../../../db/schema/inbound-events";
import { entryResource } from "../resource";
import { source } from "../source";

const columns = {
  provider: table.provider,
  type: table.type,
  words: table.words,
  state: table.state,
  integrationId: table.integrationId,
};

/** What providers told of the customer, once it is processed. Its raw body is for those who may see integrations. */
export const inbound = source({
  kinds: [],
  idKind: "inboundEvent",
  table,
  projectId: table.projectId,
  id: table.id,
  profileId: table.profileId,
  occurredAt: table.occurredAt,
  receivedAt: table.receivedAt,
  where: () => sql`${table.state} in ('processed', 'ignored') and ${table.words} is not null`,
  columns,
  item: ({ integrationId, ...payload }, place) => ({
    kind: "fact",
    ...place,
    type: "inbound",
    actorKind: "provider",
    actorId: integrationId,
    payload,
  }),
  wholeColumns: columns,
  resource: ({ integrationId, ...data }, place) =>
    entryResource(place, {
      type: "inbound",
      actorKind: "provider",
      actorId: integrationId,
      data,
    }),
});
