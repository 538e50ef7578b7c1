import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { profileIdentifiers } from "../../db/schema/profiles";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import type { Customer } from "../customers/customer";

export type Identifier = Pick<
  typeof profileIdentifiers.$inferSelect,
  "kind" | "value" | "profileId" | "firstSeenAt" | "lastSeenAt"
>;

/** Every name of a customer, by kind and age; 200 at most. The customer was read under row-level security before. */
export async function listIdentifiers(
  ctx: Ctx,
  customer: Pick<Customer, "profileIds">,
): Promise<Identifier[]> {
  return read(ctx, (tx) =>
    tx
      .select({
        kind: profileIdentifiers.kind,
        value: profileIdentifiers.value,
        profileId: profileIdentifiers.profileId,
        firstSeenAt: profileIdentifiers.firstSeenAt,
        lastSeenAt: profileIdentifiers.lastSeenAt,
      })
      .from(profileIdentifiers)
      .where(
        and(
          eq(profileIdentifiers.projectId, ctx.projectId),
          inArray(profileIdentifiers.profileId, customer.profileIds),
        ),
      )
      .orderBy(
        asc(profileIdentifiers.kind),
        asc(profileIdentifiers.firstSeenAt),
        asc(profileIdentifiers.value),
      )
      .limit(200),
  );
}

const mostOfEach = 200;

/** The names of many profiles, which the caller has read under row-level security; of each the 200 seen last. */
export async function listIdentifiersOfMany(
  tx: Transaction,
  projectId: string,
  profileIds: readonly string[],
): Promise<Identifier[]> {
  if (profileIds.length === 0) return [];
  const ranked = tx
    .select({
      kind: profileIdentifiers.kind,
      value: profileIdentifiers.value,
      profileId: profileIdentifiers.profileId,
      firstSeenAt: profileIdentifiers.firstSeenAt,
      lastSeenAt: profileIdentifiers.lastSeenAt,
      place: sql<number>`row_number() over (partition by ${profileIdentifiers.profileId}
        order by ${profileIdentifiers.lastSeenAt} desc, ${profileIdentifiers.kind}, ${profileIdentifiers.value})`.as(
        "place",
      ),
    })
    .from(profileIdentifiers)
    .where(
      and(
        eq(profileIdentifiers.projectId, projectId),
        inArray(profileIdentifiers.profileId, [...profileIds]),
      ),
    )
    .as("ranked");
  const { kind, value, profileId, firstSeenAt, lastSeenAt } = ranked;
  return tx
    .select({ kind, value, profileId, firstSeenAt, lastSeenAt })
    .from(ranked)
    .where(sql`${ranked.place} <= ${sql.raw(String(mostOfEach))}`);
}
