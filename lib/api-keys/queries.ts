import { and, desc, eq, isNull } from "drizzle-orm";
import { apiKeys } from "../../db/schema/projects";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";

/** The newest key that funnels of this project may send with; null when all were revoked. */
export async function findSendingKey(ctx: Ctx): Promise<string | null> {
  const [row] = await read(ctx, (tx) =>
    tx
      .select({ key: apiKeys.publishableKey })
      .from(apiKeys)
      .where(
        and(eq(apiKeys.projectId, ctx.projectId), eq(apiKeys.kind, "publishable"), isNull(apiKeys.revokedAt)),
      )
      .orderBy(desc(apiKeys.createdAt))
      .limit(1),
  );
  return row?.key ?? null;
}
