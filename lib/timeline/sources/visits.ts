import { sessions } from "../../../db/schema/sessions";
import { showId } from "../../core/ids";
import { entryResource } from "../resource";
import { source } from "../source";

/** The opening of each visit. */
export const visits = source({
  kinds: ["visits"],
  idKind: "session",
  table: sessions,
  projectId: sessions.projectId,
  id: sessions.id,
  profileId: sessions.profileId,
  occurredAt: sessions.startedAt,
  receivedAt: sessions.receivedAt,
  columns: {},
  item: (_, place) => ({ kind: "opened", sessionId: place.id, ...place }),
  wholeColumns: {
    funnelId: sessions.funnelId,
    environment: sessions.environment,
    url: sessions.url,
    referrer: sessions.referrer,
    touch: sessions.touch,
    userAgent: sessions.userAgent,
    country: sessions.country,
    lastEventAt: sessions.lastEventAt,
    completedAt: sessions.completedAt,
  },
  resource: ({ funnelId, ...session }, place) =>
    entryResource(place, {
      type: "session.started",
      actorKind: "visitor",
      actorId: place.profileId,
      data: { funnelId: showId("funnel", funnelId), ...session },
    }),
});
