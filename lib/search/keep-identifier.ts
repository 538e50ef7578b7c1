import { sql } from "drizzle-orm";
import { type identifierKinds, profileIdentifiers } from "../../db/schema/profiles";
import type { CommandCtx } from "../core/command";
import type { Profile } from "../customers/customer";
import { searchText } from "./search-text";

/** Makes a profile be found by a name, from now on and for ever. One that it has already is only seen again. */
export async function keepIdentifier(
  ctx: CommandCtx,
  profile: Profile,
  kind: (typeof identifierKinds)[number],
  value: string,
  seenAt: Date,
): Promise<void> {
  await ctx.tx
    .insert(profileIdentifiers)
    .values({
      projectId: ctx.projectId,
      kind,
      value,
      profileId: profile.id,
      searchText: searchText(value),
      environment: profile.environment,
      profileCreatedAt: profile.createdAt,
      firstSeenAt: seenAt,
      lastSeenAt: seenAt,
    })
    .onConflictDoUpdate({
      target: [
        profileIdentifiers.projectId,
        profileIdentifiers.kind,
        profileIdentifiers.value,
        profileIdentifiers.profileId,
      ],
      set: { lastSeenAt: sql`excluded.last_seen_at` },
      setWhere: sql`${profileIdentifiers.lastSeenAt} < excluded.last_seen_at`,
    });
}
