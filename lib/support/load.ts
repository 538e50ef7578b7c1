import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { pricePoints, pricePointVersions } from "../../db/schema/catalogue";
import { orders } from "../../db/schema/orders";
import { paymentMethods, subscriptions } from "../../db/schema/subscriptions";
import type { ProjectId } from "../core/ctx";
import { AppError } from "../core/errors";
import { findId } from "../core/ids";
import { hasGateway } from "../gateways/registry";
import { withOpenCharge } from "../subscriptions/attempts";
import { chargeReferenceOf } from "../subscriptions/charge-reference";
import { type Held, loadHeld, termsOf } from "../subscriptions/held";
import type { Terrain } from "../subscriptions/project-time";
import type { OrderSituation, Situation, Target } from "./situation";

type Place = { tx: Transaction; projectId: ProjectId; terrain: Terrain };
type Locking = { lock: boolean };

/** With the subscription itself, locked where something is to be changed. */
export async function findSituation(
  place: Place,
  id: string,
  locking: Locking,
): Promise<(Situation & { held: Held }) | null> {
  const { tx, projectId, terrain } = place;
  const formerId = await formerOf(place, id);
  // The former before the one that waits for it, as the engine locks them.
  const found = await loadHeld(tx, projectId, formerId ? [formerId, id] : [id], terrain, locking);
  const held = found.get(id);
  if (!held) return null;
  const { row, plan } = held;
  const former = row.phase === "upcoming" && formerId ? (found.get(formerId)?.row ?? null) : null;
  // Before it begins, the former is charged for it.
  const charged = former?.id ?? id;
  return {
    held,
    row,
    plan,
    now: terrain.now,
    former,
    hasOpenCharge: (await withOpenCharge(tx, projectId, [charged])).has(charged),
    hasMethod: await hasMethod(place, row.paymentMethodId),
    hasGateway: await hasGateway(tx, projectId, row.provider),
    isChargingPaused: terrain.isChargingPaused,
    paidMinor: await paidForPeriod(place, held),
  };
}

/** The order's subscription is locked before the order, as settling does it. */
export async function findOrderSituation(
  place: Place,
  id: string,
  locking: Locking,
): Promise<OrderSituation | null> {
  const { tx, projectId } = place;
  const one = and(eq(orders.projectId, projectId), eq(orders.id, id));
  const [seen] = await tx.select({ subscriptionId: orders.subscriptionId }).from(orders).where(one);
  if (!seen) return null;
  const subscription = seen.subscriptionId ? await findSituation(place, seen.subscriptionId, locking) : null;
  const query = tx.select().from(orders).where(one);
  const [order] = await (locking.lock ? query.for("update") : query);
  if (!order) return null;
  return {
    order,
    subscription,
    chargeReference: await chargeReferenceOf(tx, projectId, id),
    hasGateway: await hasGateway(tx, projectId, order.provider),
  };
}

/** The price point of this ident or shown id, in its present version. */
export async function getTarget({ tx, projectId }: Place, name: string): Promise<Target> {
  const id = findId("pricePoint", name);
  const [found] = await tx
    .select({ pricePoint: pricePoints, version: pricePointVersions })
    .from(pricePoints)
    .innerJoin(
      pricePointVersions,
      and(
        eq(pricePointVersions.projectId, projectId),
        eq(pricePointVersions.pricePointId, pricePoints.id),
        eq(pricePointVersions.version, pricePoints.currentVersion),
      ),
    )
    .where(
      and(eq(pricePoints.projectId, projectId), id ? eq(pricePoints.id, id) : eq(pricePoints.ident, name)),
    );
  if (!found)
    throw new AppError("invalid", "There is no such price point.", {
      pricePoint: "There is no such price point",
    });
  const { pricePoint, version } = found;
  return {
    id: pricePoint.id,
    ident: pricePoint.ident,
    version: version.version,
    isArchived: pricePoint.archivedAt !== null,
    terms: pricePoint.kind === "subscription" && version.periodUnit ? termsOf(version) : null,
  };
}

/** The subscription whose end this one waits for, or waited for. */
async function formerOf({ tx, projectId }: Place, id: string): Promise<string | null> {
  const [row] = await tx
    .select({ followsId: subscriptions.followsId })
    .from(subscriptions)
    .where(and(eq(subscriptions.projectId, projectId), eq(subscriptions.id, id)));
  return row?.followsId ?? null;
}

async function hasMethod({ tx, projectId }: Place, id: string | null): Promise<boolean> {
  if (!id) return false;
  const [method] = await tx
    .select({ token: paymentMethods.token, detachedAt: paymentMethods.detachedAt })
    .from(paymentMethods)
    .where(and(eq(paymentMethods.projectId, projectId), eq(paymentMethods.id, id)));
  return method !== undefined && method.token !== null && method.detachedAt === null;
}

/** A first order names no iteration: it paid the first period. */
async function paidForPeriod({ tx, projectId }: Place, { row }: Held): Promise<bigint> {
  const [paid] = await tx
    .select({
      minor: sql<string>`coalesce(sum(settled_minor - refunded_minor - refund_pending_minor), 0)::text`,
    })
    .from(orders)
    .where(
      and(
        eq(orders.projectId, projectId),
        eq(orders.subscriptionId, row.id),
        eq(sql`coalesce(${orders.iteration}, 1)`, row.iteration),
      ),
    );
  return BigInt(paid?.minor ?? 0);
}
