import { and, eq, gte } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { profileIdentifiers } from "../../db/schema/profiles";
import type { Name } from "./names";

/** Takes back a name that was a mistake; not where the profile had it before that mistake was made. */
export async function forgetIdentifier(
  tx: Transaction,
  projectId: string,
  profileId: string,
  { kind, value }: Name,
  since: Date,
): Promise<void> {
  await tx
    .delete(profileIdentifiers)
    .where(
      and(
        eq(profileIdentifiers.projectId, projectId),
        eq(profileIdentifiers.kind, kind),
        eq(profileIdentifiers.value, value),
        eq(profileIdentifiers.profileId, profileId),
        gte(profileIdentifiers.firstSeenAt, since),
      ),
    );
}
