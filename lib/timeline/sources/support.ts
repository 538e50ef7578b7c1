import { sql } from "drizzle-orm";
import { supportActions as table } from "../../../db/schema/subscriptions";
import { entryResource } from "../resource";
import { source } from "../source";

const columns = {
  kind: table.kind,
  actorKind: table.actorKind,
  actorId: table.actorId,
  state: table.state,
  reason: table.reason,
  comment: table.comment,
  details: table.details,
};

/** What was done about money, with the reason. What was given and chosen is told by its event, which names it. */
export const support = source({
  kinds: ["changes"],
  idKind: "supportAction",
  table,
  projectId: table.projectId,
  id: table.id,
  profileId: table.profileId,
  occurredAt: table.createdAt,
  where: () =>
    sql`${table.kind} not in ('grant', 'revoke', 'extend', 'transfer', 'override_offering', 'reset_offering')`,
  columns,
  item: ({ kind, actorKind, actorId, ...payload }, place) => ({
    kind: "fact",
    ...place,
    type: `support.${kind}`,
    actorKind,
    actorId,
    payload,
  }),
  wholeColumns: columns,
  resource: ({ kind, actorKind, actorId, ...data }, place) =>
    entryResource(place, { type: `support.${kind}`, actorKind, actorId, data }),
});
