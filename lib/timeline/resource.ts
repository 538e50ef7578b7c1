import { showId } from "../core/ids";
import { type Acting, showActor } from "../events/resource";

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

type Told = Acting & { type: string; data: Record<string, unknown> };

export function entryResource(
  place: { address: string; profileId: string; occurredAt: Date; receivedAt: Date },
  { type, data, ...acting }: Told,
): EntryResource {
  return {
    id: place.address,
    type,
    occurredAt: place.occurredAt.toISOString(),
    receivedAt: place.receivedAt.toISOString(),
    profileId: showId("profile", place.profileId),
    actor: showActor(acting),
    data,
  };
}
