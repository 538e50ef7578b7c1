import { and, asc, count, eq, inArray, max } from "drizzle-orm";
import { pricePoints, pricePointVersions, products } from "../../db/schema/catalogue";
import { inboundEvents, providerProducts } from "../../db/schema/inbound-events";
import { integrations } from "../../db/schema/integrations";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { isAppError } from "../core/errors";
import type { ProductFact } from "./facts";
import { parseEvent } from "./parse";
import { unknownProduct } from "./products";
import { openRaw } from "./vault";

export type SoldProduct = {
  /** As the provider names it. */
  providerProductId: string;
  origin: "imported" | "chosen";
  updatedAt: Date;
  pricePointId: string;
  ident: string;
  productName: string;
  price: { minor: bigint; currency: string; exponent: number };
  period: { unit: string; count: number } | null;
};

const mostProducts = 500;

/** What a provider's products are sold as here, by the provider's names. */
export async function listSoldProducts(ctx: Ctx, integrationId: string): Promise<SoldProduct[]> {
  const rows = await read(ctx, (tx) =>
    tx
      .select({
        providerProductId: providerProducts.providerProductId,
        origin: providerProducts.origin,
        updatedAt: providerProducts.updatedAt,
        pricePointId: pricePoints.id,
        ident: pricePoints.ident,
        productName: products.name,
        minor: pricePointVersions.priceMinor,
        currency: pricePointVersions.currency,
        exponent: pricePointVersions.exponent,
        unit: pricePointVersions.periodUnit,
        count: pricePointVersions.periodCount,
      })
      .from(providerProducts)
      .innerJoin(
        pricePoints,
        and(eq(pricePoints.projectId, ctx.projectId), eq(pricePoints.id, providerProducts.pricePointId)),
      )
      .innerJoin(products, and(eq(products.projectId, ctx.projectId), eq(products.id, pricePoints.productId)))
      .innerJoin(
        pricePointVersions,
        and(
          eq(pricePointVersions.projectId, ctx.projectId),
          eq(pricePointVersions.pricePointId, pricePoints.id),
          eq(pricePointVersions.version, pricePoints.currentVersion),
        ),
      )
      .where(
        and(eq(providerProducts.projectId, ctx.projectId), eq(providerProducts.integrationId, integrationId)),
      )
      .orderBy(asc(providerProducts.providerProductId))
      .limit(mostProducts),
  );
  return rows.map(({ minor, currency, exponent, unit, count: units, ...row }) => ({
    ...row,
    price: { minor, currency, exponent },
    period: unit && units ? { unit, count: units } : null,
  }));
}

export type UnknownProduct = {
  providerProductId: string;
  name: string | null;
  /** How many events wait for it. */
  events: number;
};

const mostSentences = 50;

/** Products that events wait for, those of most events first. Read from one event of each, since a parked one states nothing. */
export async function listUnknownProducts(ctx: Ctx, integrationId: string): Promise<UnknownProduct[]> {
  const ofIntegration = and(
    eq(inboundEvents.projectId, ctx.projectId),
    eq(inboundEvents.integrationId, integrationId),
  );
  const found = await read(ctx, async (tx) => {
    const groups = await tx
      // Ids are in order of time; Postgres has no max of uuids.
      .select({ events: count(), last: max(inboundEvents.receivedAt), error: inboundEvents.error })
      .from(inboundEvents)
      .where(
        and(
          ofIntegration,
          inArray(inboundEvents.state, ["waiting", "parked"]),
          eq(inboundEvents.errorCode, unknownProduct),
        ),
      )
      .groupBy(inboundEvents.error)
      .limit(mostSentences);
    const [integration] = await tx
      .select({ settings: integrations.settings })
      .from(integrations)
      .where(and(eq(integrations.projectId, ctx.projectId), eq(integrations.id, integrationId)));
    const known = await tx
      .select({ id: providerProducts.providerProductId })
      .from(providerProducts)
      .where(
        and(eq(providerProducts.projectId, ctx.projectId), eq(providerProducts.integrationId, integrationId)),
      );
    const examples = [];
    for (const { error, last, events } of groups) {
      const [event] = await tx
        .select()
        .from(inboundEvents)
        .where(
          and(
            ofIntegration,
            eq(inboundEvents.errorCode, unknownProduct),
            eq(inboundEvents.error, error ?? ""),
            eq(inboundEvents.receivedAt, last ?? new Date(0)),
          ),
        )
        .limit(1);
      if (event) examples.push({ event, events });
    }
    return { examples, known: new Set(known.map(({ id }) => id)), settings: integration?.settings ?? {} };
  });
  const wanted = new Map<string, UnknownProduct>();
  for (const { event, events } of found.examples)
    for (const { id, name } of productsIn(event, found.settings)) {
      if (found.known.has(id)) continue;
      const before = wanted.get(id);
      wanted.set(id, {
        providerProductId: id,
        name: name ?? before?.name ?? null,
        events: events + (before?.events ?? 0),
      });
    }
  return [...wanted.values()].toSorted((a, b) => b.events - a.events);
}

type Event = typeof inboundEvents.$inferSelect;

function productsIn(event: Event, settings: Parameters<typeof parseEvent>[2]): ProductFact[] {
  const raw = openRaw(event);
  if (!raw) return [];
  try {
    const { facts } = parseEvent(event.provider, raw.body, settings);
    const all = facts.flatMap((fact) => ("product" in fact && fact.product ? [fact.product] : []));
    return all.filter(({ id }, at) => all.findIndex((other) => other.id === id) === at);
  } catch (error) {
    if (isAppError(error)) return [];
    throw error;
  }
}
