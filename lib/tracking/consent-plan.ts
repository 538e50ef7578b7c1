import type { consents } from "@/db/schema/profiles";
import { deriveId } from "@/lib/core/ids";
import type { StoredRow } from "./rows";
import type { Visit } from "./visit";

/**
 * The rows that a visit's consent adds to those of its profile: none for a batch that comes again, and none for a purpose
 * whose newest row says the same.
 */
export function newConsents(
  projectId: string,
  visit: Visit,
  stored: StoredRow<typeof consents>[],
): StoredRow<typeof consents>[] {
  const { states, policyVersion } = visit.consent;
  return [...states].flatMap(([purpose, state]) => {
    const firstEvent = visit.events[0]?.id ?? "";
    const id = deriveId(
      ...["consent", projectId, visit.sessionId, purpose, state, policyVersion ?? "", firstEvent],
    );
    const newest = stored
      .filter((row) => row.purpose === purpose)
      .reduce<StoredRow<typeof consents> | null>(
        (best, row) => (best && best.occurredAt > row.occurredAt ? best : row),
        null,
      );
    const isKnown = stored.some((row) => row.id === id);
    if (isKnown || (newest?.state === state && newest.policyVersion === policyVersion)) return [];
    return {
      id,
      profileId: visit.profileId,
      sessionId: visit.sessionId,
      purpose,
      state,
      source: "funnel" as const,
      policyVersion,
      occurredAt: visit.lastAt,
      receivedAt: visit.receivedAt,
    };
  });
}
