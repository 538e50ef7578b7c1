import { and, eq, inArray } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Transaction } from "../../db/client";
import { pricePoints, pricePointVersions } from "../../db/schema/catalogue";
import { subscriptions } from "../../db/schema/subscriptions";
import type { Plan, Terms } from "../billing/facts";
import type { Terrain } from "./project-time";

export type SubscriptionRow = typeof subscriptions.$inferSelect;
type Version = typeof pricePointVersions.$inferSelect;

/** A subscription with what its next step depends on. */
export type Held = {
  row: SubscriptionRow;
  plan: Plan;
  pricePoint: { ident: string; productId: string };
  /** The one that waits for this one's end. */
  successorId: string | null;
};

/** What a version asks for; a price without periods has none and is no subscription. */
export function termsOf(version: Version): Terms {
  const { currency, exponent, priceMinor, periodUnit, periodCount, introUnit, introCount } = version;
  if (!periodUnit || !periodCount) throw new Error("the price point of a subscription has periods");
  const intro =
    introUnit && introCount
      ? { period: { unit: introUnit, count: introCount }, priceMinor: version.introPriceMinor }
      : null;
  return { currency, exponent, priceMinor, period: { unit: periodUnit, count: periodCount }, intro };
}

const waiting = alias(subscriptions, "waiting");
const waitingVersions = alias(pricePointVersions, "waiting_versions");

/** With everything that `ids` name, locked for the rest of the transaction unless `lock` is false. */
export async function loadHeld(
  tx: Transaction,
  projectId: string,
  ids: readonly string[],
  { schedule }: Pick<Terrain, "schedule">,
  { lock = true } = {},
): Promise<Map<string, Held>> {
  if (ids.length === 0) return new Map();
  // One lock order for everybody: two who hold several never wait for each other.
  if (lock)
    await tx
      .select({ id: subscriptions.id })
      .from(subscriptions)
      .where(and(eq(subscriptions.projectId, projectId), inArray(subscriptions.id, [...ids])))
      .orderBy(subscriptions.id)
      .for("update");
  const rows = await tx
    .select({
      row: subscriptions,
      version: pricePointVersions,
      ident: pricePoints.ident,
      productId: pricePoints.productId,
      waitingId: waiting.id,
      waitingVersion: waitingVersions,
    })
    .from(subscriptions)
    .innerJoin(
      pricePoints,
      and(eq(pricePoints.projectId, projectId), eq(pricePoints.id, subscriptions.pricePointId)),
    )
    .innerJoin(
      pricePointVersions,
      and(
        eq(pricePointVersions.projectId, projectId),
        eq(pricePointVersions.pricePointId, subscriptions.pricePointId),
        eq(pricePointVersions.version, subscriptions.pricePointVersion),
      ),
    )
    .leftJoin(
      waiting,
      and(
        eq(waiting.projectId, projectId),
        eq(waiting.followsId, subscriptions.id),
        eq(waiting.phase, "upcoming"),
      ),
    )
    .leftJoin(
      waitingVersions,
      and(
        eq(waitingVersions.projectId, projectId),
        eq(waitingVersions.pricePointId, waiting.pricePointId),
        eq(waitingVersions.version, waiting.pricePointVersion),
      ),
    )
    .where(and(eq(subscriptions.projectId, projectId), inArray(subscriptions.id, [...ids])));
  return new Map(
    rows.map(({ row, version, waitingId, waitingVersion, ...pricePoint }) => [
      row.id,
      {
        row,
        pricePoint,
        successorId: waitingId,
        plan: {
          terms: termsOf(version),
          schedule,
          successor: waitingVersion ? termsOf(waitingVersion) : null,
        },
      },
    ]),
  );
}

/** One of them, or null for an unknown id. */
export async function findHeld(
  tx: Transaction,
  projectId: string,
  id: string,
  terrain: Pick<Terrain, "schedule">,
  options?: { lock: boolean },
): Promise<Held | null> {
  return (await loadHeld(tx, projectId, [id], terrain, options)).get(id) ?? null;
}
