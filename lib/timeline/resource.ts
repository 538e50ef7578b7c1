import { type IdKind, showId } from "../core/ids";

/** An entry as the API and the JSON view show it. */
export type EntryResource = {
  id: string;
  type: string;
  occurredAt: string;
  receivedAt: string;
  profileId: string;
  actor: { kind: string; id: string };
  data: Record<string, unknown>;
};

type Told = {
  type: string;
  actorKind: string;
  actorId: string;
  data: Record<string, unknown>;
};

export function entryResource(
  place: { address: string; profileId: string; occurredAt: Date; receivedAt: Date },
  { type, actorKind, actorId, data }: Told,
): EntryResource {
  return {
    id: place.address,
    type,
    occurredAt: place.occurredAt.toISOString(),
    receivedAt: place.receivedAt.toISOString(),
    profileId: showId("profile", place.profileId),
    actor: { kind: actorKind, id: shownActor(actorKind, actorId) },
    data,
  };
}

const actorIdKinds: Record<string, IdKind> = { user: "user", api_key: "apiKey", visitor: "profile" };

function shownActor(kind: string, id: string): string {
  const idKind = actorIdKinds[kind];
  return idKind && /^[0-9a-f-]{36}$/.test(id) ? showId(idKind, id) : id;
}
