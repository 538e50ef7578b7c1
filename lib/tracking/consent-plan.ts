import type { consents } from "@/db/schema/profiles";
import { deriveId } from "@/lib/core/ids";
import type { StoredRow } from "@/lib/core/rows";
import type { Visit } from "./visit";

type ConsentRow = StoredRow<typeof consents>;

/** A row as it is read: `changes` says how many its profile has, counted up to the limit. */
export type StoredConsent = ConsentRow & { changes: number };

/** Far above what a person says. A profile that has more was made by a program: its further words are not kept. */
export const consentLimits = { purposes: 32, changes: 200 } as const;

type Said = { newest: Map<string, ConsentRow>; ids: Set<string>; changes: number };

/** What each profile has said so far. */
export type SaidByProfile = Map<string, Said>;

export function saidByProfile(stored: readonly StoredConsent[]): SaidByProfile {
  const known: SaidByProfile = new Map();
  for (const { changes, ...row } of stored) {
    const said = saidOf(known, row.profileId);
    keep(said, row);
    said.changes = changes;
  }
  return known;
}

/** The ids that the consent of a visit has in the table, whenever it comes. */
export function consentIds(projectId: string, visit: Visit): Map<string, string> {
  const { states, policyVersion } = visit.consent;
  const words = [policyVersion ?? "", visit.events[0]?.id ?? ""];
  return new Map(
    [...states].map(([purpose, state]) => [
      purpose,
      deriveId("consent", projectId, visit.sessionId, purpose, state, ...words),
    ]),
  );
}

/**
 * The rows that a visit's consent adds to those of its profile: none for a batch that comes again, and none for a purpose
 * whose newest row says the same. They count as said from now on.
 */
export function newConsents(projectId: string, visit: Visit, known: SaidByProfile): ConsentRow[] {
  const { states, policyVersion } = visit.consent;
  if (states.size === 0) return [];
  const said = saidOf(known, visit.profileId);
  const ids = consentIds(projectId, visit);
  return [...states].flatMap(([purpose, state]) => {
    const id = ids.get(purpose) ?? "";
    const newest = said.newest.get(purpose);
    const isFull =
      said.changes >= consentLimits.changes || (!newest && said.newest.size >= consentLimits.purposes);
    const isSame = newest?.state === state && newest.policyVersion === policyVersion;
    if (isFull || isSame || said.ids.has(id)) return [];
    const row: ConsentRow = {
      id,
      profileId: visit.profileId,
      sessionId: visit.sessionId,
      purpose,
      state,
      source: "funnel",
      policyVersion,
      occurredAt: visit.lastAt,
      receivedAt: visit.receivedAt,
    };
    keep(said, row);
    said.changes += 1;
    return [row];
  });
}

/** Whether the last word on any purpose allows it, as far as the group and the stored rows say. */
export function hasOptedIn(profileId: string, known: SaidByProfile): boolean {
  return [...saidOf(known, profileId).newest.values()].some(({ state }) => state === "granted");
}

function saidOf(known: SaidByProfile, profileId: string): Said {
  const said = known.get(profileId) ?? { newest: new Map(), ids: new Set(), changes: 0 };
  known.set(profileId, said);
  return said;
}

function keep(said: Said, row: ConsentRow): void {
  said.ids.add(row.id);
  const newest = said.newest.get(row.purpose);
  if (!newest || newest.occurredAt <= row.occurredAt) said.newest.set(row.purpose, row);
}
