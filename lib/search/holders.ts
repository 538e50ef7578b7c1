import { and, eq, inArray } from "drizzle-orm";
import type { Environment } from "../../db/columns";
import { profileIdentifiers } from "../../db/schema/profiles";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";

/** Profiles that have this very id as a user id or as an alias; ids are case-sensitive. 100 at most. */
export async function findHolders(ctx: Ctx, environment: Environment, value: string): Promise<string[]> {
  const rows = await read(ctx, (tx) =>
    tx
      .selectDistinct({ id: profileIdentifiers.profileId })
      .from(profileIdentifiers)
      .where(
        and(
          eq(profileIdentifiers.projectId, ctx.projectId),
          inArray(profileIdentifiers.kind, ["user_id", "app_user_id"]),
          eq(profileIdentifiers.value, value),
          eq(profileIdentifiers.environment, environment),
        ),
      )
      .limit(100),
  );
  return rows.map((row) => row.id);
}
