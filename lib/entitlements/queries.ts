import { and, desc, eq, lt } from "drizzle-orm";
import { entitlements } from "../../db/schema/catalogue";
import { whereArchived } from "../core/archive";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { AppError } from "../core/errors";
import { findId } from "../core/ids";
import { idPageOf, type Page, parseCursor } from "../core/page";

export type Entitlement = typeof entitlements.$inferSelect;

/** The newest first. */
export async function listEntitlements(
  ctx: Ctx,
  { archived }: { archived: boolean },
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<Page<Entitlement>> {
  const after = cursor === undefined ? null : parseCursor(cursor);
  const found = await read(ctx, (tx) =>
    tx
      .select()
      .from(entitlements)
      .where(
        and(
          eq(entitlements.projectId, ctx.projectId),
          whereArchived(entitlements.archivedAt, archived),
          after ? lt(entitlements.id, after.id) : undefined,
        ),
      )
      .orderBy(desc(entitlements.id))
      .limit(limit + 1),
  );
  return idPageOf(found, limit, after);
}

/** By its shown id or its key. */
export async function getEntitlement(ctx: Ctx, text: string): Promise<Entitlement> {
  const id = findId("entitlement", text);
  const [entitlement] = await read(ctx, (tx) =>
    tx
      .select()
      .from(entitlements)
      .where(
        and(
          eq(entitlements.projectId, ctx.projectId),
          id ? eq(entitlements.id, id) : eq(entitlements.key, text),
        ),
      ),
  );
  if (!entitlement) throw new AppError("not_found", "There is no such entitlement");
  return entitlement;
}
