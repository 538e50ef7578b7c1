import { and, asc, desc, eq, inArray, lt } from "drizzle-orm";
import { offerings, packages, pricePoints } from "../../db/schema/catalogue";
import { whereArchived } from "../core/archive";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { AppError } from "../core/errors";
import { findId } from "../core/ids";
import { idPageOf, type Page, parseCursor } from "../core/page";

type Row = typeof offerings.$inferSelect;
type Package = { key: string; pricePointId: string; ident: string };

/** With its packages in their order. */
export type Offering = Row & { packages: Package[] };

/** The newest first. */
export async function listOfferings(
  ctx: Ctx,
  { archived }: { archived: boolean },
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<Page<Offering>> {
  const after = cursor === undefined ? null : parseCursor(cursor);
  const found = await read(ctx, (tx) =>
    tx
      .select()
      .from(offerings)
      .where(
        and(
          eq(offerings.projectId, ctx.projectId),
          whereArchived(offerings.archivedAt, archived),
          after ? lt(offerings.id, after.id) : undefined,
        ),
      )
      .orderBy(desc(offerings.id))
      .limit(limit + 1),
  );
  const page = idPageOf(found, limit, after);
  return { ...page, rows: await withPackages(ctx, page.rows) };
}

/** By its shown id or its key. */
export async function getOffering(ctx: Ctx, text: string): Promise<Offering> {
  const id = findId("offering", text);
  const found = await read(ctx, (tx) =>
    tx
      .select()
      .from(offerings)
      .where(
        and(eq(offerings.projectId, ctx.projectId), id ? eq(offerings.id, id) : eq(offerings.key, text)),
      ),
  );
  const [offering] = await withPackages(ctx, found);
  if (!offering) throw new AppError("not_found", "There is no such offering");
  return offering;
}

export async function withPackages(ctx: Ctx, rows: Row[]): Promise<Offering[]> {
  if (rows.length === 0) return [];
  const found = await read(ctx, (tx) =>
    tx
      .select({
        offeringId: packages.offeringId,
        key: packages.key,
        pricePointId: packages.pricePointId,
        ident: pricePoints.ident,
      })
      .from(packages)
      .innerJoin(
        pricePoints,
        and(eq(pricePoints.projectId, ctx.projectId), eq(pricePoints.id, packages.pricePointId)),
      )
      .where(
        and(
          eq(packages.projectId, ctx.projectId),
          inArray(
            packages.offeringId,
            rows.map(({ id }) => id),
          ),
        ),
      )
      .orderBy(asc(packages.position)),
  );
  return rows.map((row) => ({
    ...row,
    packages: found
      .filter(({ offeringId }) => offeringId === row.id)
      .map(({ offeringId: _, ...each }) => each),
  }));
}
