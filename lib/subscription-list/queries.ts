import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { pricePoints } from "../../db/schema/catalogue";
import { funnels } from "../../db/schema/funnels";
import { profiles } from "../../db/schema/profiles";
import { subscriptions } from "../../db/schema/subscriptions";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { AppError, isAppError } from "../core/errors";
import { findId } from "../core/ids";
import { type Cursor, cursorInstant, type Page, pageOf, parseCursor } from "../core/page";
import { withinTime } from "../core/time-limit";
import type { Customer } from "../customers/customer";
import { rowsAt } from "../customers/rows";
import type { FunnelName } from "../sessions/queries";
import { findHeld, type Held, loadHeld } from "../subscriptions/held";
import { type Terrain, terrainOf } from "../subscriptions/project-time";
import type { SubscriptionFilter, SubscriptionSort } from "./schema";
import { gatherStatement, matchesNothing, type Place, type Walk, type Way, walkStatement } from "./walk";
import { walkOf } from "./walk-of";

/** A line of the list. Null customer: the person was erased. */
export type ListedSubscription = Held & {
  customer: { id: string; email: string | null; userId: string | null } | null;
  funnel: FunnelName | null;
};

export type ListedSubscriptions = Page<ListedSubscription> & {
  /** A cursor of no list, or a filter that takes too long: said on the page, since addresses travel. */
  problem: "cursor" | "time" | null;
};

export type ListAsked = {
  filter: SubscriptionFilter;
  sort: SubscriptionSort;
  size: number;
  cursor: string | null;
};

const timeLimitMs = 10_000;

/** One page of the subscriptions that match. */
export async function listSubscriptions(ctx: Ctx, asked: ListAsked): Promise<ListedSubscriptions> {
  const nothing = { rows: [], nextCursor: null, previousCursor: null };
  const cursor = asked.cursor === null ? null : findCursor(asked.cursor);
  if (cursor === "damaged") return { ...nothing, problem: "cursor" };
  const way: Way = {
    sort: turned(asked.sort, cursor),
    after: cursor && { at: cursorInstant(cursor), id: cursor.id },
  };
  const page = await withinTime(ctx, timeLimitMs, async (tx) => {
    const terrain = await terrainOf(tx, ctx.projectId, ctx.clock.now());
    const walk = await walkOf(tx, ctx, asked.filter, terrain.now);
    const found = await findPlaces(tx, walk, way, asked.size + 1);
    const places = pageOf(found, asked.size, cursor, ({ at, id }) => ({ value: at.toISOString(), id }));
    return { ...places, rows: await listedAt(tx, ctx, places.rows, terrain) };
  });
  return page ? { ...page, problem: null } : { ...nothing, problem: "time" };
}

async function findPlaces(tx: Transaction, walk: Walk, way: Way, limit: number): Promise<Place[]> {
  if (matchesNothing(walk)) return [];
  const run = async (statement: ReturnType<typeof walkStatement>) =>
    (await tx.execute(statement)).map((row) => ({ at: new Date(String(row.at)), id: String(row.id) }));
  const found = await run(walkStatement(walk, way, limit));
  return found.length === limit ? found : run(gatherStatement(walk, way, limit));
}

async function listedAt(
  tx: Transaction,
  ctx: Ctx,
  places: Place[],
  terrain: Terrain,
): Promise<ListedSubscription[]> {
  const held = await loadHeld(
    tx,
    ctx.projectId,
    places.map(({ id }) => id),
    terrain,
    { lock: false },
  );
  const inOrder = places.flatMap(({ id }) => held.get(id) ?? []);
  const buyers = await buyersOf(tx, ctx, inOrder);
  const names = await funnelNames(tx, ctx, inOrder);
  return inOrder.map((each) => ({
    ...each,
    customer: (each.row.profileId && buyers.get(each.row.profileId)) || null,
    funnel: (each.row.funnelId && names.get(each.row.funnelId)) || null,
  }));
}

async function buyersOf(tx: Transaction, ctx: Ctx, held: Held[]) {
  const ids = [...new Set(held.flatMap(({ row }) => row.profileId ?? []))];
  if (ids.length === 0) return new Map<string, NonNullable<ListedSubscription["customer"]>>();
  const members = await tx
    .select({ id: profiles.id, customerId: profiles.customerId, createdAt: profiles.createdAt })
    .from(profiles)
    .where(and(eq(profiles.projectId, ctx.projectId), inArray(profiles.id, ids)));
  const canonical = new Map(
    members.map(({ customerId, createdAt }) => [customerId, { id: customerId, at: createdAt }]),
  );
  const customers = await rowsAt(tx, ctx, [...canonical.values()], false);
  const byId = new Map(customers.map(({ id, email, userId }) => [id, { id, email, userId }]));
  return new Map(
    members.flatMap(({ id, customerId }) => {
      const customer = byId.get(customerId);
      return customer ? [[id, customer] as const] : [];
    }),
  );
}

async function funnelNames(tx: Transaction, ctx: Ctx, held: Held[]): Promise<Map<string, FunnelName>> {
  const ids = [...new Set(held.flatMap(({ row }) => row.funnelId ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ id: funnels.id, alias: funnels.alias, title: funnels.title })
    .from(funnels)
    .where(and(eq(funnels.projectId, ctx.projectId), inArray(funnels.id, ids)));
  return new Map(rows.map((row) => [row.id, row]));
}

const mostOfCustomer = 100;

/** All of a customer's over its profiles: those that run first, then by when they began, newest first; 100 at most. */
export async function listCustomerSubscriptions(ctx: Ctx, customer: Customer): Promise<Held[]> {
  return read(ctx, async (tx) => {
    const terrain = await terrainOf(tx, ctx.projectId, ctx.clock.now());
    const rows = await tx
      .select({ id: subscriptions.id })
      .from(subscriptions)
      .where(
        and(
          eq(subscriptions.projectId, ctx.projectId),
          inArray(subscriptions.profileId, customer.profileIds),
        ),
      )
      .orderBy(
        sql`${subscriptions.phase} = 'expired'`,
        sql`${subscriptions.phase} = 'upcoming'`,
        desc(subscriptions.createdAt),
        desc(subscriptions.id),
      )
      .limit(mostOfCustomer);
    const ids = rows.map(({ id }) => id);
    const held = await loadHeld(tx, ctx.projectId, ids, terrain, { lock: false });
    return ids.flatMap((id) => held.get(id) ?? []);
  });
}

/** The subscription behind a shown id; unknown and foreign ones are `not_found`. */
export async function getSubscription(ctx: Ctx, shownId: string): Promise<ListedSubscription> {
  const id = findId("subscription", shownId);
  const found = id && (await findSubscription(ctx, id));
  if (!found) throw new AppError("not_found", "There is no such subscription");
  return found;
}

export async function findSubscription(ctx: Ctx, id: string): Promise<ListedSubscription | null> {
  return read(ctx, async (tx) => {
    const terrain = await terrainOf(tx, ctx.projectId, ctx.clock.now());
    const held = await findHeld(tx, ctx.projectId, id, terrain, { lock: false });
    if (!held) return null;
    const [listed] = await listedAt(tx, ctx, [{ at: held.row.createdAt, id }], terrain);
    return listed ?? null;
  });
}

/** The idents of the price points, for the filter. */
export async function listPricePointChoices(ctx: Ctx): Promise<string[]> {
  const rows = await read(ctx, (tx) =>
    tx
      .select({ ident: pricePoints.ident })
      .from(pricePoints)
      .where(and(eq(pricePoints.projectId, ctx.projectId), eq(pricePoints.kind, "subscription")))
      .orderBy(sql`${pricePoints.archivedAt} is not null`, asc(pricePoints.ident))
      .limit(500),
  );
  return rows.map(({ ident }) => ident);
}

function turned(sort: SubscriptionSort, cursor: Cursor | null): SubscriptionSort {
  return cursor?.direction === "before" ? { ...sort, isAscending: !sort.isAscending } : sort;
}

function findCursor(text: string): Cursor | "damaged" {
  try {
    const cursor = parseCursor(text);
    cursorInstant(cursor);
    return cursor;
  } catch (error) {
    if (isAppError(error)) return "damaged";
    throw error;
  }
}
