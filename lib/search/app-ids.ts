import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { profileIdentifiers } from "../../db/schema/profiles";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import type { Customer } from "../customers/customer";

/**
 * Whether a customer has app user ids that begin like this, and any that do not: a User ID is always one of those. However
 * many names there are.
 */
export async function findAppIds(
  ctx: Ctx,
  { profileIds }: Pick<Customer, "profileIds">,
  prefix: string,
): Promise<{ begin: boolean; others: boolean }> {
  const { kind, value } = profileIdentifiers;
  const begins = sql`starts_with(${value}, ${prefix})`;
  const isAny = (condition: SQL) =>
    read(ctx, async (tx) => {
      const found = await tx
        .select({ one: sql`1` })
        .from(profileIdentifiers)
        .where(
          and(
            eq(profileIdentifiers.projectId, ctx.projectId),
            inArray(profileIdentifiers.profileId, profileIds),
            condition,
          ),
        )
        .limit(1);
      return found.length > 0;
    });
  return {
    begin: await isAny(sql`${kind} = 'app_user_id' and ${begins}`),
    others: await isAny(sql`(${kind} = 'user_id' or (${kind} = 'app_user_id' and not ${begins}))`),
  };
}
