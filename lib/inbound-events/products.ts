import { and, desc, eq } from "drizzle-orm";
import {
  entitlements,
  pricePoints,
  pricePointVersions,
  productEntitlements,
  products,
} from "../../db/schema/catalogue";
import { inboundEvents, providerProducts } from "../../db/schema/inbound-events";
import { actorId } from "../core/audit";
import type { CommandCtx } from "../core/command";
import { newId } from "../core/ids";
import { lockName } from "../core/lock-name";
import { type Applying, isSettled } from "./applying";
import type { ProductFact } from "./facts";
import { NotYet, Parked, settlingTries } from "./outcome";

export type Sold = { pricePointId: string; version: number };

export const unknownProduct = "unknown_product";

/** What a provider's product is sold as here; made of what the event says where nobody has chosen. */
export async function soldAs(applying: Applying, product: ProductFact, isOnce: boolean): Promise<Sold> {
  const { ctx, integrationId } = applying;
  const known = await findSold(ctx, integrationId, product.id);
  if (known) return known;
  await lockName(ctx.tx, `provider product ${ctx.projectId} ${integrationId} ${product.id}`);
  const meanwhile = await findSold(ctx, integrationId, product.id);
  if (meanwhile) return meanwhile;
  if (product.price && product.price.minor > 0n && (isOnce || product.period)) {
    const sold = await importProduct(applying, { ...product, price: product.price }, isOnce);
    await wakeParked(ctx, integrationId);
    return sold;
  }
  const trouble = {
    code: unknownProduct,
    words: `Nobody has said what the product ${product.id.slice(0, 80)} is here, and the event does not say its price and period. Choose its price point in the settings of the integration.`,
  };
  // Another event of the same purchase may say what it costs.
  throw isSettled(applying, settlingTries) ? new Parked(trouble) : new NotYet(trouble);
}

async function findSold(ctx: CommandCtx, integrationId: string, productId: string): Promise<Sold | null> {
  const [row] = await ctx.tx
    .select({ pricePointId: pricePoints.id, version: pricePoints.currentVersion })
    .from(providerProducts)
    .innerJoin(
      pricePoints,
      and(eq(pricePoints.projectId, ctx.projectId), eq(pricePoints.id, providerProducts.pricePointId)),
    )
    .where(
      and(
        eq(providerProducts.projectId, ctx.projectId),
        eq(providerProducts.integrationId, integrationId),
        eq(providerProducts.providerProductId, productId),
      ),
    );
  return row ?? null;
}

/** Of a version the terms, by which a subscription that does not say its period is counted. */
export async function readVersion(ctx: CommandCtx, { pricePointId, version }: Sold) {
  const [row] = await ctx.tx
    .select()
    .from(pricePointVersions)
    .where(
      and(
        eq(pricePointVersions.projectId, ctx.projectId),
        eq(pricePointVersions.pricePointId, pricePointId),
        eq(pricePointVersions.version, version),
      ),
    );
  if (!row) throw new Error("the version of a price point is there");
  return row;
}

type Priced = ProductFact & { price: NonNullable<ProductFact["price"]> };

async function importProduct(applying: Applying, product: Priced, isOnce: boolean): Promise<Sold> {
  const { ctx, integrationId } = applying;
  const { projectId } = ctx;
  const createdAt = ctx.clock.now();
  const [productId, pricePointId] = [newId(createdAt), newId(createdAt)];
  const name = printable(product.name ?? product.id).slice(0, 80) || "Product";
  await ctx.tx.insert(products).values({ projectId, id: productId, name, createdAt });
  for (const key of new Set((product.entitlements ?? []).map(keyOf)))
    if (key !== "") {
      const entitlementId = await entitlementOf(ctx, key);
      await ctx.tx
        .insert(productEntitlements)
        .values({ projectId, productId, entitlementId })
        .onConflictDoNothing();
    }
  await ctx.tx.insert(pricePoints).values({
    ...{ projectId, id: pricePointId, productId, currentVersion: 1, createdAt },
    ident: await freeIdent(ctx, `${applying.provider}-${product.id}`),
    kind: isOnce ? "lifetime" : "subscription",
  });
  const { minor, currency, exponent } = product.price;
  await ctx.tx.insert(pricePointVersions).values({
    ...{ projectId, pricePointId, version: 1, currency, exponent, priceMinor: minor },
    ...(isOnce ? {} : { periodUnit: product.period?.unit, periodCount: product.period?.count }),
    introType: "no_intro",
    ...{ actorKind: ctx.actor.kind, actorId: actorId(ctx.actor), createdAt },
  });
  await ctx.tx.insert(providerProducts).values({
    ...{ projectId, integrationId, providerProductId: product.id, pricePointId },
    ...{ origin: "imported", updatedAt: createdAt },
  });
  return { pricePointId, version: 1 };
}

async function entitlementOf(ctx: CommandCtx, key: string): Promise<string> {
  const { projectId } = ctx;
  const createdAt = ctx.clock.now();
  const id = newId(createdAt);
  const [made] = await ctx.tx
    .insert(entitlements)
    .values({ projectId, id, key, name: key, createdAt })
    .onConflictDoNothing()
    .returning({ id: entitlements.id });
  if (made) return made.id;
  const [known] = await ctx.tx
    .select({ id: entitlements.id })
    .from(entitlements)
    .where(and(eq(entitlements.projectId, projectId), eq(entitlements.key, key)));
  if (!known) throw new Error("an entitlement that was there a moment before is gone");
  return known.id;
}

async function freeIdent(ctx: CommandCtx, wanted: string): Promise<string> {
  const base = wanted.replaceAll(/[^-A-Za-z_0-9]+/g, "-").slice(0, 240);
  await lockName(ctx.tx, `price point ident ${ctx.projectId} ${base}`);
  for (let number = 1; ; number++) {
    const ident = number === 1 ? base : `${base}-${number}`;
    const [taken] = await ctx.tx
      .select({ id: pricePoints.id })
      .from(pricePoints)
      .where(and(eq(pricePoints.projectId, ctx.projectId), eq(pricePoints.ident, ident)))
      .orderBy(desc(pricePoints.id))
      .limit(1);
    if (!taken) return ident;
  }
}

function keyOf(text: string): string {
  return text.replaceAll(/[^-A-Za-z_0-9]+/g, "_").slice(0, 64);
}

function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cs}]/gu, "").trim();
}

/** Events that were parked since nobody knew their product are tried again. */
export async function wakeParked(ctx: CommandCtx, integrationId: string): Promise<void> {
  await ctx.tx
    .update(inboundEvents)
    .set({ state: "waiting", nextAttemptAt: ctx.clock.now(), attempts: 0, errorCode: null, error: null })
    .where(
      and(
        eq(inboundEvents.projectId, ctx.projectId),
        eq(inboundEvents.integrationId, integrationId),
        eq(inboundEvents.state, "parked"),
        eq(inboundEvents.errorCode, unknownProduct),
      ),
    );
}
