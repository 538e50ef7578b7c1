import { and, eq } from "drizzle-orm";
import { subscriptions } from "../../db/schema/subscriptions";
import type { Facts } from "../billing/facts";
import { newId } from "../core/ids";
import { emitAll } from "../events/emit";
import { subscriptionData } from "../subscriptions/event-data";
import { findHeld, type SubscriptionRow } from "../subscriptions/held";
import type { Applying } from "./applying";
import { knownProfile } from "./find-customer";
import type { SubscriptionSaid } from "./fold";
import { eventsBetween, mirrorOf, withPeriod } from "./mirror";
import { NotYet, Parked } from "./outcome";
import { placeOrders } from "./place-orders";
import { readVersion, soldAs, unknownProduct } from "./products";
import { requireSameEnvironment } from "./same-environment";

/** The one that mirrors, or is, this subscription of the provider. */
export async function findSubscription(
  applying: Applying,
  providerSubscriptionId: string,
): Promise<SubscriptionRow | null> {
  const { ctx, provider } = applying;
  const [row] = await ctx.tx
    .select()
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.projectId, ctx.projectId),
        eq(subscriptions.provider, provider),
        eq(subscriptions.providerSubscriptionId, providerSubscriptionId),
      ),
    )
    .for("update");
  requireSameEnvironment(applying, row);
  return row ?? null;
}

/** Makes the mirror what its provider says by now, and tells endpoints of what changed. */
export async function applySubscription(applying: Applying, said: SubscriptionSaid): Promise<void> {
  const { ctx, environment } = applying;
  const before = await findSubscription(applying, said.id);
  // What our own engine charges is not ruled from outside; of whom was erased nothing more is written.
  if (before && (!before.isMirror || !before.profileId)) return;
  const profile = said.customerId ? await knownProfile(applying, said.customerId) : null;
  const profileId = profile?.id ?? before?.profileId;
  if (!profileId)
    throw new NotYet({
      code: "customer_unknown",
      words: "No event has said yet whose subscription this is.",
    });
  if (!said.product && !before)
    throw new NotYet({
      code: "product_unknown",
      words: "No event has said yet what this subscription sells.",
    });
  const sold = said.product
    ? await soldAs(applying, withPeriod(said.product, said), false)
    : { pricePointId: before?.pricePointId ?? "", version: before?.pricePointVersion ?? 1 };
  const { periodUnit, periodCount } = await readVersion(ctx, sold);
  if (!periodUnit || !periodCount)
    throw new Parked({
      code: unknownProduct,
      words: "The price point that was chosen for its product is sold once. Choose one of a subscription.",
    });
  const facts = mirrorOf(said, { unit: periodUnit, count: periodCount }, ctx.clock.now());
  const { pricePointId, version: pricePointVersion } = sold;
  const change = { profileId, pricePointId, pricePointVersion, createdAt: said.since, ...facts };
  if (before && isSame(before, change)) return;
  const id = before?.id ?? newId(ctx.clock.now());
  if (before)
    await ctx.tx
      .update(subscriptions)
      .set({ ...change, version: before.version + 1 })
      .where(and(eq(subscriptions.projectId, ctx.projectId), eq(subscriptions.id, id)));
  else
    await ctx.tx.insert(subscriptions).values({
      ...{ projectId: ctx.projectId, id, environment, provider: applying.provider, isMirror: true },
      ...{ providerSubscriptionId: said.id, attempts: 0, version: 1 },
      ...change,
    });
  await tell(applying, id, before, facts, said.at);
  await placeOrders(applying, { id, providerSubscriptionId: said.id });
}

function isSame(before: SubscriptionRow, change: Partial<SubscriptionRow>): boolean {
  const text = (value: unknown) => (value instanceof Date ? value.toISOString() : value);
  return Object.entries(change).every(
    ([key, value]) => text(before[key as keyof SubscriptionRow]) === text(value), // a part of such a row
  );
}

async function tell(
  { ctx, environment }: Applying,
  id: string,
  before: Facts | null,
  facts: Facts,
  occurredAt: Date,
): Promise<void> {
  const held = await findHeld(ctx.tx, ctx.projectId, id, ctx.terrain);
  if (!held?.row.profileId) return;
  const payload = { subscription: subscriptionData(held) };
  await emitAll(
    ctx,
    { profileId: held.row.profileId, environment, occurredAt },
    eventsBetween(before, facts).map((type) => ({ type, payload })),
  );
}
