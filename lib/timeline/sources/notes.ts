import { sql } from "drizzle-orm";
import { notes as table } from "../../../db/schema/notes";
import { entryResource } from "../resource";
import { source } from "../source";

const columns = {
  actorKind: table.actorKind,
  actorId: table.actorId,
  body: table.body,
  version: table.version,
  editedAt: table.editedAt,
  pinnedAt: table.pinnedAt,
};

/** Notes as they read now, at the time they were first written. */
export const notes = source({
  kinds: ["notes"],
  idKind: "note",
  table,
  projectId: table.projectId,
  id: table.id,
  profileId: table.profileId,
  occurredAt: table.createdAt,
  where: () => sql`${table.deletedAt} is null`,
  columns,
  item: ({ actorKind, actorId, ...payload }, place) => ({
    kind: "fact",
    ...place,
    type: "note",
    actorKind,
    actorId,
    payload,
  }),
  wholeColumns: columns,
  resource: ({ actorKind, actorId, ...data }, place) =>
    entryResource(place, { type: "note", actorKind, actorId, data }),
});
