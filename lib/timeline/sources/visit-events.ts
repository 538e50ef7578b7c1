import { sql } from "drizzle-orm";
import { sessionEvents } from "../../../db/schema/sessions";
import { showId } from "../../core/ids";
import { screenOf, screenTitleOf } from "../../sessions/screen";
import { entryResource } from "../resource";
import { source } from "../source";

/** What a page told us during a visit. */
export const visitEvents = source({
  kinds: ["visits"],
  idKind: "sessionEvent",
  table: sessionEvents,
  projectId: sessionEvents.projectId,
  id: sessionEvents.id,
  profileId: sessionEvents.profileId,
  occurredAt: sessionEvents.occurredAt,
  receivedAt: sessionEvents.receivedAt,
  columns: {
    sessionId: sessionEvents.sessionId,
    name: sessionEvents.name,
    screenId: sql<string | null>`left(${sessionEvents.properties} ->> 'screen_id', 300)`.as("screen_id"),
    screenTitle: sql<string | null>`left(${sessionEvents.properties} ->> 'screen_title', 300)`.as(
      "screen_title",
    ),
  },
  item: ({ sessionId, name, screenId, screenTitle }, place) => {
    const properties = { screen_id: screenId, screen_title: screenTitle };
    const screen = screenOf({ name, properties });
    return { kind: "event", ...place, sessionId, name, screen, title: screenTitleOf({ properties }) };
  },
  wholeColumns: {
    sessionId: sessionEvents.sessionId,
    name: sessionEvents.name,
    properties: sessionEvents.properties,
  },
  resource: ({ sessionId, name, properties }, place) =>
    entryResource(place, {
      type: "session.event",
      actorKind: "visitor",
      actorId: place.profileId,
      data: { sessionId: showId("session", sessionId), name, properties },
    }),
});
