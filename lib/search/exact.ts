import { and, eq, inArray } from "drizzle-orm";
import { profileIdentifiers } from "../../db/schema/profiles";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";

const most = 200;

/** Profiles that carry this very user id or alias; letters count in their case. Ids only. */
export async function findByOwnName(ctx: Ctx, value: string): Promise<string[]> {
  const rows = await read(ctx, (tx) =>
    tx
      .selectDistinct({ profileId: profileIdentifiers.profileId })
      .from(profileIdentifiers)
      .where(
        and(
          eq(profileIdentifiers.projectId, ctx.projectId),
          inArray(profileIdentifiers.kind, ["user_id", "app_user_id"]),
          eq(profileIdentifiers.value, value),
        ),
      )
      .limit(most),
  );
  return rows.map((row) => row.profileId);
}
