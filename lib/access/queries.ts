import { and, asc, desc, eq, inArray } from "drizzle-orm";
import { entitlements, pricePoints } from "../../db/schema/catalogue";
import { entitlementGrants } from "../../db/schema/grants";
import { orders } from "../../db/schema/orders";
import { subscriptions } from "../../db/schema/subscriptions";
import { type Named, nameActors } from "../audit/actor-names";
import { nextPeriodEnd } from "../billing/next-check";
import { isActive, isRunning } from "../billing/statuses";
import { graceEnd, utcText, whyAccess } from "../billing/words";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { AppError } from "../core/errors";
import { findId } from "../core/ids";
import type { Customer } from "../customers/customer";
import type { Entitlement } from "../entitlements/queries";
import { entitlementsOf } from "../products/queries";
import { type Held, loadHeld } from "../subscriptions/held";
import { projectTerrain, type Terrain } from "../subscriptions/project-time";
import { type Access, accessFrom, type Source } from "./access";

export type GrantRow = typeof entitlementGrants.$inferSelect;
export type Grant = Named<GrantRow> & { entitlement: Entitlement };

const most = 100;

/** What the customer may do, over all their profiles, as of now in the time of the project. */
export async function accessOf(ctx: Ctx, customer: Customer): Promise<Access<Entitlement>[]> {
  const terrain = await projectTerrain(ctx);
  const [grants, held, purchases] = await Promise.all([
    listGrants(ctx, customer),
    listHeld(ctx, customer, terrain),
    listPurchases(ctx, customer),
  ]);
  const opened = await entitlementsOf(ctx, [
    ...new Set([
      ...held.map(({ pricePoint }) => pricePoint.productId),
      ...purchases.map((each) => each.productId),
    ]),
  ]);
  const openedBy = (productId: string) => (opened.get(productId) ?? []).map(({ id }) => id);
  const sources = [
    ...held.map((each) => subscriptionSource(each, openedBy(each.pricePoint.productId))),
    ...purchases.map((each) => purchaseSource(each, openedBy(each.productId))),
    ...grants.map((each) => grantSource(each, terrain.now)),
  ];
  return accessFrom(await entitlementsById(ctx, sources), sources);
}

/** Each grant that the customer has or had, the newest first; 100 at most. */
export async function listGrants(ctx: Ctx, customer: Customer): Promise<GrantRow[]> {
  return read(ctx, (tx) =>
    tx
      .select()
      .from(entitlementGrants)
      .where(ofCustomer(entitlementGrants, ctx, customer))
      .orderBy(desc(entitlementGrants.id))
      .limit(most),
  );
}

/** One grant of the customer, by its shown id. */
export async function getGrant(ctx: Ctx, customer: Customer, shownId: string): Promise<Grant> {
  const id = findId("grant", shownId);
  const [found] = id
    ? await read(ctx, (tx) =>
        tx
          .select({ grant: entitlementGrants, entitlement: entitlements })
          .from(entitlementGrants)
          .innerJoin(
            entitlements,
            and(
              eq(entitlements.projectId, ctx.projectId),
              eq(entitlements.id, entitlementGrants.entitlementId),
            ),
          )
          .where(and(ofCustomer(entitlementGrants, ctx, customer), eq(entitlementGrants.id, id))),
      )
    : [];
  if (!found) throw new AppError("not_found", "There is no such grant");
  const [grant] = await nameActors(ctx, [{ ...found.grant, entitlement: found.entitlement }]);
  return grant ?? missing();
}

/** Whether it opens its entitlement at that time. */
export function isGrantActive({ revokedAt, startsAt, expiresAt }: GrantRow, now: Date): boolean {
  return revokedAt === null && startsAt <= now && (expiresAt === null || expiresAt > now);
}

function subscriptionSource({ row, plan }: Held, entitlementIds: string[]): Source {
  const words = whyAccess(row, plan);
  const source = { kind: "subscription" as const, id: row.id, entitlementIds, words };
  if (!isRunning(row) || !isActive(row))
    return { ...source, isActive: false, until: row.endedAt ?? row.pausedAt ?? row.periodEnd, renews: false };
  const isGrace = row.dunning === "grace";
  const paidUntil = row.isNextPaid ? nextPeriodEnd(row, plan) : row.periodEnd;
  const until = isGrace ? graceEnd(row, plan) : paidUntil;
  return { ...source, isActive: true, until, renews: row.autoRenew && !isGrace };
}

type Purchase = { id: string; productId: string; revokedAt: Date | null };

function purchaseSource({ id, revokedAt }: Purchase, entitlementIds: string[]): Source {
  const words = revokedAt
    ? `No access: the purchase was taken back on ${utcText(revokedAt)}.`
    : "Has access because it was bought once and for good.";
  return {
    kind: "one_off",
    id,
    entitlementIds,
    isActive: !revokedAt,
    until: revokedAt,
    renews: false,
    words,
  };
}

function grantSource(grant: GrantRow, now: Date): Source {
  const { id, entitlementId, expiresAt, revokedAt } = grant;
  const isOpen = isGrantActive(grant, now);
  const words = isOpen
    ? `Has access because it was granted ${expiresAt ? `until ${utcText(expiresAt)}` : "for life"}.`
    : `No access: the grant ${revokedAt ? "was taken back" : "ended"} on ${utcText(revokedAt ?? expiresAt ?? now)}.`;
  const until = isOpen ? expiresAt : (revokedAt ?? expiresAt);
  return {
    kind: "grant",
    id,
    entitlementIds: [entitlementId],
    isActive: isOpen,
    until,
    renews: false,
    words,
  };
}

async function listHeld(ctx: Ctx, customer: Customer, terrain: Terrain): Promise<Held[]> {
  return read(ctx, async (tx) => {
    const rows = await tx
      .select({ id: subscriptions.id })
      .from(subscriptions)
      .where(ofCustomer(subscriptions, ctx, customer))
      .orderBy(desc(subscriptions.id))
      .limit(most);
    const ids = rows.map(({ id }) => id);
    return [...(await loadHeld(tx, ctx.projectId, ids, terrain, { lock: false })).values()];
  });
}

async function listPurchases(ctx: Ctx, customer: Customer): Promise<Purchase[]> {
  return read(ctx, (tx) =>
    tx
      .select({ id: orders.id, productId: pricePoints.productId, revokedAt: orders.revokedAt })
      .from(orders)
      .innerJoin(
        pricePoints,
        and(eq(pricePoints.projectId, ctx.projectId), eq(pricePoints.id, orders.pricePointId)),
      )
      .where(and(ofCustomer(orders, ctx, customer), eq(orders.kind, "one_off"), eq(orders.state, "settled")))
      .orderBy(desc(orders.createdAt), desc(orders.id))
      .limit(most),
  );
}

async function entitlementsById(ctx: Ctx, sources: Source[]): Promise<Entitlement[]> {
  const ids = [...new Set(sources.flatMap(({ entitlementIds }) => entitlementIds))];
  if (ids.length === 0) return [];
  return read(ctx, (tx) =>
    tx
      .select()
      .from(entitlements)
      .where(and(eq(entitlements.projectId, ctx.projectId), inArray(entitlements.id, ids)))
      .orderBy(asc(entitlements.id)),
  );
}

function ofCustomer(
  table: typeof entitlementGrants | typeof subscriptions | typeof orders,
  ctx: Ctx,
  customer: Customer,
) {
  return and(eq(table.projectId, ctx.projectId), inArray(table.profileId, customer.profileIds));
}

function missing(): never {
  throw new AppError("not_found", "There is no such grant");
}
