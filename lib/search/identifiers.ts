import { and, asc, eq, inArray } from "drizzle-orm";
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
