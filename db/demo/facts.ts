import type { DemoProfile } from "./customer";
import type { Random } from "./random";
import type { Rows } from "./rows";

/** Something that endpoints could have been told, before it has its number. */
export type Fact = {
  type: "profile.updated" | "onboarding.started" | "onboarding.completed" | "consent.updated";
  at: Date;
  payload: Record<string, unknown>;
};

/** Numbers the facts of a profile in the order they happened. They count as dispatched: no endpoint existed then. */
export function recordFacts(rows: Rows, profile: DemoProfile, facts: Fact[], random: Random): void {
  const { projectId, id: profileId, environment } = profile;
  const created = { type: "profile.created", at: profile.createdAt, payload: {} };
  const ordered = [created, ...facts.toSorted((a, b) => a.at.getTime() - b.at.getTime())];
  for (const [index, { type, at, payload }] of ordered.entries())
    rows.domain_events.push({
      projectId,
      id: random.uuidAt(at),
      type,
      profileId,
      sequence: index + 1,
      environment,
      occurredAt: at,
      receivedAt: at,
      actorKind: "visitor",
      actorId: profileId,
      payload,
      dispatchedAt: at,
    });
}
