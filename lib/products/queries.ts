import { and, asc, desc, eq, inArray, lt } from "drizzle-orm";
import { entitlements, productEntitlements, products } from "../../db/schema/catalogue";
import { whereArchived } from "../core/archive";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { AppError } from "../core/errors";
import { findId } from "../core/ids";
import { idPageOf, type Page, parseCursor } from "../core/page";

type Opened = { id: string; key: string; name: string };

/** With what it opens. */
export type Product = typeof products.$inferSelect & { entitlements: Opened[] };

/** The newest first. */
export async function listProducts(
  ctx: Ctx,
  { archived }: { archived: boolean },
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<Page<Product>> {
  const after = cursor === undefined ? null : parseCursor(cursor);
  const found = await read(ctx, (tx) =>
    tx
      .select()
      .from(products)
      .where(
        and(
          eq(products.projectId, ctx.projectId),
          whereArchived(products.archivedAt, archived),
          after ? lt(products.id, after.id) : undefined,
        ),
      )
      .orderBy(desc(products.id))
      .limit(limit + 1),
  );
  const page = idPageOf(found, limit, after);
  return { ...page, rows: await withOpened(ctx, page.rows) };
}

export async function getProduct(ctx: Ctx, shownId: string): Promise<Product> {
  const id = findId("product", shownId);
  const found = id
    ? await read(ctx, (tx) =>
        tx
          .select()
          .from(products)
          .where(and(eq(products.projectId, ctx.projectId), eq(products.id, id))),
      )
    : [];
  const [product] = await withOpened(ctx, found);
  if (!product) throw new AppError("not_found", "There is no such product");
  return product;
}

/** What each of these products opens, by name. */
export async function entitlementsOf(ctx: Ctx, productIds: string[]): Promise<Map<string, Opened[]>> {
  const opened = new Map<string, Opened[]>();
  if (productIds.length === 0) return opened;
  const rows = await read(ctx, (tx) =>
    tx
      .select({
        productId: productEntitlements.productId,
        id: entitlements.id,
        key: entitlements.key,
        name: entitlements.name,
      })
      .from(productEntitlements)
      .innerJoin(
        entitlements,
        and(
          eq(entitlements.projectId, ctx.projectId),
          eq(entitlements.id, productEntitlements.entitlementId),
        ),
      )
      .where(
        and(
          eq(productEntitlements.projectId, ctx.projectId),
          inArray(productEntitlements.productId, productIds),
        ),
      )
      .orderBy(asc(entitlements.name), asc(entitlements.id)),
  );
  for (const { productId, ...entitlement } of rows)
    opened.set(productId, [...(opened.get(productId) ?? []), entitlement]);
  return opened;
}

async function withOpened(ctx: Ctx, rows: (typeof products.$inferSelect)[]): Promise<Product[]> {
  const opened = await entitlementsOf(
    ctx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, entitlements: opened.get(row.id) ?? [] }));
}
