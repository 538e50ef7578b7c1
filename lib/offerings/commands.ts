import { and, eq, inArray } from "drizzle-orm";
import { offerings, packages, pricePoints } from "../../db/schema/catalogue";
import { type CommandCtx, command } from "../core/command";
import { AppError } from "../core/errors";
import { newId, showId } from "../core/ids";
import { createOfferingInput, oneOfferingInput, updateOfferingInput } from "./schema";

const permission = "catalogue:write";

type Sold = { key: string; pricePoint: string };

export const createOffering = command({
  name: "offering.create",
  permission,
  input: createOfferingInput,
  async run({ ctx, input: { packages: sold, ...named }, audit }) {
    const createdAt = ctx.clock.now();
    const id = newId(createdAt);
    const [made] = await ctx.tx
      .insert(offerings)
      .values({ projectId: ctx.projectId, id, ...named, isCurrent: false, createdAt })
      .onConflictDoNothing()
      .returning({ id: offerings.id });
    if (!made) {
      const message = `There is an offering ${named.key} already`;
      throw new AppError("conflict", message, { key: message });
    }
    await pack(ctx, id, sold);
    audit({ subject: showId("offering", id), after: { ...named, packages: shown(sold) } });
    return { offeringId: showId("offering", id) };
  },
});

/** `packages` takes the place of those that were there. */
export const updateOffering = command({
  name: "offering.update",
  permission,
  input: updateOfferingInput,
  async run({ ctx, input: { offering: id, name, packages: sold }, audit }) {
    const before = await lockOffering(ctx, id);
    const present = await packagesOf(ctx, id);
    const isRenamed = name !== undefined && name !== before.name;
    const isPacked = sold !== undefined && JSON.stringify(shown(sold)) !== JSON.stringify(shown(present));
    if (!isRenamed && !isPacked) return audit("unchanged");
    if (isRenamed) await change(ctx, id, { name });
    if (isPacked) {
      await ctx.tx
        .delete(packages)
        .where(and(eq(packages.projectId, ctx.projectId), eq(packages.offeringId, id)));
      await pack(ctx, id, sold);
    }
    audit({
      subject: showId("offering", id),
      before: { ...(isRenamed && { name: before.name }), ...(isPacked && { packages: shown(present) }) },
      after: { ...(isRenamed && { name }), ...(isPacked && { packages: shown(sold) }) },
    });
  },
});

/** The one that everybody sees who has no other. Nobody sees the former one any more. */
export const makeOfferingCurrent = command({
  name: "offering.make_current",
  permission,
  input: oneOfferingInput,
  async run({ ctx, input: { offering: id }, audit }) {
    // All of them, in one order: two people who choose at the same moment come one after the other.
    const all = await ctx.tx
      .select()
      .from(offerings)
      .where(eq(offerings.projectId, ctx.projectId))
      .orderBy(offerings.id)
      .for("update");
    const offering = all.find((each) => each.id === id);
    if (!offering) throw new AppError("not_found", "There is no such offering");
    if (offering.isCurrent) return audit("unchanged");
    if (offering.archivedAt)
      throw new AppError("conflict", "This offering is archived. Take it out of the archive first.");
    const former = all.find(({ isCurrent }) => isCurrent);
    if (former) await change(ctx, former.id, { isCurrent: false });
    await change(ctx, id, { isCurrent: true });
    audit({
      subject: showId("offering", id),
      before: { current: former ? showId("offering", former.id) : null },
      after: { current: showId("offering", id) },
    });
  },
});

/** Customers for whom it was chosen see the current one again. */
export const archiveOffering = command({
  name: "offering.archive",
  permission,
  input: oneOfferingInput,
  async run({ ctx, input: { offering: id }, audit }) {
    const { archivedAt, isCurrent } = await lockOffering(ctx, id);
    if (archivedAt) return audit("unchanged");
    if (isCurrent)
      throw new AppError("conflict", "This is the current offering. Make another one current first.");
    await change(ctx, id, { archivedAt: ctx.clock.now() });
    audit({ subject: showId("offering", id), before: { archived: false }, after: { archived: true } });
  },
});

export const unarchiveOffering = command({
  name: "offering.unarchive",
  permission,
  input: oneOfferingInput,
  async run({ ctx, input: { offering: id }, audit }) {
    const { archivedAt } = await lockOffering(ctx, id);
    if (!archivedAt) return audit("unchanged");
    await requireSold(ctx, await packagesOf(ctx, id), "conflict");
    await change(ctx, id, { archivedAt: null });
    audit({ subject: showId("offering", id), before: { archived: true }, after: { archived: false } });
  },
});

async function pack(ctx: CommandCtx, offeringId: string, sold: Sold[]): Promise<void> {
  if (sold.length === 0) return;
  await requireSold(ctx, sold, "invalid");
  await ctx.tx.insert(packages).values(
    sold.map(({ key, pricePoint }, position) => ({
      projectId: ctx.projectId,
      offeringId,
      key,
      position,
      pricePointId: pricePoint,
    })),
  );
}

/** What is archived cannot be bought, so no offering takes it up. */
async function requireSold(ctx: CommandCtx, sold: Sold[], code: "invalid" | "conflict"): Promise<void> {
  const ids = [...new Set(sold.map(({ pricePoint }) => pricePoint))];
  if (ids.length === 0) return;
  const known = await ctx.tx
    .select({ ident: pricePoints.ident, archivedAt: pricePoints.archivedAt })
    .from(pricePoints)
    .where(and(eq(pricePoints.projectId, ctx.projectId), inArray(pricePoints.id, ids)))
    .orderBy(pricePoints.id)
    .for("share");
  const archived = known.find(({ archivedAt }) => archivedAt);
  const message =
    known.length < ids.length
      ? "One of these price points does not exist"
      : archived && `The price point ${archived.ident} is archived`;
  if (message) throw new AppError(code, message, { packages: message });
}

async function packagesOf(ctx: CommandCtx, offeringId: string): Promise<Sold[]> {
  return ctx.tx
    .select({ key: packages.key, pricePoint: packages.pricePointId })
    .from(packages)
    .where(and(eq(packages.projectId, ctx.projectId), eq(packages.offeringId, offeringId)))
    .orderBy(packages.position);
}

async function change(ctx: CommandCtx, id: string, to: Partial<typeof offerings.$inferInsert>) {
  await ctx.tx
    .update(offerings)
    .set(to)
    .where(and(eq(offerings.projectId, ctx.projectId), eq(offerings.id, id)));
}

async function lockOffering(ctx: CommandCtx, id: string) {
  const [offering] = await ctx.tx
    .select()
    .from(offerings)
    .where(and(eq(offerings.projectId, ctx.projectId), eq(offerings.id, id)))
    .for("update");
  if (!offering) throw new AppError("not_found", "There is no such offering");
  return offering;
}

function shown(sold: Sold[]) {
  return sold.map(({ key, pricePoint }) => ({ key, pricePoint: showId("pricePoint", pricePoint) }));
}
