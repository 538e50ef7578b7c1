import { and, eq, inArray } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { type identifierKinds, profileIdentifiers } from "../../db/schema/profiles";

export type Name = { kind: (typeof identifierKinds)[number]; value: string };

/** Every name of these profiles, which the caller has locked. */
export async function listNames(tx: Transaction, projectId: string, profileIds: string[]): Promise<Name[]> {
  return tx
    .selectDistinct({ kind: profileIdentifiers.kind, value: profileIdentifiers.value })
    .from(profileIdentifiers)
    .where(
      and(eq(profileIdentifiers.projectId, projectId), inArray(profileIdentifiers.profileId, profileIds)),
    );
}
