import { and, desc, eq, getTableColumns, lt, type SQL } from "drizzle-orm";
import { pricePoints, pricePointVersions, products } from "../../db/schema/catalogue";
import { type Named, nameActors } from "../audit/actor-names";
import { whereArchived } from "../core/archive";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { AppError } from "../core/errors";
import { findId } from "../core/ids";
import { idPageOf, type Page, parseCursor } from "../core/page";

type Row = typeof pricePoints.$inferSelect;
export type Version = typeof pricePointVersions.$inferSelect;

/** With its product's name and the terms for those who buy now. */
export type PricePoint = Row & { productName: string; terms: Version };

/** The newest first. */
export async function listPricePoints(
  ctx: Ctx,
  { archived }: { archived: boolean },
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<Page<PricePoint>> {
  const after = cursor === undefined ? null : parseCursor(cursor);
  const found = await select(
    ctx,
    [whereArchived(pricePoints.archivedAt, archived), after ? lt(pricePoints.id, after.id) : undefined],
    limit + 1,
  );
  return idPageOf(found, limit, after);
}

/** By its shown id or its ident. */
export async function getPricePoint(ctx: Ctx, text: string): Promise<PricePoint> {
  const id = findId("pricePoint", text);
  const [pricePoint] = await select(ctx, [id ? eq(pricePoints.id, id) : eq(pricePoints.ident, text)], 1);
  if (!pricePoint) throw new AppError("not_found", "There is no such price point");
  return pricePoint;
}

const mostVersions = 100;

/** The newest first, with who made it; the last 100. */
export async function listVersions(ctx: Ctx, pricePointId: string): Promise<Named<Version>[]> {
  const rows = await read(ctx, (tx) =>
    tx
      .select()
      .from(pricePointVersions)
      .where(
        and(
          eq(pricePointVersions.projectId, ctx.projectId),
          eq(pricePointVersions.pricePointId, pricePointId),
        ),
      )
      .orderBy(desc(pricePointVersions.version))
      .limit(mostVersions),
  );
  return nameActors(ctx, rows);
}

async function select(ctx: Ctx, where: (SQL | undefined)[], limit: number): Promise<PricePoint[]> {
  const rows = await read(ctx, (tx) =>
    tx
      .select({
        row: getTableColumns(pricePoints),
        productName: products.name,
        terms: getTableColumns(pricePointVersions),
      })
      .from(pricePoints)
      .innerJoin(products, and(eq(products.projectId, ctx.projectId), eq(products.id, pricePoints.productId)))
      .innerJoin(
        pricePointVersions,
        and(
          eq(pricePointVersions.projectId, ctx.projectId),
          eq(pricePointVersions.pricePointId, pricePoints.id),
          eq(pricePointVersions.version, pricePoints.currentVersion),
        ),
      )
      .where(and(eq(pricePoints.projectId, ctx.projectId), ...where))
      .orderBy(desc(pricePoints.id))
      .limit(limit),
  );
  return rows.map(({ row, ...rest }) => ({ ...row, ...rest }));
}
