import type { DemoProfile } from "./customer";
import type { Random } from "./random";
import type { Rows } from "./rows";

/** Something that endpoints could have been told, before it has its number. */
export type Fact = {
  type: string;
  at: Date;
  payload: Record<string, unknown>;
  /** The visitor, unless somebody else is named. */
  by?: { actorKind: "system"; actorId: string };
};

/** Numbers the facts of a profile in the order they happened. They count as dispatched: no endpoint existed then. */
export function recordFacts(rows: Rows, profile: DemoProfile, facts: Fact[], random: Random): void {
  const { projectId, id: profileId, environment } = profile;
  const created: Fact = { type: "profile.created", at: profile.createdAt, payload: { user_id: null } };
  const ordered = [created, ...facts.toSorted((a, b) => a.at.getTime() - b.at.getTime())];
  for (const [index, { type, at, payload, by }] of ordered.entries())
    rows.domain_events.push({
      projectId,
      id: random.uuidAt(at),
      type,
      profileId,
      sequence: index + 1,
      environment,
      occurredAt: at,
      receivedAt: at,
      ...(by ?? { actorKind: "visitor", actorId: profileId }),
      payload,
      dispatchedAt: at,
    });
}
