import { chargeAttempts, orders } from "../../db/schema/orders";
import { subscriptions } from "../../db/schema/subscriptions";
import { upcoming } from "../billing/start";
import { newId } from "../core/ids";
import { tell } from "../subscriptions/apply";
import { firstLookupMs } from "../subscriptions/attempts";
import type { EngineCtx } from "../subscriptions/engine-ctx";
import { findHeld, type Held } from "../subscriptions/held";
import type { Planned } from "./plan-act";

type Migration = NonNullable<Planned["migration"]>;

/** The subscription that waits for the end of this one's paid period. Answers with its id. */
export async function beginWaiting(ctx: EngineCtx, { row }: Held, { target }: Migration): Promise<string> {
  const { now } = ctx.terrain;
  const id = newId(ctx.clock.now());
  const { profileId, environment, provider, paymentMethodId, sessionId, funnelId } = row;
  await ctx.tx.insert(subscriptions).values({
    projectId: ctx.projectId,
    id,
    profileId,
    environment,
    provider,
    isMirror: false,
    pricePointId: target.id,
    pricePointVersion: target.version,
    paymentMethodId,
    sessionId,
    funnelId,
    followsId: row.id,
    createdAt: now,
    ...upcoming(row.zone, now),
    attempts: 0,
    version: 1,
  });
  const waiting = await findHeld(ctx.tx, ctx.projectId, id, ctx.terrain);
  if (!waiting) throw new Error("a subscription that was inserted is there");
  await tell(ctx, waiting, ["subscription.planning_postponed_subscription"]);
  return id;
}

/** The order of the new subscription, less what is unused of the present one, and the attempt to charge it. Answers with the order's id. */
export async function beginMigration(
  ctx: EngineCtx,
  { row }: Held,
  { target }: Migration,
  { amountMinor, supportActionId }: { amountMinor: bigint; supportActionId: string },
): Promise<string> {
  const now = ctx.clock.now();
  const { currency, exponent } = target.terms;
  const { projectId } = ctx;
  const common = {
    projectId,
    provider: row.provider,
    paymentMethodId: row.paymentMethodId,
    currency,
    exponent,
  };
  const orderId = newId(now);
  await ctx.tx.insert(orders).values({
    ...common,
    id: orderId,
    profileId: row.profileId,
    sessionId: row.sessionId,
    funnelId: row.funnelId,
    subscriptionId: newId(now),
    environment: row.environment,
    kind: "migration",
    iteration: 1,
    pricePointId: target.id,
    pricePointVersion: target.version,
    amountMinor,
    settledMinor: 0n,
    refundedMinor: 0n,
    refundPendingMinor: 0n,
    state: "pending",
    createdAt: ctx.terrain.now,
    version: 1,
  });
  await ctx.tx.insert(chargeAttempts).values({
    ...common,
    id: newId(now),
    orderId,
    // The one that it takes the place of, which settling ends.
    subscriptionId: row.id,
    kind: "migration",
    amountMinor,
    state: "created",
    supportActionId,
    createdAt: now,
    lookups: 0,
    nextLookupAt: new Date(now.getTime() + firstLookupMs),
  });
  return orderId;
}
