import { and, count, eq, inArray, isNull } from "drizzle-orm";
import { entitlements, pricePoints, productEntitlements, products } from "../../db/schema/catalogue";
import { type CommandCtx, command } from "../core/command";
import { AppError } from "../core/errors";
import { newId, showId } from "../core/ids";
import { createProductInput, oneProductInput, updateProductInput } from "./schema";

const permission = "catalogue:write";

export const createProduct = command({
  name: "product.create",
  permission,
  input: createProductInput,
  async run({ ctx, input: { name, entitlements: opened }, audit }) {
    const createdAt = ctx.clock.now();
    const id = newId(createdAt);
    await ctx.tx.insert(products).values({ projectId: ctx.projectId, id, name, createdAt });
    await open(ctx, id, opened);
    audit({ subject: showId("product", id), after: { name, entitlements: shown(opened) } });
    return { productId: showId("product", id) };
  },
});

/** What it opens is changed for everyone who has bought it. */
export const updateProduct = command({
  name: "product.update",
  permission,
  input: updateProductInput,
  async run({ ctx, input: { product: id, name, entitlements: wanted }, audit }) {
    const before = await lockProduct(ctx, id);
    const opened = await openedBy(ctx, id);
    const added = wanted?.filter((each) => !opened.includes(each)) ?? [];
    const removed = wanted ? opened.filter((each) => !wanted.includes(each)) : [];
    const isRenamed = name !== undefined && name !== before.name;
    if (!isRenamed && added.length + removed.length === 0) return audit("unchanged");
    if (isRenamed) await change(ctx, id, { name });
    if (removed.length > 0)
      await ctx.tx
        .delete(productEntitlements)
        .where(
          and(
            eq(productEntitlements.projectId, ctx.projectId),
            eq(productEntitlements.productId, id),
            inArray(productEntitlements.entitlementId, removed),
          ),
        );
    await open(ctx, id, added);
    audit({
      subject: showId("product", id),
      before: {
        ...(isRenamed && { name: before.name }),
        ...(wanted && { entitlements: shown(opened) }),
      },
      after: { ...(isRenamed && { name }), ...(wanted && { entitlements: shown(wanted) }) },
    });
  },
});

/** Refused while a price point still sells it: what is sold has a product that is not in the archive. */
export const archiveProduct = command({
  name: "product.archive",
  permission,
  input: oneProductInput,
  async run({ ctx, input: { product: id }, audit }) {
    const { archivedAt } = await lockProduct(ctx, id);
    if (archivedAt) return audit("unchanged");
    const [selling] = await ctx.tx
      .select({ total: count() })
      .from(pricePoints)
      .where(
        and(
          eq(pricePoints.projectId, ctx.projectId),
          eq(pricePoints.productId, id),
          isNull(pricePoints.archivedAt),
        ),
      );
    const total = selling?.total ?? 0;
    if (total > 0)
      throw new AppError(
        "conflict",
        total === 1
          ? "A price point still sells this product. Archive that first."
          : `${total} price points still sell this product. Archive those first.`,
      );
    await change(ctx, id, { archivedAt: ctx.clock.now() });
    audit({ subject: showId("product", id), before: { archived: false }, after: { archived: true } });
  },
});

export const unarchiveProduct = command({
  name: "product.unarchive",
  permission,
  input: oneProductInput,
  async run({ ctx, input: { product: id }, audit }) {
    const { archivedAt } = await lockProduct(ctx, id);
    if (!archivedAt) return audit("unchanged");
    await change(ctx, id, { archivedAt: null });
    audit({ subject: showId("product", id), before: { archived: true }, after: { archived: false } });
  },
});

/** Those in the archive stay with products that have them, and go to no other. */
async function open(ctx: CommandCtx, productId: string, added: string[]): Promise<void> {
  if (added.length === 0) return;
  const known = await ctx.tx
    .select({ id: entitlements.id, archivedAt: entitlements.archivedAt })
    .from(entitlements)
    .where(and(eq(entitlements.projectId, ctx.projectId), inArray(entitlements.id, added)))
    .for("share");
  if (known.length < added.length) refuse("One of these entitlements does not exist");
  if (known.some(({ archivedAt }) => archivedAt)) refuse("One of these entitlements is archived");
  await ctx.tx
    .insert(productEntitlements)
    .values(added.map((entitlementId) => ({ projectId: ctx.projectId, productId, entitlementId })));
}

function refuse(message: string): never {
  throw new AppError("invalid", message, { entitlements: message });
}

async function openedBy(ctx: CommandCtx, productId: string): Promise<string[]> {
  const rows = await ctx.tx
    .select({ id: productEntitlements.entitlementId })
    .from(productEntitlements)
    .where(
      and(eq(productEntitlements.projectId, ctx.projectId), eq(productEntitlements.productId, productId)),
    )
    .orderBy(productEntitlements.entitlementId);
  return rows.map(({ id }) => id);
}

async function change(ctx: CommandCtx, id: string, to: Partial<typeof products.$inferInsert>) {
  await ctx.tx
    .update(products)
    .set(to)
    .where(and(eq(products.projectId, ctx.projectId), eq(products.id, id)));
}

async function lockProduct(ctx: CommandCtx, id: string) {
  const [product] = await ctx.tx
    .select()
    .from(products)
    .where(and(eq(products.projectId, ctx.projectId), eq(products.id, id)))
    .for("update");
  if (!product) throw new AppError("not_found", "There is no such product");
  return product;
}

function shown(entitlementIds: string[]): string[] {
  return entitlementIds.map((id) => showId("entitlement", id)).sort();
}
