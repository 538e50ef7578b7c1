import { and, count, eq, isNull, ne } from "drizzle-orm";
import { offerings, packages, pricePoints, pricePointVersions, products } from "../../db/schema/catalogue";
import { subscriptions } from "../../db/schema/subscriptions";
import { actorId } from "../core/audit";
import { type CommandCtx, command } from "../core/command";
import { AppError } from "../core/errors";
import { newId, showId } from "../core/ids";
import { changePricePointInput, createPricePointInput, onePricePointInput } from "./schema";
import { auditedTerms, isSameTerms, type TermsRow, termsRow } from "./terms";

const permission = "catalogue:write";

export const createPricePoint = command({
  name: "price_point.create",
  permission,
  input: createPricePointInput,
  async run({ ctx, input: { ident, product, kind, ...asked }, audit }) {
    const terms = termsRow(kind, asked);
    await requireProduct(ctx, product);
    const createdAt = ctx.clock.now();
    const id = newId(createdAt);
    const row = {
      projectId: ctx.projectId,
      id,
      ident,
      productId: product,
      kind,
      currentVersion: 1,
      createdAt,
    };
    const [made] = await ctx.tx
      .insert(pricePoints)
      .values(row)
      .onConflictDoNothing()
      .returning({ id: pricePoints.id });
    if (!made) {
      const message = `There is a price point ${ident} already`;
      throw new AppError("conflict", message, { ident: message });
    }
    await keepVersion(ctx, id, 1, terms);
    const about = { ident, kind, product: showId("product", product), version: 1 };
    audit({ subject: showId("pricePoint", id), after: { ...about, ...auditedTerms(terms) } });
    return { pricePointId: showId("pricePoint", id) };
  },
});

/** Makes a new version for those who buy from now on. Whoever has bought goes on with the version that they bought. */
export const changePricePoint = command({
  name: "price_point.change",
  permission,
  input: changePricePointInput,
  async run({ ctx, input: { pricePoint: id, version, ...asked }, audit }) {
    const { kind, currentVersion, archivedAt } = await lockPricePoint(ctx, id);
    if (currentVersion !== version)
      throw new AppError("conflict", "Someone else changed this price point in the meantime");
    if (archivedAt)
      throw new AppError("conflict", "This price point is archived. Take it out of the archive first.");
    const terms = termsRow(kind, asked);
    const [before] = await ctx.tx
      .select()
      .from(pricePointVersions)
      .where(
        and(
          eq(pricePointVersions.projectId, ctx.projectId),
          eq(pricePointVersions.pricePointId, id),
          eq(pricePointVersions.version, version),
        ),
      );
    if (!before) throw new Error(`version ${version} of price point ${id} is missing`);
    if (isSameTerms(before, terms)) return audit("unchanged");
    await keepVersion(ctx, id, version + 1, terms);
    await change(ctx, id, { currentVersion: version + 1 });
    audit({
      subject: showId("pricePoint", id),
      before: { version, ...auditedTerms(before) },
      after: { version: version + 1, ...auditedTerms(terms) },
    });
  },
});

/** Nobody can buy it any more. Answers how many subscriptions go on with it. Refused while an offering shows it. */
export const archivePricePoint = command({
  name: "price_point.archive",
  permission,
  input: onePricePointInput,
  async run({ ctx, input: { pricePoint: id }, audit }): Promise<{ runningSubscriptions: number }> {
    const { archivedAt } = await lockPricePoint(ctx, id);
    const runningSubscriptions = await countRunning(ctx, id);
    if (archivedAt) {
      audit("unchanged");
      return { runningSubscriptions };
    }
    await requireUnoffered(ctx, id);
    await change(ctx, id, { archivedAt: ctx.clock.now() });
    audit({
      subject: showId("pricePoint", id),
      before: { archived: false },
      after: { archived: true, runningSubscriptions },
    });
    return { runningSubscriptions };
  },
});

export const unarchivePricePoint = command({
  name: "price_point.unarchive",
  permission,
  input: onePricePointInput,
  async run({ ctx, input: { pricePoint: id }, audit }) {
    const { archivedAt, productId } = await lockPricePoint(ctx, id);
    if (!archivedAt) return audit("unchanged");
    await requireProduct(ctx, productId);
    await change(ctx, id, { archivedAt: null });
    audit({ subject: showId("pricePoint", id), before: { archived: true }, after: { archived: false } });
  },
});

async function requireProduct(ctx: CommandCtx, id: string): Promise<void> {
  const [product] = await ctx.tx
    .select({ archivedAt: products.archivedAt })
    .from(products)
    .where(and(eq(products.projectId, ctx.projectId), eq(products.id, id)))
    .for("share");
  const message = !product ? "There is no such product" : product.archivedAt && "This product is archived";
  if (message) throw new AppError("invalid", message, { product: message });
}

async function requireUnoffered(ctx: CommandCtx, id: string): Promise<void> {
  const shown = await ctx.tx
    .selectDistinct({ key: offerings.key })
    .from(packages)
    .innerJoin(offerings, and(eq(offerings.projectId, ctx.projectId), eq(offerings.id, packages.offeringId)))
    .where(
      and(eq(packages.projectId, ctx.projectId), eq(packages.pricePointId, id), isNull(offerings.archivedAt)),
    )
    .orderBy(offerings.key)
    .limit(5);
  if (shown.length === 0) return;
  const keys = shown.map(({ key }) => key).join(", ");
  throw new AppError("conflict", `It is sold in the offering ${keys}. Take it out of there first.`);
}

async function countRunning(ctx: CommandCtx, id: string): Promise<number> {
  const [row] = await ctx.tx
    .select({ total: count() })
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.projectId, ctx.projectId),
        eq(subscriptions.pricePointId, id),
        ne(subscriptions.phase, "expired"),
      ),
    );
  return row?.total ?? 0;
}

async function keepVersion(ctx: CommandCtx, id: string, version: number, terms: TermsRow): Promise<void> {
  await ctx.tx.insert(pricePointVersions).values({
    projectId: ctx.projectId,
    pricePointId: id,
    version,
    ...terms,
    actorKind: ctx.actor.kind,
    actorId: actorId(ctx.actor),
    createdAt: ctx.clock.now(),
  });
}

async function change(ctx: CommandCtx, id: string, to: Partial<typeof pricePoints.$inferInsert>) {
  await ctx.tx
    .update(pricePoints)
    .set(to)
    .where(and(eq(pricePoints.projectId, ctx.projectId), eq(pricePoints.id, id)));
}

async function lockPricePoint(ctx: CommandCtx, id: string) {
  const [pricePoint] = await ctx.tx
    .select()
    .from(pricePoints)
    .where(and(eq(pricePoints.projectId, ctx.projectId), eq(pricePoints.id, id)))
    .for("update");
  if (!pricePoint) throw new AppError("not_found", "There is no such price point");
  return pricePoint;
}
