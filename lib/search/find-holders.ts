import { and, asc, eq, inArray } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import type { Environment } from "../../db/columns";
import { profileIdentifiers } from "../../db/schema/profiles";
import type { Name } from "./names";
import { searchText } from "./search-text";

/** The profiles that carry one of these very values, the oldest first; ids only. Addresses are compared without their case. */
export async function findHoldersOf(
  tx: Transaction,
  projectId: string,
  environment: Environment,
  { kinds, values }: { kinds: readonly Name["kind"][]; values: readonly string[] },
): Promise<string[]> {
  if (values.length === 0) return [];
  const isEmail = kinds.every((kind) => kind === "email");
  const rows = await tx
    .select({ profileId: profileIdentifiers.profileId })
    .from(profileIdentifiers)
    .where(
      and(
        eq(profileIdentifiers.projectId, projectId),
        inArray(profileIdentifiers.kind, [...kinds]),
        isEmail
          ? inArray(profileIdentifiers.searchText, values.map(searchText))
          : inArray(profileIdentifiers.value, [...values]),
        eq(profileIdentifiers.environment, environment),
      ),
    )
    .orderBy(asc(profileIdentifiers.profileCreatedAt), asc(profileIdentifiers.profileId))
    .limit(20);
  return [...new Set(rows.map(({ profileId }) => profileId))];
}
